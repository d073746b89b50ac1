import { preferences } from './preferences.ts';

/** What the phone tells the referee without words. */
export type Signal = 'point' | 'undo' | 'refused' | 'timeUp';

/** Tones of each signal: frequency in hertz, start and length in seconds. */
const tones: Readonly<Record<Signal, readonly (readonly [number, number, number])[]>> = {
  point: [[880, 0, 0.07]],
  undo: [
    [520, 0, 0.07],
    [390, 0.09, 0.09],
  ],
  refused: [
    [180, 0, 0.14],
    [180, 0.2, 0.14],
  ],
  timeUp: [
    [660, 0, 0.15],
    [660, 0.25, 0.15],
    [880, 0.5, 0.4],
  ],
};
const buzzes: Readonly<Record<Signal, number | number[]>> = {
  point: 35,
  undo: [25, 40, 25],
  refused: [90, 60, 90],
  timeUp: [150, 80, 150, 80, 250],
};

let audio: AudioContext | null = null;

/** Browsers let a page sound only after a touch: call this in one. Returns the sound's context, null where there is none. */
export function wakeSound(): AudioContext | null {
  try {
    audio ??= new AudioContext();
    if (audio.state === 'suspended') audio.resume().catch(() => undefined);
  } catch {
    audio = null;
  }
  return audio;
}

/** Sounds (unless muted) and vibrates where the phone can. */
export function signal(what: Signal): void {
  if ('vibrate' in navigator) navigator.vibrate(buzzes[what]);
  if (preferences().muted || !audio || audio.state !== 'running') return;
  for (const [hertz, start, length] of tones[what]) {
    const tone = audio.createOscillator();
    const loudness = audio.createGain();
    const from = audio.currentTime + start;
    tone.frequency.value = hertz;
    loudness.gain.setValueAtTime(0.0001, from);
    loudness.gain.exponentialRampToValueAtTime(0.35, from + 0.01);
    loudness.gain.exponentialRampToValueAtTime(0.0001, from + length);
    tone.connect(loudness).connect(audio.destination);
    tone.start(from);
    tone.stop(from + length + 0.02);
  }
}
