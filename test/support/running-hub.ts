import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { programFolder } from '#main/version.ts';

/** A hub in a process of its own: what a kill test needs. */
export interface HubProcess {
  readonly port: number;
  readonly dataDir: string;
  /** One-time token of the panel, as printed at the start. */
  readonly once: string;
  readonly process: ChildProcess;
  /** Ends it at once, as a power failure would. */
  kill(): Promise<void>;
  /** Ends it with SIGTERM; resolves with its exit code. */
  stop(): Promise<number | null>;
}

/** Starts `touchline hub` on loopback and waits until it says where it is. Port 0: any. */
export async function spawnHub(
  dataDir: string,
  port = 0,
  extra: readonly string[] = [],
): Promise<HubProcess> {
  const child = spawn(
    process.execPath,
    [
      join(programFolder, 'src-main/cli.ts'),
      'hub',
      '--host',
      '127.0.0.1',
      '--no-mdns',
      '--port',
      String(port),
      '--data',
      dataDir,
      ...extra,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const errors: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
  const exited = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const found = new Promise<RegExpExecArray>((resolve) => {
    lines.on('line', (line) => {
      const match = /http:\/\/127\.0\.0\.1:(\d+)\/panel#(\S+)/.exec(line);
      if (match) resolve(match);
    });
  });
  const started = await Promise.race([found, exited]);
  if (!('index' in started)) throw new Error(`the hub ended: ${errors.join('')}`);
  const [, portText = '', token = ''] = started as RegExpExecArray;
  return {
    port: Number(portText),
    dataDir,
    once: token,
    process: child,
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    async stop() {
      child.kill('SIGTERM');
      const [code] = await exited;
      return code as number | null;
    },
  };
}

/** Runs the command to its end. */
export async function runCli(
  args: readonly string[],
  signal?: AbortSignal,
): Promise<{ code: number | null; out: string; error: string }> {
  const child = spawn(process.execPath, [join(programFolder, 'src-main/cli.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(signal ? { signal } : {}),
  });
  let out = '';
  let error = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    error += chunk.toString();
  });
  const [code] = await once(child, 'close');
  return { code: code as number | null, out, error };
}

/** The program's own log of a hub: its entries in order. */
export function logEntries(dataDir: string): { msg: string; code?: string }[] {
  return readFileSync(join(dataDir, 'logs', 'hub.log'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { msg: string; code?: string });
}
