import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseKeepAwake, parseSaveFile } from '#main/desktop/calls.ts';
import { safeFileName } from '#main/desktop/file-name.ts';
import { onFirstFreePort } from '#main/desktop/first-free-port.ts';
import { isAllowedNavigation, isPanel } from '#main/desktop/navigation.ts';
import { parseOptions } from '#main/desktop/options.ts';
import { wordsFor } from '#main/desktop/words.ts';
import { writeWhole } from '#main/desktop/write-whole.ts';
import { err, ok } from '#shared/lib/result.ts';
import { freshFolder } from '../support/folder.ts';

describe('the window stays on the hub', () => {
  const origin = 'http://127.0.0.1:8000';
  test.each([
    ['http://127.0.0.1:8000/panel', true],
    ['http://127.0.0.1:8000/board?court=1#x', true],
    ['http://127.0.0.1:8001/panel', false],
    ['http://127.0.0.1/panel', false],
    ['https://127.0.0.1:8000/panel', false],
    ['http://localhost:8000/panel', false],
    ['http://127.0.0.1:8000@elsewhere.example/panel', false],
    ['http://someone@127.0.0.1:8000/panel', false],
    ['http://127.0.0.1.elsewhere.example:8000/', false],
    ['file:///etc/passwd', false],
    ['javascript:alert(1)', false],
    ['data:text/html,x', false],
    ['blob:http://127.0.0.1:8000/0d6f1a', false],
    ['about:blank', false],
    ['', false],
  ])('%s: %s', (url, allowed) => expect(isAllowedNavigation(url, origin)).toBe(allowed));

  test.each([
    ['http://127.0.0.1:8000/panel', true],
    ['http://127.0.0.1:8000/panel#once', true],
    ['http://127.0.0.1:8000/panel/', true],
    ['http://127.0.0.1:8000/panel-of-somebody', false],
    ['http://127.0.0.1:8000/board', false],
    ['http://127.0.0.1:8000/x/../board', false],
    ['http://127.0.0.1:9000/panel', false],
    ['blob:http://127.0.0.1:8000/panel', false],
    ['', false],
  ])('the panel is %s: %s', (url, itIs) => expect(isPanel(url, origin)).toBe(itIs));
});

describe('a safe file name', () => {
  test.each([
    ['results.csv', 'results.csv'],
    ['River: Cup/2026?.csv', 'River- Cup-2026-.csv'],
    ['../../etc/passwd', '-..-etc-passwd'],
    ['C:\\Windows\\x.csv', 'C--Windows-x.csv'],
    ['con.csv', '_con.csv'],
    ['LPT1', '_LPT1'],
    ['console.csv', 'console.csv'],
    ['name. ', 'name'],
    ['.hidden', 'hidden'],
    ['a\u0000b\u202ecsv.exe', 'abcsv.exe'],
    ['Łódź – finály.csv', 'Łódź – finály.csv'],
    ['', 'touchline'],
    ['...', 'touchline'],
  ])('%j becomes %j', (name, safe) => expect(safeFileName(name)).toBe(safe));

  test('has no folder, no odd end, at most 120 characters, and is safe already when made safe again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (name) => {
        const safe = safeFileName(name);
        expect(safe).not.toMatch(/[<>:"/\\|?*]|^[. ]|[. ]$|^$/);
        expect([...safe].length).toBeLessThanOrEqual(120);
        expect(safeFileName(safe)).toBe(safe);
      }),
    );
  });

  test('keeps the extension of a long name', () => {
    const safe = safeFileName(`${'ñ'.repeat(300)}.csv`);
    expect(safe).toMatch(/^ñ+\.csv$/);
    expect(safe).toHaveLength(120);
  });
});

describe('a file is written whole or not at all', () => {
  test('replaces the old file and leaves nothing beside it', async () => {
    const folder = freshFolder();
    const path = join(folder, 'results.csv');
    writeFileSync(path, 'old, and longer than the new one');
    expect(await writeWhole(path, 'new €')).toEqual(ok(undefined));
    expect(readFileSync(path)).toEqual(Buffer.from('new €', 'utf8'));
    expect(readdirSync(folder)).toEqual(['results.csv']);
  });

  test('is refused with the system’s code, and what was there stays', async () => {
    const folder = freshFolder();
    expect(await writeWhole(join(folder, 'gone', 'x.csv'), 'x')).toEqual(err('ENOENT'));
    const result = await writeWhole(folder, 'x');
    expect(result.ok).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
    expect(readdirSync(join(folder, '..')).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});

describe('the first free port', () => {
  const used = (port: number) => err({ code: 'PORT_IN_USE', port });
  test('is the usual one', async () => {
    expect(await onFirstFreePort(async (port) => ok(port))).toEqual(ok(8000));
  });
  test('is a neighbour while another program uses it', async () => {
    expect(await onFirstFreePort(async (port) => (port < 8003 ? used(port) : ok(port)))).toEqual(ok(8003));
  });
  test('is any at last', async () => {
    const tried: number[] = [];
    await onFirstFreePort(async (port) => {
      tried.push(port);
      return used(port);
    });
    expect(tried).toEqual([8000, 8001, 8002, 8003, 8004, 8005, 0]);
  });
  test('isn’t looked for when something else is wrong', async () => {
    const tried: number[] = [];
    const refused = await onFirstFreePort(async (port) => {
      tried.push(port);
      return err({ code: 'DATA_DAMAGED' });
    });
    expect(refused).toEqual(err({ code: 'DATA_DAMAGED' }));
    expect(tried).toEqual([8000]);
  });
});

describe('the command line', () => {
  const clients = {
    adapters: undefined,
    publishing: undefined,
    grpcPort: undefined,
    nats: undefined,
    names: [],
  };
  const usual = { dataDir: null, host: '0.0.0.0', port: null, mdns: true, demo: false, clients };
  test.each<[string[], object]>([
    [[], usual],
    [['--demo'], { ...usual, demo: true }],
    [
      ['--port', '0', '--host', '127.0.0.1', '--no-mdns'],
      { ...usual, port: 0, host: '127.0.0.1', mdns: false },
    ],
    [
      [
        '--adapters',
        'rooms,Relay',
        '--publishing',
        'tokens',
        '--grpc-port',
        '4100',
        '--name',
        'club.local',
        '--nats',
        'club.local:4222',
      ],
      {
        ...usual,
        clients: {
          adapters: ['html', 'rest', 'relay'],
          publishing: 'tokens',
          grpcPort: 4_100,
          nats: { server: 'nats://club.local:4222', subject: 'touchline.competitions.>' },
          names: ['club.local'],
        },
      },
    ],
    [['--data=/tmp/x', '--ozone-platform=wayland', '--no-sandbox'], { ...usual, dataDir: '/tmp/x' }],
  ])('%j', (args, options) => expect(parseOptions(args, {})).toEqual(ok(options)));
  test('TOUCHLINE_DATA names the data folder where --data doesn’t', () => {
    const env = { TOUCHLINE_DATA: '/tmp/env' };
    expect(parseOptions([], env)).toMatchObject({ value: { dataDir: '/tmp/env' } });
    expect(parseOptions(['--data', '/tmp/arg'], env)).toMatchObject({ value: { dataDir: '/tmp/arg' } });
    expect(parseOptions([], { TOUCHLINE_DATA: '' })).toMatchObject({ value: { dataDir: null } });
  });
  test.each([
    [['--port', 'x']],
    [['--port', '70000']],
    [['--port', '1.5']],
    [['--port']],
    [['--data']],
    [['--host=']],
    [['--adapters', 'relay,chat']],
    [['--adapters']],
    [['--publishing', 'closed']],
    [['--grpc-port', '0x10']],
    [['--nats', 'http://club.local']],
    [['--name=']],
  ])('%j is refused with a sentence', (args) =>
    expect(parseOptions(args, {})).toMatchObject({
      ok: false,
      error: expect.stringMatching(/^--[\w-]+ .*\.$/),
    }),
  );
});

describe('what the panel sends', () => {
  test('saveFile takes two texts', () => {
    expect(parseSaveFile(['a.csv', 'x'])).toEqual(ok({ name: 'a.csv', text: 'x' }));
    for (const args of [[], ['a'], [1, 'x'], ['a', null], [{}, []]])
      expect(parseSaveFile(args).ok).toBe(false);
  });
  test('keepAwake takes true or false', () => {
    expect(parseKeepAwake([true])).toEqual(ok(true));
    for (const args of [[], [1], ['true'], [null]]) expect(parseKeepAwake(args).ok).toBe(false);
  });
});

describe('the shell’s words', () => {
  test('are in the first language that there are words for, else English', () => {
    expect(wordsFor(['de-AT', 'en']).quitYes).toBe('Beenden');
    expect(wordsFor(['pt_BR', 'es_AR']).quitYes).toBe('Salir');
    expect(wordsFor(['fr']).quitQuestion(1)).toBe('Quitter alors qu’un match est en cours ?');
    expect(wordsFor(['ja']).quitQuestion(3)).toBe('Quit while 3 matches are running?');
    expect(wordsFor([]).quitQuestion(1)).toBe('Quit while 1 match is running?');
  });
  test('name the system’s code when nothing better is known', () => {
    expect(wordsFor(['en']).notSavedDetail('EMFILE')).toContain('EMFILE');
  });
});
