import type { Moment } from '#shared/domain/ids.ts';

/** How often those who are served at leisure (spectators) are served, in milliseconds. */
export const coalesceMs = 1_000;

/** Every interval it calls back until its stop is called: `setInterval`, or a test's own. */
export type Every = (ms: Moment, run: () => void) => () => void;
