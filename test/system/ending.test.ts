import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { programFolder } from '#main/version.ts';
import { freshFolder } from '../support/folder.ts';
import { organiserOf } from '../support/http.ts';
import { enter } from '../support/raw-client.ts';
import { logEntries, spawnHub } from '../support/running-hub.ts';
import { cupCommands } from '../support/small-cup.ts';

/** Has a hub that is started next throw an error that nobody catches when it hears a signal. */
function throwingOn(signal: 'SIGUSR2', how: string): void {
  const code = `process.on('${signal}', () => { ${how} });`;
  vi.stubEnv('NODE_OPTIONS', `--import=data:text/javascript,${encodeURIComponent(code)}`);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
}

const onWindows = process.platform === 'win32';

describe.skipIf(onWindows)(`the hub’s end${onWindows ? ' (Windows has no signals)' : ''}`, () => {
  test('[stop] the terminal is closed: the phones hear bye, the exit code is 0', async () => {
    const hub = await spawnHub(freshFolder());
    const client = await enter(hub.port);
    const exited = once(hub.process, 'exit');
    // Nobody reads any more what it prints.
    hub.process.stdout?.destroy();
    hub.process.stderr?.destroy();
    hub.process.kill('SIGHUP');
    expect(await client.next('bye')).toMatchObject({ code: 1001, again: true });
    expect(await exited).toEqual([0, null]);
    expect(logEntries(hub.dataDir).at(-1)?.msg).toBe('the hub has stopped');
  });

  test.each([
    ['an error that nobody caught', "throw new Error('the roof is leaking')"],
    ['a rejection that nobody handled', "Promise.reject(new Error('the roof is leaking'))"],
  ])(
    '[stop] %s is in its log and on the error stream, and everything confirmed is kept',
    async (_what, how) => {
      throwingOn('SIGUSR2', how);
      const hub = await spawnHub(freshFolder());
      const organiser = await organiserOf(hub.port, hub.once);
      const panel = await enter(hub.port, { client: 'panel', token: organiser.token, device: 'panel-1' });
      const commands = cupCommands();
      for (const command of commands) {
        panel.send({ t: 'submit', command });
        await panel.next('kept', (kept) => kept.command === command.id);
      }
      const exited = once(hub.process, 'exit');
      const errors: string[] = [];
      hub.process.stderr?.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
      hub.process.kill('SIGUSR2');
      expect(await exited).toEqual([1, null]);
      expect(errors.join('')).toMatch(/Everything that was confirmed is kept.*the roof is leaking/s);
      const last = logEntries(hub.dataDir).at(-1);
      expect(last).toMatchObject({ level: 60, err: { message: 'the roof is leaking' } });
      vi.unstubAllEnvs();
      const again = await spawnHub(hub.dataDir);
      onTestFinished(() => again.kill());
      const board = await enter(again.port, { client: 'board' });
      board.send({ t: 'watch', topic: 'tournaments' });
      expect((await board.next('snapshot')).state).toMatchObject([{ id: 'cup', matches: 2 }]);
    },
  );
});

describe('the demonstration’s data', () => {
  /** Starts `touchline hub --demo` with a temporary folder of its own; resolves when it runs. */
  async function demo(temporary: string, ...more: string[]): Promise<ChildProcess> {
    const child = spawn(
      process.execPath,
      [
        join(programFolder, 'src-main/cli.ts'),
        ...['hub', '--demo', '--host', '127.0.0.1', '--port', '0', '--no-mdns', ...more],
      ],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary },
      },
    );
    onTestFinished(() => void child.kill('SIGKILL'));
    for await (const chunk of child.stdout) if (String(chunk).includes('Ctrl-C stops it.')) break;
    return child;
  }
  const demoFolders = (temporary: string): readonly string[] =>
    readdirSync(temporary).filter((name) => name.startsWith('touchline-demo-'));

  test.skipIf(onWindows)('[demo] goes with it when it is stopped', async () => {
    const temporary = freshFolder();
    const child = await demo(temporary);
    expect(demoFolders(temporary)).toHaveLength(1);
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
    expect(demoFolders(temporary)).toEqual([]);
  });

  test.skipIf(onWindows)('[demo] stays where --data says', async () => {
    const temporary = freshFolder();
    const data = freshFolder();
    const child = await demo(temporary, '--data', data);
    expect(demoFolders(temporary)).toEqual([]);
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
    expect(existsSync(join(data, 'touchline.db'))).toBe(true);
  });
});

test('[data] a folder that is synced is said on the terminal', async () => {
  const data = join(freshFolder(), 'Dropbox', 'Touchline');
  const hub = await spawnHub(data);
  const errors: string[] = [];
  hub.process.stderr?.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
  const closed = once(hub.process, 'close');
  await hub.stop();
  await closed;
  expect(errors.join('')).toMatch(/is synced by Dropbox/);
});
