import type { Every } from '#main/hub/pace.ts';

/** An `every` that runs when the test says so, and a clock to go with it. `adjust` sets the clock forward or back. */
export function handEvery(): {
  every: Every;
  now: () => number;
  pass: (ms: number) => void;
  adjust: (ms: number) => void;
} {
  let time = 1_700_000_000_000;
  let offset = 0;
  const running = new Set<{ ms: number; next: number; run: () => void }>();
  return {
    every(ms, run) {
      const entry = { ms, next: time + ms, run };
      running.add(entry);
      return () => running.delete(entry);
    },
    now: () => time + offset,
    pass(ms) {
      const until = time + ms;
      for (;;) {
        const next = [...running].filter((entry) => entry.next <= until).sort((a, b) => a.next - b.next)[0];
        if (!next) break;
        time = next.next;
        next.next += next.ms;
        next.run();
      }
      time = until;
    },
    adjust(ms) {
      offset += ms;
    },
  };
}
