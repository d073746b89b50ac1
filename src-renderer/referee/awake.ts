import { wakeSound } from './signals.ts';

/**
 * Keeps the screen on as well as the browser lets it: a wake lock where the page was loaded over HTTPS, else a tiny
 * silent video that plays as long as the page is seen. Call it in a touch, which both need. Returns its stop.
 */
export function keepScreenOn(): () => void {
  return 'wakeLock' in navigator ? holdWakeLock(navigator.wakeLock) : playSilentVideo();
}

function holdWakeLock(wakeLock: WakeLock): () => void {
  let lock: WakeLockSentinel | null = null;
  const hold = () => {
    if (document.visibilityState !== 'visible') return;
    wakeLock.request('screen').then(
      (held) => {
        lock = held;
      },
      // Refused on a nearly empty battery: the phone's owner decides, and the page says how to keep it on.
      () => undefined,
    );
  };
  document.addEventListener('visibilitychange', hold);
  hold();
  return () => {
    document.removeEventListener('visibilitychange', hold);
    lock?.release().catch(() => undefined);
  };
}

/** Without HTTPS there is no wake lock. A playing video keeps most screens on; best effort. */
function playSilentVideo(): () => void {
  const canvas = document.createElement('canvas');
  canvas.width = 16;
  canvas.height = 16;
  const pen = canvas.getContext('2d');
  if (!pen || !('captureStream' in canvas)) return () => undefined;
  const stream = canvas.captureStream(1);
  // A video without sound counts as decoration and lets the screen go off; silence is a sound.
  const sound = wakeSound()?.createMediaStreamDestination();
  for (const track of sound?.stream.getAudioTracks() ?? []) stream.addTrack(track);
  const video = document.createElement('video');
  video.className = 'awake';
  video.setAttribute('aria-hidden', 'true');
  video.playsInline = true;
  video.srcObject = stream;
  document.body.append(video);
  let light = false;
  const draw = () => {
    light = !light;
    pen.fillStyle = light ? '#ffffff' : '#fefefe';
    pen.fillRect(0, 0, 16, 16);
  };
  draw();
  const drawing = setInterval(draw, 1000);
  const play = () => {
    if (document.visibilityState === 'visible') video.play().catch(() => undefined);
  };
  document.addEventListener('visibilitychange', play);
  play();
  return () => {
    clearInterval(drawing);
    document.removeEventListener('visibilitychange', play);
    video.remove();
  };
}
