import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { programFolder } from '#main/version.ts';
import { type HubProcess, spawnHub } from '../support/running-hub.ts';
import { type Example, isAsSaid, sectionsOf } from './examples.ts';

const document = 'docs/INTEGRATING.md';
const missing = ['bash', 'curl'].filter((program) => {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return false;
  } catch {
    return true;
  }
});
const cannot = missing.length > 0 ? `(not run: there is no ${missing.join(' and no ')} here)` : '';

/** A port that is free now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}

describe.skipIf(cannot !== '')(`the examples of ${document} ${cannot}`, () => {
  const home = mkdtempSync(join(tmpdir(), 'touchline-examples-'));
  const work = join(home, 'work');
  const ports = new Map<string, number>();
  let hub: HubProcess | null = null;

  beforeAll(async () => {
    for (const folder of ['work', 'bin', 'data']) mkdirSync(join(home, folder));
    symlinkSync(join(programFolder, 'node_modules'), join(home, 'node_modules'));
    // The command as it is when it was installed, for the hub of this test.
    writeFileSync(
      join(home, 'bin', 'touchline'),
      `#!/bin/bash
data=(); [ "$1" = token ] && data=(--data "$DATA")
exec "${process.execPath}" "${join(programFolder, 'src-main/cli.ts')}" "$@" "\${data[@]}"
`,
    );
    chmodSync(join(home, 'bin', 'touchline'), 0o755);
    for (const port of ['3000', '4002']) ports.set(port, await freePort());
    hub = await spawnHub(join(home, 'data'), 0, [
      '--adapters',
      'all',
      '--grpc-port',
      String(ports.get('4002')),
    ]);
    ports.set('8000', hub.port);
  });

  afterAll(async () => {
    await hub?.kill();
    rmSync(home, { recursive: true, force: true });
  });

  const here = (text: string): string =>
    text.replace(/(127\.0\.0\.1:)(\d{4})\b/g, (all, host: string, port: string) => {
      const instead = ports.get(port);
      return instead === undefined ? all : `${host}${instead}`;
    });

  /** Runs an example where those before it have left their files and exported variables. */
  async function run({
    kind,
    code,
    line,
  }: Example): Promise<{ said: string; complained: string; exit: number | null }> {
    const exported = join(home, 'exported');
    const file = join(work, `line-${line}.${kind === 'ts' ? 'mts' : 'sh'}`);
    writeFileSync(file, here(code));
    const before = existsSync(exported) ? `source "${exported}"\n` : '';
    const script =
      kind === 'ts'
        ? `"${process.execPath}" "${file}"`
        : `source "${file}"; last=$?; declare -px > "${exported}"; exit $last`;
    const child = spawn('bash', ['-c', `${before}${script}`], {
      cwd: work,
      env: {
        ...process.env,
        DATA: join(home, 'data'),
        PATH: `${join(home, 'bin')}${delimiter}${process.env.PATH}`,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    let complained = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      complained += chunk.toString();
    });
    const [exit] = await once(child, 'exit');
    return { said, complained, exit: exit as number | null };
  }

  for (const { title, examples } of sectionsOf(document)) {
    if (examples.length === 0) continue;
    test(`[docs] ${title}`, async () => {
      for (const example of examples) {
        const { said, complained, exit } = await run(example);
        const place = `${document}:${example.line}`;
        expect([place, exit, complained]).toEqual([place, example.exit, complained]);
        if (example.says === null) continue;
        if (!isAsSaid(said, here(example.says)))
          expect(`${place}\n${said}`).toBe(`${place}\n${here(example.says)}`);
      }
    }, 60_000);
  }
});
