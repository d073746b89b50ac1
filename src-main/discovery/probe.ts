import { setTimeout as wait } from 'node:timers/promises';
import type { CardVoice, Heard } from './card-voice.ts';
import { type Claim, goesFirst, proposal, takenBy } from './claim.ts';
import { serviceNames } from './names.ts';

const PROBES = 3;
const PROBE_MS = 250;

/** How a probe ended. */
export type Probed =
  | { readonly outcome: 'free' }
  | { readonly outcome: 'taken'; readonly host: boolean; readonly instance: boolean }
  /** Somebody else probes for the same name at this moment and goes first. */
  | { readonly outcome: 'later' }
  | { readonly outcome: 'stopped' };

/**
 * Asks on every given card whether anybody has our names: after a random pause of up to 250 ms three times, 250 ms
 * apart (RFC 6762 §8.1). Ends early when somebody answers or `signal` is aborted.
 *
 * The unicast-response bit is not set: the answer would go to any program that shares port 5353 on this laptop.
 *
 * @param random a number from 0 up to 1.
 */
export const probe = async (
  voices: readonly Pick<CardVoice, 'ask' | 'listen' | 'told'>[],
  claim: Claim,
  { random, signal }: { readonly random: () => number; readonly signal: AbortSignal },
): Promise<Probed> => {
  let found: Probed = { outcome: 'free' };
  const early = new AbortController();
  const judge = (voice: Pick<CardVoice, 'told'>, { kind, packet }: Heard): void => {
    if (found.outcome !== 'free') return;
    if (kind === 'question') {
      if (goesFirst(packet, claim, voice.told())) found = { outcome: 'later' };
    } else {
      const taken = takenBy(packet, claim);
      if (taken.host || taken.instance) found = { outcome: 'taken', ...taken };
    }
    if (found.outcome !== 'free') early.abort();
  };

  const stops = voices.map((voice) => voice.listen((heard) => judge(voice, heard)));
  const names = [claim.names.host, ...serviceNames(claim.names)];
  const pause = { signal: AbortSignal.any([signal, early.signal]) };
  try {
    await wait(random() * PROBE_MS, undefined, pause);
    for (let sent = 0; sent < PROBES; sent += 1) {
      for (const voice of voices) {
        voice.ask({
          questions: names.map((name) => ({ name, type: 'ANY' })),
          authorities: proposal(claim, voice.told()),
        });
      }
      await wait(PROBE_MS, undefined, pause);
    }
  } catch {
    // Only the two signals end a pause early.
  } finally {
    for (const stop of stops) stop();
  }
  return signal.aborted ? { outcome: 'stopped' } : found;
};
