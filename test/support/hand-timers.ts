import type { Timers } from '#shared/client/timers.ts';
import type { Moment } from '#shared/domain/ids.ts';

/** Timers that ring when the test lets time pass, and what the test does with them. */
export interface HandTimers extends Timers {
  /** Lets time pass; every timer due meanwhile rings at its moment, in order. */
  pass(ms: number): void;
  /** The device sleeps: time passes, nothing rings until it is let pass again. */
  sleep(ms: number): void;
  /** Sets the device's clock forward or back. */
  adjust(ms: number): void;
  /** How many timers are set. */
  set(): number;
}

/** A clock that stands at a moment of 2026 until the test moves it. */
export function handTimers(start: Moment = 1_778_918_400_000): HandTimers {
  let elapsed = 0;
  let offset = start;
  let names = 0;
  const timers = new Map<number, { due: number; ring: () => void }>();
  const nextDue = (until: number) =>
    [...timers].filter(([, timer]) => timer.due <= until).sort(([, a], [, b]) => a.due - b.due)[0];
  return {
    now: () => offset + elapsed,
    setTimer(ring, ms) {
      names += 1;
      timers.set(names, { due: elapsed + Math.max(0, ms), ring });
      return names;
    },
    clearTimer: (name) => {
      timers.delete(name);
    },
    pass(ms) {
      const until = elapsed + ms;
      for (let next = nextDue(until); next; next = nextDue(until)) {
        const [name, { due, ring }] = next;
        timers.delete(name);
        elapsed = Math.max(elapsed, due);
        ring();
      }
      elapsed = until;
    },
    sleep(ms) {
      elapsed += ms;
    },
    adjust(ms) {
      offset += ms;
    },
    set: () => timers.size,
  };
}

/** Lets every promise that can settle settle; no time passes. */
export async function promises(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
