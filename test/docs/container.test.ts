import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { programFolder } from '#main/version.ts';
import { freshFolder } from '../support/folder.ts';
import { ask } from '../support/http.ts';

const read = (path: string): string => readFileSync(join(programFolder, path), 'utf8');
const Words = z.array(z.string()).min(1);

/** The instructions of the Dockerfile: what each line that isn't a comment says, with the lines it is continued on. */
const instructions = read('Dockerfile')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .join('\n')
  .replace(/\\\n\s*/g, '')
  .split('\n')
  .map((line) => {
    const [word = '', ...rest] = line.split(' ');
    return { word, rest: rest.join(' ') };
  });
const last = (word: string): string => instructions.findLast((one) => one.word === word)?.rest ?? '';

/** What `compose.yaml` runs, by service. Commands are lists that are JSON, too. */
const compose = read('compose.yaml').replace(/^\s*#.*$/gm, '');
const commands = [...compose.matchAll(/^ {2}(\S+):\n(?: {4}.*\n)*? {4}command:\s+(\[[^\]]+\])/gm)].map(
  ([, service = '', command = '']) => ({ service, command: Words.parse(JSON.parse(command)) }),
);

/** Variables that whoever runs `compose.yaml` may set. */
const environment: Readonly<Record<string, string>> = {
  TOUCHLINE_NAME: 'hall.example',
  TOUCHLINE_PUBLISHING: 'tokens',
};

/** Runs what the image runs, with these arguments, on loopback and in a folder of the test. */
async function runImage(command: readonly string[]): Promise<{ port: number; child: ChildProcess }> {
  const [program, ...entry] = Words.parse(JSON.parse(last('ENTRYPOINT')));
  expect(program).toBe('node');
  const data = freshFolder();
  const words = command.map((word) =>
    word === '/data' ? data : word.replace(/\$\{(\w+):-\w+\}/, (_, name: string) => environment[name] ?? ''),
  );
  const elsewhere = ['--host', '127.0.0.1', '--port', '0', '--no-mdns', '--grpc-port', '0'];
  const child = spawn(process.execPath, [...entry, ...words, ...elsewhere], {
    cwd: programFolder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  for await (const line of createInterface({ input: child.stdout })) {
    const port = /http:\/\/127\.0\.0\.1:(\d+)\/panel#/.exec(line)?.[1];
    if (port !== undefined) return { port: Number(port), child };
  }
  throw new Error('the hub ended without saying where it is');
}

/** The exit code of the image's health check, of a hub on this port. */
async function health(port: number): Promise<number> {
  const [, ...words] = Words.parse(JSON.parse(last('HEALTHCHECK').replace(/^.*?CMD /, '')));
  const child = spawn(
    process.execPath,
    words.map((word) => word.replace(':8000', `:${port}`)),
    { stdio: 'inherit' },
  );
  const [code] = await once(child, 'exit');
  return Number(code);
}

describe('the image of the hub without a window (it is built nowhere here: these are its parts)', () => {
  test('[image] its stages begin with the Node that the hub needs, and it runs as nobody special', () => {
    const stages = instructions.filter(({ word }) => word === 'FROM').map(({ rest }) => rest);
    expect(stages.length).toBeGreaterThan(1);
    for (const stage of stages) expect(stage).toMatch(/^node:24-\S+( AS \w+)?$/);
    expect(last('USER')).toBe('node');
    expect(last('VOLUME')).toBe('/data');
  });

  test('[image] whatever is copied or run is there, and isn’t kept out', () => {
    const keptOut = read('.dockerignore')
      .split('\n')
      .filter((line) => line !== '');
    const stages = instructions.flatMap(({ word, rest }) =>
      word === 'FROM' ? (/ AS (\w+)$/.exec(rest)?.[1] ?? []) : [],
    );
    for (const { rest } of instructions.filter(({ word }) => word === 'COPY')) {
      const from = /^--from=(\w+) /.exec(rest)?.[1];
      if (from !== undefined) {
        expect(stages).toContain(from);
        continue;
      }
      for (const source of rest.split(' ').slice(0, -1)) {
        expect([source, existsSync(join(programFolder, source))]).toEqual([source, true]);
        expect(keptOut).not.toContain(source.replace(/\/$/, ''));
      }
    }
    for (const [file] of instructions.flatMap(({ word, rest }) =>
      word === 'RUN' ? [...rest.matchAll(/\S+\.ts/g)] : [],
    ))
      expect([file, existsSync(join(programFolder, file))]).toEqual([file, true]);
  });

  test('[image] what it runs is a hub, which its health check finds, and which ends well', async () => {
    const { port, child } = await runImage(Words.parse(JSON.parse(last('CMD'))));
    expect(await health(port)).toBe(0);
    expect(last('STOPSIGNAL')).toBe('SIGTERM');
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
    expect(await health(port)).toBe(1);
  }, 60_000);

  test('[image] each service of compose.yaml runs; the one behind ports answers to its name and may be closed to those without a token', async () => {
    expect(commands.map(({ service }) => service)).toEqual(['hub', 'hub-behind-ports']);
    for (const { service, command } of commands) {
      const { port } = await runImage(command);
      const named = await ask(port, '/health', { headers: { host: 'hall.example:9000' } });
      expect([service, named.status]).toEqual([service, service === 'hub' ? 421 : 200]);
      const announced = await ask(port, '/referee/register', { body: { ID: 'A' } });
      expect([service, announced.status]).toEqual([service, service === 'hub' ? 200 : 403]);
    }
    const volumes = [...compose.matchAll(/^ {6}- (\w+):(\/\S+)$/gm)].map(([, name, place]) => ({
      name,
      place,
    }));
    expect(volumes).toHaveLength(2);
    for (const { name, place } of volumes) {
      expect(place).toBe(last('VOLUME'));
      expect(compose).toMatch(new RegExp(`^volumes:\\n  ${name}:$`, 'm'));
    }
  }, 60_000);
});
