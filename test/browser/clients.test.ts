import { readFileSync } from 'node:fs';
import type { BrowserContextOptions, Page } from 'playwright';
import { expect, test } from 'vitest';
import { programTabs } from '#pages/panel/routing.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import { ask, organiserOf } from '../support/http.ts';
import { referee as cupReferee } from '../support/small-cup.ts';
import { openSocket } from '../support/wire-socket.ts';
import { failingMail, long, setBusy } from './busy-scene.ts';
import { goTo, hubWithPanel, openPanel, said } from './panel-stage.ts';
import { type ScenicHub, scenicHub } from './programs-stage.ts';

/** The panel of a scenic hub at a part of the other programs. */
async function programsPanel(
  hub: ScenicHub,
  part: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const page = await openPanel(hub, options);
  await page.getByRole('link', { name: /River Cup/ }).click();
  await page.getByRole('navigation').waitFor();
  await show(page, part);
  return page;
}

/** Goes to a part by its address, as a link does. */
const show = (page: Page, part: string): Promise<void> =>
  page.evaluate(async (hash) => {
    if (location.hash === hash) return;
    const changed = new Promise((resolve) => addEventListener('hashchange', resolve, { once: true }));
    location.hash = hash;
    await changed;
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  }, `#/cup/programs/${part}`);

const tab = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test('[panel] an empty part says what will stand there and leads to the next step', async () => {
  const hub = await scenicHub();
  const page = await programsPanel(hub, 'ways');
  for (const [name, words] of [
    ['Match relay', 'No relayed match yet.'],
    ['Chat rooms', 'No chat room yet.'],
    ['Timed races', 'No race yet.'],
  ] as const) {
    await tab(page, name).click();
    await page.getByText(words).waitFor();
    await page.getByRole('button', { name: 'To the ways in' }).click();
    await page.getByRole('table', { name: 'Ways in' }).waitFor();
  }
  await tab(page, 'Accounts').click();
  await page.getByText('No account yet.').waitFor();
  await tab(page, 'Lifting meets').click();
  await page.getByText('No lifting meet yet.').waitFor();
  await page.getByRole('button', { name: 'New meet' }).click();
  await page.getByRole('heading', { name: 'New meet' }).waitFor();
});

test('[panel] a way in is switched off only after it was said who is cut off, and a shut part says so', async () => {
  const hub = await scenicHub();
  hub.scene.clients.relay = 3;
  const page = await programsPanel(hub, 'ways');
  const row = page.getByRole('row', { name: /Match relay/ });
  await row.getByText(/^ws:\/\/192\.168\.1\.20:\d+\/referee$/).waitFor();
  await row.getByRole('checkbox', { name: 'Match relay' }).press('Space');
  const dialog = page.getByRole('dialog', { name: 'Turn off “Match relay”' });
  await dialog.getByText('3 programs are connected and are cut off at once.').waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect.poll(() => row.getByRole('checkbox').isChecked()).toBe(true);
  await row.getByRole('checkbox').press('Space');
  await dialog.getByRole('button', { name: 'Turn off' }).click();
  await said(page, '“Match relay” is off.').waitFor();
  await row.getByText('○ off').waitFor();
  await tab(page, 'Match relay').click();
  await page.getByText('The way in for this is off').waitFor();
});

test('[panel] a way in that can’t be opened says why, stands under what needs attention, and can be tried again', async () => {
  const hub = await scenicHub();
  hub.scene.problems.grpc = 'Port 4002 is used by another program.';
  const page = await programsPanel(hub, 'ways');
  const row = page.getByRole('row', { name: /gRPC/ });
  await row.getByRole('checkbox').click();
  await row.getByText('Can’t be opened: Port 4002 is used by another program.').waitFor();
  await goTo(page, 'live');
  await page.getByRole('button', { name: /Needs attention/ }).click();
  await page.getByRole('button', { name: /gRPC.*can’t be opened: Port 4002/ }).click();
  delete hub.scene.problems.grpc;
  await row.getByRole('button', { name: 'Try again' }).click();
  await row.getByText('192.168.1.20:4002').waitFor();
});

test('[panel] why a way in can’t be opened is said in the organiser’s language', async () => {
  const hub = await scenicHub();
  hub.scene.problems.grpc = 'Port 4002 is used by another program. Stop it.';
  const page = await programsPanel(hub, 'ways', { locale: 'de-DE' });
  const row = page.getByRole('row', { name: /gRPC/ });
  await row.getByRole('checkbox').click();
  await row.getByText('Port 4002 ist von einem anderen Programm belegt.').waitFor();
  await page.getByRole('button', { name: /Zu erledigen/ }).click();
  await page.getByRole('button', { name: /gRPC.*Port 4002 ist von einem anderen Programm belegt/ }).waitFor();
});

test('[panel] publishing without a token is opened with what it means', async () => {
  const page = await programsPanel(await scenicHub(), 'ways');
  const open = page.getByRole('checkbox', { name: 'Anybody may publish without a token' });
  await page.getByText('Programs that can’t send a token are refused.').waitFor();
  await open.click();
  await page.getByText('nobody can tell later who it was').waitFor();
  await expect.poll(() => open.isChecked()).toBe(true);
  await page.getByRole('button', { name: 'Tokens for programs' }).click();
  await page.getByRole('region', { name: 'Tokens for programs' }).waitFor();
});

test('[panel] a relayed match is found, opened and read by keyboard; new events come by themselves, older ones on demand', async () => {
  const hub = await scenicHub();
  setBusy(hub.scene, Date.now());
  const page = await programsPanel(hub, 'relay');
  await page.getByRole('row', { name: 'Open relayed match m1' }).getByText('#1 Heron v Otter').waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('heron');
  await page.getByRole('row', { name: 'Open relayed match announced' }).waitFor({ state: 'detached' });
  await page.getByRole('searchbox').fill('');
  await page.getByRole('row', { name: 'Open relayed match announced' }).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  const aside = page.getByRole('complementary', { name: 'm1' });
  const events = aside.getByRole('listitem');
  await expect.poll(() => events.count()).toBe(50);
  await events.first().getByText('point 132, <script>alert(1)</script>').waitFor();

  const [newest] = hub.scene.lines;
  if (!newest) throw new Error('the busy scene has lines');
  hub.scene.lines = [{ seq: newest.seq + 1, at: Date.now(), text: 'point 133' }, ...hub.scene.lines];
  const [first, ...others] = hub.scene.relay.matches;
  if (!first) throw new Error('the busy scene has matches');
  hub.scene.relay = { total: 4, matches: [{ ...first, events: first.events + 1 }, ...others] };
  hub.changed();
  await events.first().getByText('point 133').waitFor();
  await aside.getByRole('button', { name: 'Show older ones' }).click();
  await expect.poll(() => events.count()).toBe(101);
  await aside.getByRole('button', { name: 'Show older ones' }).click();
  await expect.poll(() => events.count()).toBe(133);
  await aside.getByRole('button', { name: 'Show older ones' }).waitFor({ state: 'detached' });
  await aside
    .getByRole('button', { name: /Show all of it/ })
    .first()
    .click();
  await page.keyboard.press('Escape');
  await aside.waitFor({ state: 'detached' });
  await page
    .locator('tr:focus')
    .and(page.getByRole('row', { name: 'Open relayed match m1' }))
    .waitFor();
});

test('[panel] a long list is one stop of Tab: what comes after it is reached, the focus stays with its row and comes back to it', async () => {
  const hub = await scenicHub();
  const room = (n: number) => ({ id: `room ${n}`, messages: n, listeners: 0, lastAt: null });
  const rooms = Array.from({ length: 60 }, (_, n) => room(n + 1));
  const hubRooms = ['one', 'two'].map((id) => ({ id, name: id, members: 0, messages: 0 }));
  hub.scene.rooms = { total: 60, rooms, hubRooms };
  const page = await programsPanel(hub, 'rooms');
  const focused = (): Promise<string | null> =>
    page.evaluate(() => document.activeElement?.getAttribute('data-row') ?? null);
  await page.getByRole('row', { name: 'Open room room 60' }).waitFor();
  await page.getByRole('searchbox').focus();
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('chat:room 1');
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('hub:one');
  await page.keyboard.press('Shift+Tab');
  for (const [key, row] of [
    ['End', 'chat:room 60'],
    ['ArrowUp', 'chat:room 59'],
    ['Home', 'chat:room 1'],
    ['ArrowDown', 'chat:room 2'],
  ] as const) {
    await page.keyboard.press(key);
    expect(await focused()).toBe(row);
  }
  // Tab comes back to the row that was left.
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('hub:one');
  await page.keyboard.press('Shift+Tab');
  expect(await focused()).toBe('chat:room 2');

  // Others come above it, and it changes its place.
  const [first, second, third, ...others] = rooms;
  if (!first || !second || !third) throw new Error('there are 60 rooms');
  hub.scene.rooms = { total: 62, rooms: [room(62), third, room(61), first, second, ...others], hubRooms };
  hub.changed();
  await page.getByRole('row', { name: 'Open room room 62' }).waitFor();
  expect(await focused()).toBe('chat:room 2');
  await page.keyboard.press('ArrowUp');
  expect(await focused()).toBe('chat:room 1');

  await page.keyboard.press('Enter');
  const aside = page.getByRole('complementary', { name: 'room 1' });
  await aside.waitFor();
  hub.scene.rooms = { total: 63, rooms: [room(63), ...hub.scene.rooms.rooms], hubRooms };
  hub.changed();
  await page.getByRole('row', { name: 'Open room room 63' }).waitFor();
  await page.keyboard.press('Escape');
  await aside.waitFor({ state: 'detached' });
  expect(await focused()).toBe('chat:room 1');
  // Not shown any more: the first of those that are is the one for Tab.
  await page.getByRole('searchbox').fill('room 5');
  await page.getByRole('row', { name: 'Open room room 1', exact: true }).waitFor({ state: 'detached' });
  await page.getByRole('searchbox').press('Tab');
  expect(await focused()).toBe('chat:room 5');
});

test('[panel] a relayed match that one of the hub’s own is in charge of says that others’ events are dropped, by whom and what to do', async () => {
  const hub = await scenicHub();
  const now = Date.now();
  setBusy(hub.scene, now);
  const inCharge = (droppedAt: number | null): void => {
    const charge = {
      official: cupReferee(0).official,
      device: 'phone-1' as DeviceId,
      since: now - 60_000,
      droppedAt,
    };
    const matches = hub.scene.relay.matches.map((match) => (match.own ? { ...match, charge } : match));
    hub.scene.relay = { ...hub.scene.relay, matches };
    hub.changed();
  };
  inCharge(null);
  const page = await programsPanel(hub, 'relay');
  const row = page.getByRole('row', { name: 'Open relayed match m1' });
  await row.getByText('● live').waitFor();
  await row.getByText('▲ scored here').waitFor();
  expect(await page.getByText('▲').count()).toBe(1);
  await row.click();
  const aside = page.getByRole('complementary', { name: 'm1' });
  await aside.getByText(/In charge of this match since .*\d\d:\d\d: Referee 1\./).waitFor();
  await aside.getByText('give its match an id that no match here has').waitFor();
  inCharge(now - 12_000);
  await row.getByText('▲ events dropped').waitFor();
  await aside.getByText('Last dropped').waitFor();
  await page.goto(`${page.url().split('#')[0]}#/cup/programs/relay/announced`);
  await page.getByRole('complementary', { name: 'announced' }).waitFor();
  expect(await page.getByText('In charge of this match').count()).toBe(0);
});

test('[panel] what can’t be read says why, and is read when tried again', async () => {
  const hub = await scenicHub();
  setBusy(hub.scene, Date.now());
  hub.scene.refusing = { code: 'STORE_FAILED', message: 'The hub couldn’t do this.' };
  const page = await programsPanel(hub, 'rooms/chat%3Ahall');
  await page.getByText('Couldn’t be read: The hub couldn’t do this.').waitFor();
  hub.scene.refusing = null;
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('complementary', { name: 'hall' }).getByText('Otter').first().waitFor();
});

test('[panel] a meet is created with a suggested password, which is shown once beside its id', async () => {
  const hub = await scenicHub();
  const page = await programsPanel(hub, 'meets/new');
  await page.getByRole('button', { name: 'Create meet' }).click();
  await page.getByText('The password needs at least 10 characters.').waitFor();
  await page.getByRole('button', { name: 'Suggest one' }).click();
  const password = await page.getByLabel('Password', { exact: true }).inputValue();
  await page.getByLabel('Name', { exact: true }).fill('River Open');
  await page.getByRole('button', { name: 'Add place' }).click();
  const third = page.getByRole('group', { name: 'Place 3' });
  await third.getByLabel('Name of the place').fill('Scoring table');
  await page.getByText('Another place has this name.').waitFor();
  await third.getByLabel('Name of the place').fill('Platform 2');
  await page.getByRole('button', { name: 'Create meet' }).click();
  await page.getByText('Write the password down now').waitFor();
  expect(await page.getByLabel('Meet id', { exact: true }).inputValue()).toBe('123 456 789');
  expect(await page.getByLabel('Password', { exact: true }).inputValue()).toBe(password);
  expect(hub.called.find(({ path }) => path === 'meets')?.body).toEqual({
    name: 'River Open',
    password,
    locations: [
      { name: 'Scoring table', priority: 10 },
      { name: 'Audience screen', priority: null },
      { name: 'Platform 2', priority: 9 },
    ],
  });
  await page.getByRole('button', { name: 'All meets' }).click();
  await show(page, 'meets/555000111');
  await page.getByRole('heading', { name: 'Meet 555 000 111' }).waitFor();
  expect(await page.getByText('Write the password down now').count()).toBe(0);
});

test('[panel] a meet shows who is behind, its conflicts, and where its results have got to', async () => {
  const hub = await scenicHub();
  setBusy(hub.scene, Date.now());
  const page = await programsPanel(hub, 'meets');
  await page.getByRole('row', { name: 'Open meet River Open, raw and equipped' }).press('Enter');
  await page.getByText('◔ lacks 14 updates').waitFor();
  await page.getByText(/▲ not connected, last seen 3 min ago/).waitFor();
  const conflict = page.getByRole('row', { name: /squatKg/ });
  await conflict.getByText('182.5').waitFor();
  await conflict.getByText('never counted').waitFor();
  expect(await page.getByRole('link', { name: 'Display for the hall' }).getAttribute('href')).toMatch(
    /^http:\/\/192\.168\.1\.20:\d+\/overlay\/meet\/123456789\?view=full$/,
  );

  await page.getByRole('button', { name: /Needs attention/ }).click();
  await page.getByRole('button', { name: /Meet Marsh Classic:.*doesn’t arrive \(web address\)/ }).click();
  await page
    .getByText('https://results.marsh-lifting-federation.example.org/in answered with status 503.')
    .waitFor();
  await page.getByText(/7 tries · next try at \d\d:\d\d/).waitFor();
  await page.getByRole('button', { name: 'Try again to deliver publication 1' }).click();
  await said(page, 'It is tried again now.').waitFor();
  expect(hub.called.map(({ path }) => path)).toContain('retry P2');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download CSV of publication 1' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('meet-987654321-1.csv');
  expect(readFileSync(await file.path(), 'utf8')).toBe('\uFEFFName,Sex\nHeron,F\n');
  await show(page, 'meets/555000111');
  await page.getByText('Leave OpenLifter open on every laptop').waitFor();
  // What isn't there can't be joined.
  await show(page, 'meets/999999999');
  await page.getByText('This meet isn’t on the hub.').waitFor();
  expect(await page.getByLabel('Meet id', { exact: true }).count()).toBe(0);
});

test('[panel] why a delivery fails is said in the panel’s language, and the other side is quoted as it spoke', async () => {
  const hub = await scenicHub();
  setBusy(hub.scene, Date.now());
  failingMail(hub.scene, { code: 'mailDeferred', where: 'mail.example:587', detail: '450 Come back later' });
  const page = await programsPanel(hub, 'meets/987654321', { locale: 'de-DE' });
  await page.getByText('/in hat mit dem Status 503 geantwortet.').waitFor();
  const mail = page
    .getByRole('listitem')
    .filter({ hasText: 'Der Mailserver mail.example:587 nimmt es jetzt nicht an.' })
    .last();
  expect(await mail.locator('q').textContent()).toBe('450 Come back later');
});

test('[panel] a mail that its server refuses stands once under what needs attention, and says what to correct', async () => {
  const hub = await scenicHub();
  setBusy(hub.scene, Date.now());
  failingMail(hub.scene, {
    code: 'mailRefused',
    where: 'mail.example:587',
    detail: '550 5.1.1 Unknown user',
  });
  const page = await programsPanel(hub, 'meets');
  await page.getByRole('button', { name: /Needs attention/ }).click();
  const lines = page.getByRole('button', { name: /Meet Marsh Classic: the mail server refuses/ });
  await lines.waitFor();
  expect(await lines.count()).toBe(1);
  await lines.click();
  await page.getByText('The mail server mail.example:587 refuses it.').waitFor();
  expect(await page.locator('q').textContent()).toBe('550 5.1.1 Unknown user');
  await page.getByText('publish again in OpenLifter with the right one').waitFor();
  await page.getByRole('button', { name: 'Try again to deliver publication 1' }).click();
  await said(page, 'It is tried again now.').waitFor();
});

test('[panel] where published files go is checked, kept, and shown again', async () => {
  const page = await programsPanel(await scenicHub(), 'meets');
  await page.getByLabel('Mail server').fill('mail.example.org');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('An e-mail address, such as meet@example.org.').waitFor();
  await page.getByLabel('Sender’s address').fill('meet@example.org');
  await page.getByLabel('User').fill('badger@example.org');
  await page.getByLabel('Password', { exact: true }).fill('p@ss/word');
  await page.getByRole('button', { name: 'Save' }).click();
  await said(page, 'Saved.').waitFor();
  await page.reload();
  await expect.poll(() => page.getByLabel('User').inputValue()).toBe('badger@example.org');
  expect(await page.getByLabel('Password', { exact: true }).inputValue()).toBe('p@ss/word');
});

test('[panel] a room is deleted only after it was said what is lost', async () => {
  const hub = await scenicHub();
  setBusy(hub.scene, Date.now());
  const page = await programsPanel(hub, 'rooms');
  await page.getByRole('row', { name: `Open room ${long}` }).click();
  await page.getByRole('button', { name: 'Delete room' }).click();
  const wide = page.getByRole('dialog', { name: `Delete room ${long}` });
  expect(await wide.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
  await page.keyboard.press('Escape');
  await page.getByRole('row', { name: 'Open room hall' }).click();
  const aside = page.getByRole('complementary', { name: 'hall' });
  await aside.getByRole('button', { name: 'Delete room' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete room hall' });
  await dialog.getByText('Its 214 messages are removed for everybody.').waitFor();
  await dialog.getByText('9 listeners are cut off.').waitFor();
  await dialog.getByText('This can’t be undone.').waitFor();
  await page.keyboard.press('Escape');
  await aside.getByRole('button', { name: 'Delete room' }).click();
  await dialog.getByRole('button', { name: 'Delete room' }).click();
  await said(page, 'Room hall is deleted.').waitFor();
  await aside.waitFor({ state: 'detached' });
  expect(hub.called.map(({ path }) => path)).toEqual(['rooms/hall/delete']);
});

test('[panel] a room of accounts is deleted only after it was said who is sent out and what stays', async () => {
  const hub = await scenicHub();
  setBusy(hub.scene, Date.now());
  const page = await programsPanel(hub, 'rooms');
  await page.getByRole('row', { name: /Open room Referees of court 3/ }).click();
  const aside = page.getByRole('complementary', { name: /Referees of court 3/ });
  await aside.getByRole('button', { name: 'Delete room' }).click();
  const dialog = page.getByRole('dialog', { name: /Delete room Referees of court 3/ });
  await dialog.getByText('4 members are sent out.').waitFor();
  await dialog.getByText('What was said stays in the data folder, but nobody is shown it again.').waitFor();
  await dialog.getByText('This can’t be undone.').waitFor();
  await dialog.getByRole('button', { name: 'Delete room' }).click();
  await said(page, /Referees of court 3 to 9, and whoever helps there is deleted/).waitFor();
  await aside.waitFor({ state: 'detached' });
  expect(hub.called.map(({ path }) => path)).toEqual(['hub-rooms/67/delete']);
});

test('[panel] a token is shown once, is copied without the browser’s clipboard, and is revoked for good', async () => {
  const hub = await scenicHub();
  setBusy(hub.scene, Date.now());
  const page = await programsPanel(hub, 'accounts');
  await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await page.getByLabel('Name of the program').fill('Timing gate');
  await page.getByRole('button', { name: 'Create token' }).click();
  await page.getByText('There is a token of this name already.').waitFor();
  await page.getByLabel('Name of the program').fill('Finish camera');
  await page.keyboard.press('Enter');
  const token = page.getByLabel('Token', { exact: true });
  expect(await token.inputValue()).toBe('ab_CD-0123456789-secret-of-a-program');
  await page.getByRole('button', { name: 'Copy: Token' }).click();
  await said(page, 'Copied.').waitFor();
  await page.getByLabel('Name of the program').press('ControlOrMeta+v');
  expect(await page.getByLabel('Name of the program').inputValue()).toBe(await token.inputValue());
  await page.getByRole('button', { name: 'I have it' }).click();
  await token.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Revoke the token of Timing gate' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('This can’t be undone.').waitFor();
  await dialog.getByRole('button', { name: 'Revoke', exact: true }).click();
  await said(page, 'The token of Timing gate is revoked.').waitFor();
  expect(hub.called.map(({ path }) => path)).toContain('tokens/Timing%20gate/revoke');
});

test('[panel] accounts are made, given a role and a password, shut out and let in again', async () => {
  const hub = await scenicHub();
  setBusy(hub.scene, Date.now());
  const page = await programsPanel(hub, 'accounts');
  await page.getByText('Add account', { exact: true }).first().click();
  await page.getByLabel('User name').fill('ibis');
  await page.getByLabel('E-mail').fill('ibis');
  await page.getByRole('button', { name: 'Add account' }).click();
  await page.getByText('This isn’t an e-mail address.').waitFor();
  await page.getByLabel('E-mail').fill('ibis@example.org');
  await page.getByRole('button', { name: 'Suggest one' }).click();
  hub.scene.refusing = { code: 'IN_USE', message: 'This name is taken.' };
  await page.getByRole('button', { name: 'Add account' }).click();
  await said(page, 'Not done: This name is taken.').waitFor();
  expect(await page.getByLabel('User name').inputValue()).toBe('ibis');
  hub.scene.refusing = null;
  await page.getByRole('button', { name: 'Add account' }).click();
  await said(page, 'The account ibis is created.').waitFor();

  await page.getByRole('button', { name: 'Change the role of heron' }).click();
  await page.getByRole('radio', { name: /official: may publish results too/ }).check();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await said(page, 'heron is official now.').waitFor();
  await page.getByRole('button', { name: 'New password for heron' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Suggest one' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'New password' }).click();
  await said(page, 'heron has a new password.').waitFor();
  await page.getByRole('button', { name: 'Shut out badger' }).click();
  await page.getByRole('dialog').getByText('signed out everywhere at once').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Shut out' }).click();
  await said(page, 'badger is shut out.').waitFor();
  await page.getByRole('button', { name: 'Let marmot in again' }).click();
  await said(page, 'marmot may sign in again.').waitFor();
  await page.getByRole('checkbox', { name: 'Anybody may make themselves an account' }).click();
  await said(page, 'Saved.').waitFor();
  expect(hub.called.map(({ path }) => path)).toEqual([
    'accounts',
    'accounts',
    'accounts/3/role',
    'accounts/3/reset',
    'accounts/1/revoke',
    'accounts/4/restore',
    'settings',
  ]);
});

test('[panel] a part’s news comes only while it is open', async () => {
  const hub = await scenicHub();
  setBusy(hub.scene, Date.now());
  const page = await openPanel(hub);
  const sent: string[] = [];
  page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => sent.push(String(payload))));
  // Its token is kept by then: the address it came with counts once.
  await page.getByRole('link', { name: /River Cup/ }).waitFor();
  await page.reload();
  await page.getByRole('link', { name: /River Cup/ }).click();
  await page.getByRole('navigation').waitFor();
  const sentOf = (t: string) =>
    sent.filter((frame) => frame === JSON.stringify({ t, topic: 'competitions' })).length;
  expect(sentOf('watch')).toBe(0);
  await show(page, 'competitions');
  await page
    .getByRole('row', { name: /Ice Valley Sprint Cup/ })
    .getByText('round 1, heat 7: started')
    .waitFor();
  expect(sentOf('watch')).toBe(1);
  await tab(page, 'Match relay').click();
  await expect.poll(() => sentOf('unwatch')).toBe(1);
});

test('[P22] other programs’ states are called old when the hub is gone, and what is asked then isn’t done', async () => {
  const hub = await scenicHub();
  setBusy(hub.scene, Date.now());
  const page = await programsPanel(hub, 'accounts');
  await page.getByRole('button', { name: 'Shut out badger' }).waitFor();
  await hub.stop();
  await page.getByText(/Not connected to the hub since \d\d:\d\d/).waitFor();
  await page.getByRole('button', { name: 'Shut out badger' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Shut out' }).click();
  await said(page, /Not done: The hub doesn’t answer/).waitFor();
});

test('[panel] everything has a name for a screen reader, and fits 1024 pixels with long names in the longest language', async () => {
  const hub = await scenicHub();
  setBusy(hub.scene, Date.now());
  const { total, meets } = hub.scene.meets;
  hub.scene.meets = { total, meets: meets.map((meet) => ({ ...meet, name: meet.name && long })) };
  hub.scene.accounts = {
    ...hub.scene.accounts,
    accounts: hub.scene.accounts.accounts.map((one) => ({
      ...one,
      email: `${long.slice(0, 64)}@example.org`,
    })),
  };
  const page = await programsPanel(hub, 'ways', { viewport: { width: 1024, height: 768 }, locale: 'de-DE' });
  const [relayed] = hub.scene.relay.matches;
  const [race] = hub.scene.competitions.competitions;
  for (const part of [
    ...programTabs,
    `relay/${relayed?.id}`,
    'rooms/chat%3Ahall',
    'rooms/hub%3A67',
    `competitions/${race?.id}`,
    'meets/new',
    'meets/123456789',
    'meets/987654321',
  ]) {
    await show(page, part);
    const main = page.getByRole('main');
    await expect.poll(async () => (await main.ariaSnapshot()).includes('Wird geladen')).toBe(false);
    const nameless = (await page.locator('.frame').ariaSnapshot())
      .split('\n')
      .filter((line) =>
        /^\s*- (button|textbox|checkbox|radio|link|combobox|searchbox|table|dialog|complementary)( \[|:|$)/.test(
          line,
        ),
      );
    expect(nameless, part).toEqual([]);
    const wide = await page.evaluate(() => {
      const places = [document.documentElement, ...document.querySelectorAll('.main, .aside')];
      return places
        .filter((place) => place.scrollWidth > place.clientWidth + 1)
        .map((place) => place.className);
    });
    expect(wide, part).toEqual([]);
  }
  await page.getByRole('button', { name: /Zu erledigen/ }).click();
  const list = page.getByRole('region', { name: 'Zu erledigen' });
  await list.getByText(long).first().waitFor();
  expect(await list.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
});

test('[panel] where there is little room the lists of other programs leave out figures and keep what is opened by', async () => {
  const hub = await scenicHub();
  setBusy(hub.scene, Date.now());
  const page = await programsPanel(hub, 'relay', { viewport: { width: 560, height: 800 } });
  const heads = async (part: string): Promise<readonly string[]> => {
    await show(page, part);
    await page.getByRole('grid').waitFor();
    return page.getByRole('columnheader').allInnerTexts();
  };
  expect(await heads('relay')).toEqual(['State', 'Match', 'Last event']);
  expect(await heads('meets')).toEqual(['Meet id', 'Name', 'State', 'Published']);
  expect(await heads('competitions')).toEqual(['State', 'Competition', 'Heats on the track', 'Last event']);
});

test('[panel] real programs come and go on the panel: a referee’s match, a room, an account, a race', async () => {
  const app = await hubWithPanel();
  const organiser = await organiserOf(app.port, app.panelUrl().split('#')[1] ?? '');
  await organiser.post('/api/organiser/settings', { openPublishing: true });
  const page = await openPanel(app);
  await page.getByLabel('Name of the tournament').fill('Fjord Cup');
  await page.getByRole('button', { name: 'Create tournament' }).click();
  await goTo(page, 'other programs');
  await tab(page, 'Match relay').click();
  const referee = await openSocket(app.port, '/referee');
  referee.send(JSON.stringify({ referee: { ID: 'court 7/final' }, event: 'match created' }));
  const row = page.getByRole('row', { name: 'Open relayed match court 7/final' });
  await row.getByText('● live').waitFor();
  await row.press('Enter');
  const aside = page.getByRole('complementary', { name: 'court 7/final' });
  await aside.getByText('"event":"match created"').waitFor();
  referee.send(JSON.stringify({ referee: { ID: 'court 7/final' }, event: 'set 1' }));
  await aside.getByText('"event":"set 1"').waitFor();
  referee.socket.close();
  await row.getByText('○ not live').waitFor();

  await tab(page, 'Chat rooms').click();
  await ask(app.port, '/api/room/hall', { body: { userId: 'Otter', text: 'lights <b>on</b>' } });
  await page.getByRole('row', { name: 'Open room hall' }).click();
  const room = page.getByRole('complementary', { name: 'hall' });
  await room.getByText('lights <b>on</b>').waitFor();
  await room.getByRole('button', { name: 'Delete room' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete room' }).click();
  await said(page, 'Room hall is deleted.').waitFor();
  await page.getByText('No chat room yet.').waitFor();

  await tab(page, 'Accounts').click();
  await page.getByLabel('Name of the program').fill('Timing gate');
  await page.getByRole('button', { name: 'Create token' }).click();
  const token = await page.getByLabel('Token', { exact: true }).inputValue();
  await page.getByText('Add account', { exact: true }).first().click();
  const ibis = { email: 'ibis@example.org', password: 'bako-mite-zuru' };
  await page.getByLabel('User name').fill('ibis');
  await page.getByLabel('E-mail').fill(ibis.email);
  await page.getByLabel('Password', { exact: true }).fill(ibis.password);
  await page.getByRole('button', { name: 'Add account' }).click();
  await said(page, 'The account ibis is created.').waitFor();
  const account = page.getByRole('row', { name: /ibis@example.org/ });
  expect((await ask(app.port, '/api/v1/user/login', { body: ibis })).status).toBe(200);
  await account.getByText('● signed in (1)').waitFor();
  await page.getByRole('button', { name: 'Shut out ibis' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Shut out' }).click();
  await account.getByText('✕ shut out').waitFor();
  expect((await ask(app.port, '/api/v1/user/login', { body: ibis })).status).not.toBe(200);

  await tab(page, 'Timed races').click();
  const headers = { authorization: `Bearer ${token}` };
  const race = { id: 'ice-1', name: 'Ice Valley Cup' };
  const posted = await ask(app.port, '/v1/competitions/ice-1/events', {
    headers,
    body: [
      { typeName: 'CompetitionActivatedEvent', competitionId: 'ice-1', competition: race },
      {
        typeName: 'DistanceActivatedEvent',
        competitionId: 'ice-1',
        distanceId: 'd1',
        distance: { id: 'd1', name: '500 m' },
      },
      {
        typeName: 'HeatActivatedEvent',
        competitionId: 'ice-1',
        distanceId: 'd1',
        heat: { round: 1, number: 7 },
        races: [],
      },
    ],
  });
  expect(posted.json).toEqual({ accepted: 3 });
  await page.getByRole('row', { name: 'Open competition Ice Valley Cup' }).click();
  const competition = page.getByRole('complementary', { name: 'Ice Valley Cup' });
  await competition.getByText('round 1, heat 7: waits for the start').waitFor();
  await competition.getByText('HeatActivatedEvent', { exact: true }).waitFor();
});
