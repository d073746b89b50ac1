import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { findChromium } from './scripts/chromium.mjs';

// Property tests and shuffles take their seed from here; a failure is repeated with TOUCHLINE_SEED=<the number printed>.
process.env.TOUCHLINE_SEED ??= String(Math.floor(Math.random() * 2 ** 31));
// The programs that tests start are read once: compiled code is kept beside the packages, which halves each start.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules', '.cache', 'compiled');
// Browser tests start this program; the tests never search for one themselves.
process.env.TOUCHLINE_CHROMIUM ??= findChromium()?.path ?? '';
console.log(`TOUCHLINE_SEED=${process.env.TOUCHLINE_SEED}`);

/** Folders whose tests start processes, sockets on real ports, or browsers. */
const slow = [
  'test/dialects/**',
  'test/record/**',
  'test/system/**',
  'test/discovery/**',
  'test/browser/**',
  'test/desktop/**',
];

/** How long a condition is waited for. */
const expect = { poll: { timeout: 10_000 } };

/** A project of slow tests; each gets its own turn, with so many files at a time. */
const slowly = (name: string, turn: number, maxWorkers: number, include: string[]) => ({
  test: {
    name,
    include,
    setupFiles: ['test/support/seed.ts'],
    pool: 'forks' as const,
    maxWorkers,
    sequence: { groupOrder: turn },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect,
  },
});

export default defineConfig({
  test: {
    reporters: ['default', './scripts/counts-reporter.mjs'],
    projects: [
      {
        test: {
          name: 'fast',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: slow,
          setupFiles: ['test/support/seed.ts'],
          pool: 'forks',
          // Nothing here keeps state in a module: what two files import is read once.
          isolate: false,
          testTimeout: 20_000,
          expect,
        },
      },
      {
        // Hubs in processes of their own, but nothing that looks at the clock: two files at a time.
        test: {
          name: 'dialects',
          include: ['test/{dialects,record}/**/*.test.ts'],
          setupFiles: ['test/support/seed.ts'],
          pool: 'forks',
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          testTimeout: 90_000,
          expect,
        },
      },
      // Processes mostly wait, browsers still more: two and three files at a time. mDNS and the window have clocks of their own: one.
      slowly('system', 2, 2, ['test/system/**/*.test.ts']),
      slowly('discovery', 3, 1, ['test/discovery/**/*.test.ts']),
      slowly('browser', 4, 3, ['test/browser/**/*.test.{ts,tsx}']),
      slowly('desktop', 5, 1, ['test/desktop/**/*.test.ts']),
    ],
  },
});
