import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { freshContext } from '../support/browser.ts';
import { freshFolder } from '../support/folder.ts';
import { ask } from '../support/http.ts';
import { spawnHub } from '../support/running-hub.ts';
import { beginning, cup } from '../support/small-cup.ts';
import { cupPanel, goTo, hubWithPanel, laptop, openPanel, points, said, wonByA } from './panel-stage.ts';

const [m1, m2] = cup.matches;
if (!m1 || !m2) throw new Error('the cup has two matches');

test('a tournament is set up from nothing to a QR code: venue, draw, import, pools, matches, courts and times', async () => {
  const app = await hubWithPanel();
  const page = await openPanel(app);
  await page.getByLabel('Name of the tournament').fill('Fjord Cup');
  await page.getByRole('button', { name: 'Create tournament' }).click();

  await page.getByRole('button', { name: 'Add venue and courts' }).click();
  await page.getByLabel('Venue', { exact: true }).fill('North Hall');
  await page.getByLabel('Number of courts').fill('3');
  await page.getByRole('button', { name: 'Add venue' }).click();
  await page.getByLabel('Name of court 3 in North Hall').waitFor();

  await goTo(page, 'draws');
  await page.getByLabel('Name of the draw').fill('Open singles');
  await page.getByRole('button', { name: 'Add draw' }).click();
  await page.getByText('This draw has no entries yet.').waitFor();

  await goTo(page, 'entries');
  await page.getByRole('button', { name: 'Import CSV' }).click();
  const rows = [
    'name;club;seed',
    'Ibis;Marsh;1',
    'Otter;River;2',
    'Heron;River;',
    'Lynx;Forest;first',
    'Marmot;Alp;',
  ];
  await page.getByLabel('or paste it here, with its header row').fill(rows.join('\n'));
  await page.getByText('4 rows can be imported').waitFor();
  await page.getByRole('cell', { name: '“seed”: “first” isn’t a number from 1 to 512.' }).waitFor();
  await page.getByRole('button', { name: 'Import 4 rows' }).click();
  await said(page, '4 rows imported.').waitFor();
  expect(await page.locator('tbody tr').count()).toBe(4);

  await goTo(page, 'draws');
  await page.getByLabel('Number of pools').fill('1');
  await page.getByRole('button', { name: 'Distribute entries' }).click();
  await said(page, '4 entries distributed.').waitFor();
  await page.getByRole('button', { name: 'Plan matches' }).click();
  await said(page, '6 matches planned').waitFor();

  await page.getByRole('button', { name: 'To the schedule' }).click();
  await page.getByRole('button', { name: 'Spread over courts and times' }).click();
  await page.getByText('6 of 6 matches get a place').waitFor();
  await page.getByRole('button', { name: 'Place 6 matches' }).click();
  await said(page, '6 matches placed.').waitFor();
  const placed = await page.locator('tbody tr').allInnerTexts();
  expect(placed.every((row) => /\d\d:\d\d/.test(row) && /Court \d/.test(row))).toBe(true);
  expect(await page.getByText(/clash/).count()).toBe(0);

  await goTo(page, 'devices');
  await page.getByLabel('Add official').fill('Ada Beispiel');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  expect(await page.getByText('check the firewall').count()).toBe(0);
  await page.getByRole('button', { name: 'Show the QR code of Ada Beispiel' }).click();
  await page.getByRole('img', { name: 'QR code for joining' }).waitFor();
  await page.getByText('Scan as Ada Beispiel').waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('No phone has connected yet: check the firewall').first().waitFor();
});

test('an edit is undone by the button of its own line: the earlier records are back', async () => {
  const { page } = await cupPanel('schedule');
  await page.getByRole('button', { name: 'Remove match 2' }).click();
  await said(page, 'Match 2 removed.').waitFor();
  await page.getByRole('row', { name: 'Open match 2' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await page.getByRole('row', { name: 'Open match 2' }).waitFor();
  await said(page, 'Undone.').waitFor();
});

test('a result that waits is one thing in the list; confirming it settles it', async () => {
  const { page, play } = await cupPanel();
  await play(m1, wonByA);
  await page.getByRole('button', { name: /waits for its result to be confirmed/ }).click();
  await page.getByRole('button', { name: 'Confirm result' }).click();
  await said(page, 'Result of match 1 is official.').waitFor();
  await page.getByText('finished · official').waitFor();
  await page.getByText('waits for its result to be confirmed').waitFor({ state: 'detached' });
});

test('a wrong point is undone from the list of what happened; it stays there, struck through', async () => {
  const { page, play } = await cupPanel();
  await play(m1, [...beginning, ...points('AB')]);
  await page.getByRole('button', { name: /Court 1/ }).click();
  const course = page.getByRole('region', { name: 'What happened' });
  await course.getByRole('button', { name: 'Undo this: point Heron' }).click();
  await page.getByLabel('Why is it undone?').fill('wrong side');
  await page.getByRole('button', { name: 'Undo this', exact: true }).last().click();
  await said(page, 'Undone: point Heron.').waitFor();
  await course.locator('s').getByText('point Heron').waitFor();
  const board = page.locator('.score-block');
  await expect.poll(async () => (await board.locator('.score-points').allInnerTexts()).join()).toBe('0,1');
});

test('a result typed in is checked under the draw’s rules and becomes official', async () => {
  const { page } = await cupPanel('schedule');
  await page.getByRole('row', { name: 'Open match 1' }).press('Enter');
  await page.getByRole('button', { name: 'Type in result' }).click();
  const set = (n: number, side: string) => page.getByLabel(`Set ${n}, ${side}`);
  for (const [n, a, b] of [
    [1, '21', '17'],
    [2, '21', '20'],
  ] as const) {
    await set(n, 'Heron').fill(a);
    await set(n, 'Otter').fill(b);
  }
  await page.getByLabel('Reason').fill('from paper');
  await page.getByRole('button', { name: 'Make it official' }).click();
  await page.getByText('Set 2 can’t end like this under the rules of this draw.').waitFor();
  await set(2, 'Otter').fill('19');
  await page.getByRole('button', { name: 'Make it official' }).click();
  await said(page, 'Match 1: result typed in.').waitFor();
  await page.getByRole('row', { name: 'Open match 1' }).getByText('official').waitFor();
});

test('a walkover given to the wrong side is corrected by naming the other', async () => {
  const { page, play } = await cupPanel('schedule');
  await play(m1, [{ type: 'walkover', winner: 'A' }, { type: 'confirm' }]);
  await page.locator(`tr[data-row="${m1}"]`).click();
  await page.getByRole('button', { name: 'Correct result' }).click();
  const form = page.getByRole('form', { name: 'Result' });
  await form.getByText('The match wasn’t played: choose who won.').waitFor();
  expect(await form.getByRole('textbox').count()).toBe(1);
  await form.getByLabel('Otter').check();
  await form.getByLabel('Reason').fill('It was Heron who didn’t come');
  await form.getByRole('button', { name: 'Make it official' }).click();
  await said(page, /Match 1/).waitFor();
  await page.locator('.score-block tr[data-winner="true"]', { hasText: 'Otter' }).waitFor();
});

test('closing the tournament says beforehand what goes on, and that it is kept', async () => {
  const { page, play } = await cupPanel('venue');
  await play(m1, beginning);
  await page.getByRole('button', { name: 'Close tournament' }).click();
  const dialog = page.getByRole('dialog', { name: 'Close tournament' });
  await dialog.getByText('One match is still being played.').waitFor();
  await dialog.getByText('phones keep their taps').waitFor();
  await dialog.getByRole('button', { name: 'Close tournament' }).click();
  await said(page, 'The tournament is closed.').waitFor();
  await page.getByRole('button', { name: 'Open again' }).click();
  await said(page, 'The tournament is open again.').waitFor();
  await play(m1, [{ type: 'abandon', reason: '' }]);
  await page.getByRole('button', { name: 'Close tournament' }).click();
  await said(page, 'The tournament is closed.').waitFor();
});

test('matches.csv is downloaded with the chosen separator and a byte order mark', async () => {
  const { page, play } = await cupPanel('results');
  await play(m1, wonByA);
  await page.getByRole('row', { name: /Heron Otter 21–0 21–0/ }).waitFor();
  await page.getByLabel('Between the cells').selectOption(';');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Matches (matches.csv)' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('matches.csv');
  const text = readFileSync(await file.path(), 'utf8');
  expect(text.startsWith('\uFEFFmatchId;number;sport;')).toBe(true);
  expect(text).toMatch(/21[-–]0 21[-–]0/);
  await said(page, 'matches.csv is in the browser’s downloads.').waitFor();
});

test('in the desktop app a file goes through its save dialog, and the laptop stays awake until the last match is over', async () => {
  const { page, play } = await cupPanel('results');
  await page.addInitScript(() => {
    const calls: unknown[] = [];
    Object.assign(window, {
      calls,
      touchline: {
        version: '0',
        saveFile: (name: string, text: string) => {
          calls.push(['saveFile', name, text.slice(0, 8)]);
          return Promise.resolve({ saved: true, path: `/home/ada/${name}` });
        },
        keepAwake: (on: boolean) => {
          calls.push(['keepAwake', on]);
          return Promise.resolve();
        },
        showDataFolder: () => Promise.resolve(),
      },
    });
  });
  await page.reload();
  const calls = (): Promise<unknown> => page.evaluate(() => Reflect.get(window, 'calls'));
  await page.getByRole('button', { name: 'Standings (standings.csv)' }).click();
  await said(page, 'Saved as /home/ada/standings.csv.').waitFor();
  expect(await calls()).toEqual([['saveFile', 'standings.csv', '\uFEFFdraw,gr']]);
  await play(m1, beginning);
  await expect.poll(calls).toContainEqual(['keepAwake', true]);
  await play(m1, [{ type: 'abandon', reason: '' }]);
  await play(m2, [{ type: 'cancel', reason: '' }]);
  await expect.poll(calls).toContainEqual(['keepAwake', false]);
});

test('the schedule is walked by keyboard: / searches, arrows move, Enter opens, Escape closes', async () => {
  const { page } = await cupPanel('schedule');
  await page.getByRole('row', { name: 'Open match 1' }).waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('lynx');
  await page.getByRole('row', { name: 'Open match 1' }).waitFor({ state: 'detached' });
  await page.getByRole('searchbox').fill('');
  await page.getByRole('row', { name: 'Open match 1' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Match 2' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { name: 'Match 2' }).waitFor({ state: 'detached' });
  await page
    .locator('tr:focus')
    .and(page.getByRole('row', { name: 'Open match 2' }))
    .waitFor();
  // Tab goes on to what the row has, and then out of the table; the other rows are no stops.
  const stops = page.locator('tbody :is(tr, button)[tabindex="0"]');
  expect(await stops.count()).toBe(3);
  await page.keyboard.press('Tab');
  expect(await page.locator('button:focus').getAttribute('aria-label')).toBe('Edit match 2');
  await page.keyboard.press('Enter');
  await page.locator('.row-form').waitFor();
  // While it is being edited another row is one.
  expect(await page.locator('tr[data-row][tabindex="0"]').getAttribute('aria-label')).toBe('Open match 1');
  await page.locator('.row-form').getByRole('button', { name: 'Cancel' }).click();
  await page
    .locator('tr:focus')
    .and(page.getByRole('row', { name: 'Open match 2' }))
    .waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
});

test('entries are walked by keyboard: one row and its buttons are stops of Tab', async () => {
  const { page } = await cupPanel('entries');
  const row = (name: string) => page.getByRole('row', { name: new RegExp(name) });
  await row('Heron').focus();
  await page.keyboard.press('End');
  await page.locator('tr:focus').and(row('Otter')).waitFor();
  expect(await page.locator('tbody :is(tr, button)[tabindex="0"]').count()).toBe(3);
  await page.keyboard.press('Tab');
  expect(await page.locator('button:focus').getAttribute('aria-label')).toBe('Edit Otter');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await page.locator('.row-form input:focus').first().waitFor();
  await page.keyboard.press('Escape');
  await page.locator('tr:focus').and(row('Otter')).waitFor();
  await page.keyboard.press('Enter');
  await page.getByLabel('Club').fill('Lake');
  await page.keyboard.press('Enter');
  await said(page, 'Otter saved.').waitFor();
  await page.locator('tr:focus').and(row('Otter')).waitFor();
});

test('a conflict is settled beside both scores', async () => {
  const { page, play } = await cupPanel();
  const base = await play(m2, [...beginning, ...points('A')]);
  // The panel takes the match over; the other device goes on as if it hadn't heard of it.
  await page.getByRole('button', { name: /Court 2/ }).click();
  await page.getByRole('button', { name: 'Take over here' }).click();
  await page.getByText(/is in charge of this match/).waitFor();
  await page.getByRole('button', { name: 'Take over here' }).last().click();
  await said(page, 'This panel is in charge of match 2.').waitFor();
  await play(m2, points('BB'), { base });
  const conflict = page.getByRole('region', { name: 'Conflict to settle' });
  await conflict.getByText('1–0', { exact: true }).waitFor();
  await conflict.getByText('1–2', { exact: true }).waitFor();
  await conflict.getByRole('button', { name: 'Take the phone’s' }).click();
  await said(page, 'The phone’s taps count now.').waitFor();
  await expect
    .poll(async () => (await page.locator('.score-block .score-points').allInnerTexts()).join())
    .toBe('1,2');
});

test('who typed the join code waits on the panel until somebody lets them in', async () => {
  const { app, page } = await cupPanel('devices');
  const code = await page.locator('.bar-code').innerText();
  const asked = await ask(app.port, '/api/join/code', { body: { code, name: 'Kim', device: 'phone-kim' } });
  expect(asked.status).toBe(202);
  await page.getByRole('button', { name: 'Let in' }).click();
  await said(page, 'Kim is let in.').waitFor();
  const { request, key } = asked.json ?? {};
  const state = await ask(app.port, `/api/join/code/${String(request)}?key=${String(key)}`);
  expect(state.json).toMatchObject({ state: 'admitted', official: { name: 'Kim' } });
});

test('[P22] when the hub is gone the panel says since when its data is old', async () => {
  const hub = await spawnHub(freshFolder());
  const page = await openPanel({ panelUrl: () => `http://127.0.0.1:${hub.port}/panel#${hub.once}` });
  await page.getByLabel('Name of the tournament').fill('Short Cup');
  await page.getByRole('button', { name: 'Create tournament' }).click();
  await page.getByRole('navigation').waitFor();
  await hub.kill();
  await page.getByText(/Not connected to the hub since \d\d:\d\d/).waitFor();
});

test('without a link, or with a used one, the panel says how to get a new one', async () => {
  const app = await hubWithPanel();
  const link = app.panelUrl();
  const first = await openPanel({ panelUrl: () => link });
  await first.getByText('No tournament yet.').waitFor();
  expect(new URL(first.url()).hash).not.toContain(link.split('#')[1]);
  await first.reload();
  await first.getByText('No tournament yet.').waitFor();

  const again = await openPanel({ panelUrl: () => link });
  await again.getByText(/This link was used already/).waitFor();
  const bare = await (await freshContext(laptop)).newPage();
  await bare.goto(link.replace(/#.*/, ''));
  await bare.getByText(/It opens with a one-time link/).waitFor();
});

test('every screen fits a laptop of 1024 pixels without scrolling sideways, in the longest language', async () => {
  const app = await hubWithPanel();
  const page = await openPanel(app, { viewport: { width: 1024, height: 768 }, locale: 'de-DE' });
  await page.getByLabel('Name des Turniers').fill('Landschaftsmeisterschaften der Jugend 2026');
  await page.getByRole('button', { name: 'Turnier anlegen' }).click();
  for (const screen of [
    'Live',
    'Zeitplan',
    'Konkurrenzen',
    'Meldungen',
    'Geräte',
    'Ergebnisse',
    'Verlauf',
    'Halle',
    'Andere Programme',
  ]) {
    const link = page.getByRole('navigation').getByRole('link', { name: screen, exact: true });
    await link.click();
    await page.locator(`.rail a[aria-current="page"]`, { hasText: screen }).waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(wide, screen).toBe(false);
  }
});

test('no word on a button is broken while its row of fields has room', async () => {
  const { page } = await cupPanel('live');
  for (const screen of ['schedule', 'draws', 'entries', 'devices', 'venue']) {
    await goTo(page, screen);
    await page.locator(`.rail a[aria-current="page"]`, { hasText: new RegExp(screen, 'i') }).waitFor();
    const broken = await page.locator('.main .button').evaluateAll((buttons) =>
      buttons
        .filter((button) => !/\s/.test(button.textContent.trim()))
        .filter((button) => {
          const words = document.createRange();
          words.selectNodeContents(button);
          return words.getClientRects().length > 1;
        })
        .map((button) => button.ariaLabel ?? button.textContent),
    );
    expect(broken, screen).toEqual([]);
  }
});
