/** One line of the result: what was measured, against what, and how often the yardstick fits into it. */
export interface Line {
  readonly what: string;
  readonly figure: string;
  readonly yardstick: string;
  readonly yardstickFigure: string;
  /** What was measured divided by the yardstick; how to read it stands in `better`. */
  readonly ratio: number;
  readonly better: 'less' | 'more';
}

/** Runs something and gives the milliseconds it took. */
export async function timed(run: () => void | Promise<void>): Promise<number> {
  const since = performance.now();
  await run();
  return performance.now() - since;
}

/** The middle of several runs in milliseconds; the first run, in which code is compiled, doesn't count. */
export async function median(runs: number, run: () => void | Promise<void>): Promise<number> {
  await run();
  const times: number[] = [];
  for (let i = 0; i < runs; i += 1) times.push(await timed(run));
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? 0;
}

/** The value below which so many hundredths of the samples lie. */
export const percentile = (samples: readonly number[], hundredths: number): number =>
  samples.toSorted((a, b) => a - b)[
    Math.min(samples.length - 1, Math.floor((samples.length * hundredths) / 100))
  ] ?? 0;

export const perSecond = (count: number, ms: number): string =>
  `${Math.round((count / ms) * 1_000).toLocaleString('en')}/s`;
export const inMs = (ms: number): string => `${ms < 10 ? ms.toFixed(2) : Math.round(ms)} ms`;

/** Prints the lines as a table. */
export function print(lines: readonly Line[]): void {
  for (const { what, figure, yardstick, yardstickFigure, ratio, better } of lines) {
    console.log(`${what}: ${figure}`);
    console.log(`  against ${yardstick}: ${yardstickFigure}`);
    console.log(`  ratio ${ratio.toFixed(2)} (${better} is better)\n`);
  }
}
