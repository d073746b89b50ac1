import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { ElectronApplication } from 'playwright';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { version } from '#main/version.ts';
import { freshFolder } from '../support/folder.ts';
import { logEntries } from '../support/running-hub.ts';
import { answerQuestion, desktopForThisTest, onStandIn, questions, runsOn, startAgain } from './program.ts';
import { seedLiveMatch, withHub } from './seeded.ts';

beforeAll(() => console.log(`The desktop tests run on ${runsOn}.`));

const detail = 'Phones keep their taps and send them when the hub is back.';
const readText = (path: string): string => readFileSync(path, 'utf8');

/** From now on somebody answers the save dialog: a path for each time, null for closing it. */
async function answerSaveDialog(app: ElectronApplication, ...answers: (string | null)[]): Promise<void> {
  await app.evaluate(({ dialog }, paths) => {
    const scope = globalThis as typeof globalThis & { proposed: unknown[] };
    scope.proposed = [];
    const answer = async (...args: unknown[]): Promise<object> => {
      scope.proposed.push((args.at(-1) as { defaultPath: string }).defaultPath);
      const path = paths.shift() ?? null;
      return path === null ? { canceled: true, filePath: '' } : { canceled: false, filePath: path };
    };
    Object.assign(dialog, { showSaveDialog: answer });
  }, answers);
}

/** The paths that the save dialog opened with since then. */
const proposedPaths = (app: ElectronApplication): Promise<string[]> =>
  app.evaluate(() => (globalThis as typeof globalThis & { proposed: string[] }).proposed);

/** How many wishes to keep the computer awake there are now. */
const wakeWishes = (app: ElectronApplication): Promise<number> =>
  app.evaluate(
    ({ powerSaveBlocker }) =>
      Array.from({ length: 20 }, (_, id) => id).filter((id) => powerSaveBlocker.isStarted(id)).length,
  );

describe('the window', () => {
  test('shows the panel, served by the hub on loopback', async () => {
    const { app, panel } = await desktopForThisTest(freshFolder());
    expect(new URL(panel.url()).hostname).toBe('127.0.0.1');
    expect(new URL(panel.url()).pathname).toBe('/panel');
    await expect.poll(() => panel.title()).toContain('Touchline');
    await expect
      .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible()))
      .toBe(true);
  });

  test('gives its page no Node, no Electron, and four things to ask for', async () => {
    const { app, panel } = await desktopForThisTest(freshFolder());
    expect(await panel.evaluate(() => Object.keys(window.touchline ?? {}).sort())).toEqual([
      'keepAwake',
      'saveFile',
      'showDataFolder',
      'version',
    ]);
    expect(await panel.evaluate(() => window.touchline?.version)).toBe(version);
    const reachable = await panel.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer', 'standInInvoke'].filter(
        (name) => name in window,
      ),
    );
    expect(reachable).toEqual([]);
    const preferences = await app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      // Not in Electron's types; it is what the window was really made with.
      return (contents as unknown as { getLastWebPreferences(): object }).getLastWebPreferences();
    });
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
    });
  });

  test('has a menu that opens the panel in a browser too, by a link that works once', async () => {
    const { app } = await desktopForThisTest(freshFolder());
    const link = await app.evaluate(({ Menu, shell }) => {
      let opened = '';
      const openExternal = async (url: string): Promise<void> => {
        opened = url;
      };
      Object.assign(shell, { openExternal });
      Menu.getApplicationMenu()?.getMenuItemById('open-in-browser')?.click();
      return opened;
    });
    const { origin, pathname, hash } = new URL(link);
    expect(pathname).toBe('/panel');
    const claim = (): Promise<Response> =>
      fetch(`${origin}/api/organiser/claim`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ once: hash.slice(1) }),
      });
    expect((await claim()).status).toBe(200);
    expect((await claim()).status).not.toBe(200);
  });

  test('goes nowhere but to the hub, and opens no other window', async () => {
    const asked: string[] = [];
    const elsewhere = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end('<title>elsewhere</title>');
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void elsewhere.close());
    await new Promise((resolve) => elsewhere.once('listening', resolve));
    const away = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/away`;
    const { app, panel } = await desktopForThisTest(freshFolder());
    const before = new URL(panel.url()).origin;

    await panel.evaluate((url) => {
      location.href = url;
    }, away);
    expect(await panel.evaluate((url) => window.open(url), away)).toBeNull();
    await panel.evaluate((url) => {
      const link = document.createElement('a');
      Object.assign(link, { href: url, target: '_blank' });
      document.body.append(link);
      link.click();
    }, away);
    // The hub's own pages still can be reached, so what came before has been decided.
    await Promise.all([panel.waitForURL(`${before}/board`), panel.evaluate(() => location.assign('/board'))]);
    expect(new URL(panel.url()).origin).toBe(before);
    expect(asked).toEqual([]);
    await expect.poll(() => app.windows()).toHaveLength(1);
  });

  test('has no permission to anything', async () => {
    const { panel } = await desktopForThisTest(freshFolder());
    expect(await panel.evaluate(() => Notification.requestPermission())).toBe('denied');
    const place = await panel.evaluate(
      () =>
        new Promise<string>((resolve) => {
          navigator.geolocation.getCurrentPosition(
            () => resolve('found'),
            (error) => resolve(error.code === error.PERMISSION_DENIED ? 'denied' : `error ${error.code}`),
          );
        }),
    );
    expect(place).toBe('denied');
    const camera = await panel.evaluate(() =>
      navigator.mediaDevices.getUserMedia({ video: true }).then(
        () => 'granted',
        (error: Error) => error.name,
      ),
    );
    expect(camera).not.toBe('granted');
  });

  test('comes to the front when the program is started a second time, which ends at once', async () => {
    const dataDir = freshFolder();
    const { app } = await desktopForThisTest(dataDir);
    await app.evaluate(({ app: shell, BrowserWindow }) => {
      const scope = globalThis as typeof globalThis & { seen: string[] };
      scope.seen = [];
      shell.on('second-instance', () => scope.seen.push('second-instance'));
      const window = BrowserWindow.getAllWindows()[0];
      if (!window) return;
      const { focus } = window;
      window.focus = () => {
        scope.seen.push('focus');
        focus.call(window);
      };
    });
    expect((await startAgain(dataDir)).code).toBe(0);
    await expect
      .poll(() => app.evaluate(() => (globalThis as typeof globalThis & { seen: string[] }).seen.toSorted()))
      .toEqual(['focus', 'second-instance']);
  });
});

describe('what the panel asks for', () => {
  test('saves a file as UTF-8 where the dialog says, proposing a safe name in Documents', async () => {
    const folder = freshFolder();
    const { app, panel } = await desktopForThisTest(freshFolder());
    const path = join(folder, 'results.csv');
    const text = '\ufeffPlace;Name\r\n1;Łukasz Čapek 李\r\n';
    await answerSaveDialog(app, path, null);

    const saved = await panel.evaluate(
      (csv) => window.touchline?.saveFile('River: Cup/2026?.csv', csv),
      text,
    );
    expect(saved).toEqual({ saved: true, path });
    expect(readText(path)).toBe(text);
    expect(readdirSync(folder)).toEqual(['results.csv']);
    const documents = await app.evaluate(({ app: shell }) => shell.getPath('documents'));
    expect(await proposedPaths(app)).toEqual([join(documents, 'River- Cup-2026-.csv')]);

    expect(await panel.evaluate(() => window.touchline?.saveFile('next.csv', 'x'))).toEqual({ saved: false });
    // The next file is offered where the last one went.
    expect((await proposedPaths(app)).at(-1)).toBe(join(folder, 'next.csv'));
    expect(readdirSync(folder)).toEqual(['results.csv']);
  });

  test('saves a tournament’s results from the panel, which keeps the computer awake while a match runs', async () => {
    const dataDir = freshFolder();
    await seedLiveMatch(dataDir);
    const { app, panel } = await desktopForThisTest(dataDir);
    const path = join(freshFolder(), 'matches.csv');
    await answerSaveDialog(app, path);
    await panel.getByRole('link', { name: /River Cup/ }).click();
    await expect.poll(() => wakeWishes(app)).toBe(1);
    await panel.getByRole('navigation').getByRole('link', { name: 'Results' }).click();
    await panel.getByRole('button', { name: /matches\.csv/ }).click();
    await panel.getByText(path).waitFor();
    const [header, ...matches] = readText(path).trimEnd().split('\r\n');
    expect(header).toMatch(/^\ufeff/);
    expect(matches).toHaveLength(2);
    expect(matches[0]).toContain('Heron');
  });

  test('says why a file could not be written and asks again', async () => {
    const folder = freshFolder();
    const { app, panel } = await desktopForThisTest(freshFolder());
    const good = join(folder, 'results.csv');
    await answerSaveDialog(app, join(folder, 'gone', 'results.csv'), good);
    await answerQuestion(app, 0);
    const saved = await panel.evaluate(() => window.touchline?.saveFile('results.csv', 'a;b'));
    expect(saved).toEqual({ saved: true, path: good });
    expect(readText(good)).toBe('a;b');
    expect(await questions(app)).toMatchObject([
      {
        message: 'results.csv wasn’t saved.',
        detail: 'The folder isn’t there any more. Choose another one.',
      },
    ]);
  });

  test('keeps the computer awake until it says otherwise, however often it asks', async () => {
    const { app, panel } = await desktopForThisTest(freshFolder());
    await panel.evaluate(() => window.touchline?.keepAwake(true));
    await panel.evaluate(() => window.touchline?.keepAwake(true));
    expect(await wakeWishes(app)).toBe(1);
    await panel.evaluate(() => window.touchline?.keepAwake(false));
    expect(await wakeWishes(app)).toBe(0);
  });

  test('shows the data folder', async () => {
    const dataDir = freshFolder();
    const { app, panel } = await desktopForThisTest(dataDir);
    await app.evaluate(({ shell }) => {
      const openPath = async (path: string): Promise<string> => {
        Object.assign(globalThis, { opened: path });
        return '';
      };
      Object.assign(shell, { openPath });
    });
    await panel.evaluate(() => window.touchline?.showDataFolder());
    expect(await app.evaluate(() => Reflect.get(globalThis, 'opened'))).toBe(dataDir);
  });

  test('is refused when it makes no sense, and to every other page', async () => {
    const { app, panel } = await desktopForThisTest(freshFolder());
    await answerSaveDialog(app, join(freshFolder(), 'never.csv'));
    const ask = (): Promise<string> =>
      panel.evaluate(() =>
        Promise.resolve(Reflect.apply(window.touchline?.saveFile ?? (() => 'no bridge'), null, [1, 2])).then(
          () => 'done',
          (error: Error) => error.message,
        ),
      );
    expect(await ask()).toContain('saveFile takes a name and a text');
    await Promise.all([panel.waitForURL(/\/board$/), panel.evaluate(() => location.assign('/board'))]);
    expect(await ask()).toContain('Only the control panel may ask this.');
    expect(await proposedPaths(app)).toEqual([]);
  });
});

describe('the end', () => {
  test('is asked about while a match runs; nobody’s results are lost either way', async () => {
    const dataDir = freshFolder();
    await seedLiveMatch(dataDir);
    expect(await withHub(dataDir, (hub) => hub.liveMatches())).toBe(1);
    const { app, panel, ended } = await desktopForThisTest(dataDir);

    await answerQuestion(app, 1);
    await app.evaluate(({ app: shell }) => shell.quit());
    await expect.poll(() => questions(app)).toHaveLength(1);
    expect(await questions(app)).toMatchObject([
      { message: 'Quit while 1 match is running?', detail, buttons: ['Quit', 'Keep running'] },
    ]);
    const hello = new URL('/api/hello', panel.url()).href;
    expect((await fetch(hello)).status).toBe(200);

    await answerQuestion(app, 0);
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    expect(await ended).toBe(0);
    await expect(fetch(hello)).rejects.toThrow();
    expect(logEntries(dataDir).at(-1)?.msg).toBe('the hub has stopped');
    expect(await withHub(dataDir, (hub) => hub.liveMatches())).toBe(1);
  });

  test('comes unasked while nothing runs: closing the window is quitting', async () => {
    const { app, ended } = await desktopForThisTest(freshFolder());
    await answerQuestion(app, 1);
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    expect(await ended).toBe(0);
  });

  test('comes unasked with a signal, even while a match runs', async (context) => {
    if (process.platform === 'win32') context.skip('Windows has no signals');
    const dataDir = freshFolder();
    await seedLiveMatch(dataDir);
    const { app, process: child, ended } = await desktopForThisTest(dataDir);
    await answerQuestion(app, 1);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(await withHub(dataDir, (hub) => hub.liveMatches())).toBe(1);
  });
});

describe('the start', () => {
  test('with --demo has simulated referees play, who stop with the hub', async () => {
    const dataDir = freshFolder();
    const { app, panel, ended } = await desktopForThisTest(dataDir, '--demo');
    await panel.getByText('Harbour Cup').first().waitFor();
    await answerQuestion(app, 0);
    await app.evaluate(({ app: shell }) => shell.quit());
    expect(await ended).toBe(0);
    expect(logEntries(dataDir).at(-1)?.msg).toBe('the hub has stopped');
  });

  test('is refused with a sentence while another hub has the data folder', async (context) => {
    if (!onStandIn) context.skip('Electron’s own error box waits for somebody to click it');
    const dataDir = freshFolder();
    const refused = await withHub(dataDir, () => startAgain(dataDir));
    expect(refused.code).toBe(3);
    expect(refused.errors).toContain('Touchline can’t start: ');
    expect(refused.errors).toContain('another');
  });

  test('is refused with a sentence when the data folder is a file', async (context) => {
    if (!onStandIn) context.skip('Electron’s own error box waits for somebody to click it');
    const file = join(freshFolder(), 'data');
    writeFileSync(file, 'not a folder');
    const refused = await startAgain(file);
    expect(refused.code).toBe(3);
    expect(refused.errors).toContain('Touchline can’t start: ');
  });
});
