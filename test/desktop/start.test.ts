import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, onTestFinished, test } from 'vitest';
import { programFolder, version } from '#main/version.ts';
import { freshFolder } from '../support/folder.ts';

/** A script that was started, and what it printed. */
interface Started {
  readonly process: ChildProcess;
  readonly lines: string[];
  /** Resolves with the first line that fits. */
  line(fits: RegExp): Promise<RegExpExecArray>;
  readonly ended: Promise<number | null>;
}

/** Starts a script in a process group of its own, as a terminal does. */
function start(script: string, args: readonly string[], env: Record<string, string> = {}): Started {
  const child = spawn(process.execPath, [join(programFolder, script), ...args], {
    detached: true,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    if (child.exitCode === null && child.signalCode === null) kill(child, 'SIGKILL');
  });
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    for (const look of waiting) look();
  });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return {
    process: child,
    lines,
    ended,
    line: (fits) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = lines.map((line) => fits.exec(line)).find((match) => match !== null);
          if (!found) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
        void ended.then(() => reject(new Error(`it ended without ${fits}: ${lines.join('\n')}`)));
      }),
  };
}

/** Sends a signal to the whole group: Ctrl-C in a terminal. */
const kill = (child: ChildProcess, signal: NodeJS.Signals): void => {
  if (child.pid !== undefined) process.kill(-child.pid, signal);
};

const hubOn = (dataDir: string): string[] => [
  '--port',
  '0',
  '--host',
  '127.0.0.1',
  '--no-mdns',
  '--data',
  dataDir,
];
const panelLine = /(http:\/\/127\.0\.0\.1:\d+)\/panel#/;

describe('npm start', () => {
  const ends: [string, (child: ChildProcess) => void][] = [
    ['Ctrl-C, which reaches the hub twice', (child) => kill(child, 'SIGINT')],
    ['SIGTERM to the script alone', (child) => void child.kill('SIGTERM')],
  ];
  test.for(ends)('runs the hub, and %s ends all of it', async ([, end], context) => {
    if (process.platform === 'win32') context.skip('Windows has no signals');
    const run = start('scripts/start.mjs', ['--headless', ...hubOn(freshFolder())]);
    const [, origin = ''] = await run.line(panelLine);
    expect((await fetch(`${origin}/api/hello`)).status).toBe(200);
    end(run.process);
    expect(await run.ended).toBe(0);
    expect(run.lines.at(-1)).toBe('The hub has stopped. Everything is kept.');
    await expect(fetch(`${origin}/api/hello`)).rejects.toThrow();
  });

  test('says in a sentence why there is no window, and runs the hub without one', async (context) => {
    if (process.platform !== 'linux') context.skip('only Linux has sessions without a screen');
    const noScreen = { DISPLAY: '', WAYLAND_DISPLAY: '' };
    const run = start('scripts/start.mjs', hubOn(freshFolder()), noScreen);
    await run.line(panelLine);
    expect(run.lines.join('\n')).toContain('No desktop window: this session has no screen.');
    run.process.kill('SIGTERM');
    expect(await run.ended).toBe(0);
  });

  test('passes on the exit code of a hub that can’t start', async () => {
    const run = start('scripts/start.mjs', ['hub', '--port', 'x']);
    expect(await run.ended).toBe(2);
  });
});

test('the package’s command is the command line of the hub', async () => {
  const run = start('resources/bin/touchline.mjs', ['--version']);
  expect(await run.ended).toBe(0);
  expect(run.lines).toEqual([version]);
});
