import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { programFolder } from '#main/version.ts';

/** A command of the program at work. */
export interface Program {
  readonly process: ChildProcess;
  /** What it has printed, both streams together. */
  readonly said: () => string;
  /** Resolves when it has printed such a thing; gives the match. */
  says(what: RegExp): Promise<RegExpExecArray>;
  /** Sends a signal and waits for its end; gives its exit code. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts the program; it ends with the test. */
export function startProgram(args: readonly string[]): Program {
  const child = spawn(process.execPath, [join(programFolder, 'src-main/cli.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
  }
  const exited = once(child, 'close');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await exited;
  });
  return {
    process: child,
    said: () => said,
    async says(what) {
      await expect.poll(() => said, { timeout: 20_000 }).toMatch(what);
      const found = what.exec(said);
      if (!found) throw new Error(`${what} isn’t in ${said}`);
      return found;
    },
    async end(signal = 'SIGINT') {
      child.kill(signal);
      const [code] = await exited;
      // The cast: a code, or null after a signal.
      return code as number | null;
    },
  };
}

/** The lines of a file, whole ones only: it must end with a line's end. */
export function wholeLines(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  expect(text === '' || text.endsWith('\n')).toBe(true);
  return text.split('\n').slice(0, -1);
}
