import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkAccount } from '#pages/panel/model/account-form.ts';
import { programsNeed } from '#pages/panel/model/attention.ts';
import { deliveryForm, deliveryOf } from '#pages/panel/model/delivery-form.ts';
import { checkMeet, mayAddLocation, withLocation } from '#pages/panel/model/meet-form.ts';
import {
  connectedTo,
  deliveryState,
  groupedId,
  isOutstanding,
  type Meet,
  sizeText,
} from '#pages/panel/model/meets.ts';
import { type Pages, pageSize, withNewest, withOlder } from '#pages/panel/model/pages.ts';
import { randomBelow, suggestPassword } from '#pages/panel/model/password.ts';
import { ownMatch, planText, relayInOrder } from '#pages/panel/model/relay-rows.ts';
import { openRoom, roomItem } from '#pages/panel/model/rooms.ts';
import { addressesOf, allShut, switched, type Way, waysOf } from '#pages/panel/model/ways.ts';
import { createOrganiserApi } from '#pages/panel/organiser-api.ts';
import type { DeliveryTargets } from '#shared/domain/people/people.ts';
import type { DeliveryLine, MeetsStatus } from '#shared/protocol/clients.ts';
import { cupState, noon } from './sample.ts';

const way = (name: Way['name'], change: Partial<Way> = {}): Way => ({
  name,
  on: true,
  clients: 0,
  port: null,
  problem: null,
  ...change,
});
const meet = (change: Partial<Meet> = {}): Meet => ({
  id: '123456789',
  name: 'River Open',
  createdAt: noon,
  finished: false,
  newest: 0,
  locations: [],
  conflicts: 0,
  recovering: false,
  publications: [],
  ...change,
});
const delivery = (change: Partial<DeliveryLine> = {}): DeliveryLine => ({
  target: 'webhook',
  state: 'failing',
  tries: 3,
  to: '',
  failure: null,
  at: null,
  ...change,
});
const published = (...deliveries: readonly DeliveryLine[]): Meet['publications'][number] => ({
  id: 'P1',
  at: noon,
  bytes: 10,
  returnEmail: '',
  deliveries,
});

test('[panel] a list read page by page has neither gaps nor repeats, whatever comes between two readings', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constant('more' as const), fc.integer({ min: 0, max: 130 })), { maxLength: 30 }),
      (steps) => {
        // The hub's list: seqs with holes, as events of other topics lie between.
        const all: { seq: number }[] = [];
        const page = (before: number) =>
          all
            .filter(({ seq }) => seq < before)
            .toReversed()
            .slice(0, pageSize);
        const shown: { pages: Pages<{ seq: number }> | null } = { pages: null };
        for (const step of steps) {
          const { pages } = shown;
          const before = pages?.lines.at(-1)?.seq;
          if (step !== 'more') {
            for (let i = 0; i < step; i += 1) all.push({ seq: 3 * all.length + 1 });
            shown.pages = withNewest(pages, page(Number.POSITIVE_INFINITY));
          } else if (pages && before !== undefined) shown.pages = withOlder(pages, before, page(before));
          if (!shown.pages) continue;
          const { lines, hasMore } = shown.pages;
          expect(lines).toEqual(all.toReversed().slice(0, lines.length));
          if (!hasMore) expect(lines).toHaveLength(all.length);
        }
      },
    ),
  );
});

test('[panel] lines that were deleted meanwhile are gone from the list', () => {
  const full = Array.from({ length: pageSize }, (_, i) => ({ seq: 100 - i }));
  expect(withNewest(withNewest(null, full), [])).toEqual({ lines: [], hasMore: false });
});

test('[panel] an older page that belongs behind other lines changes nothing', () => {
  const known = { lines: [{ seq: 9 }, { seq: 8 }], hasMore: true };
  expect(withOlder(known, 3, [{ seq: 2 }])).toBe(known);
});

test('[panel] each way in has the address that its programs are told', () => {
  const at = (one: Way) => addressesOf(one, 'http://192.168.1.20:8000', 'NAME').map(({ address }) => address);
  expect(at(way('relay'))).toEqual(['ws://192.168.1.20:8000/referee', 'ws://192.168.1.20:8000/spectateur']);
  expect(at(way('meet'))).toEqual(['ws://192.168.1.20:8000/ws']);
  expect(at(way('html'))).toEqual(['http://192.168.1.20:8000/room/NAME']);
  expect(at(way('rest'))).toEqual(['http://192.168.1.20:8000/api/room/NAME']);
  expect(at(way('accounts'))).toEqual(['http://192.168.1.20:8000/api/v1']);
  expect(at(way('stream'))).toEqual(['ws://192.168.1.20:8000/v1/competitions']);
  expect(at(way('grpc'))).toEqual([]);
  expect(at(way('grpc', { port: 4002 }))).toEqual(['192.168.1.20:4002']);
});

test('[panel] switching one way in leaves the others as they are', () => {
  const ways = [way('relay'), way('meet', { on: false }), way('grpc', { on: false })];
  expect(switched(ways, 'grpc', true)).toEqual(['relay', 'grpc']);
  expect(switched(ways, 'relay', false)).toEqual([]);
});

test('[panel] a part is shut when every way into it is off', () => {
  const status = (...adapters: readonly Way[]) => ({ adapters, openPublishing: false });
  expect(allShut(status(way('html', { on: false }), way('rest')), waysOf.rooms)).toBe(false);
  expect(allShut(status(way('html', { on: false }), way('rest', { on: false })), waysOf.rooms)).toBe(true);
  expect(allShut(status(way('relay')), waysOf.rooms)).toBe(false);
  expect(allShut(undefined, waysOf.rooms)).toBe(false);
});

test('[panel] what other programs need stands in the list with the way there; a first failure doesn’t', () => {
  const meets = (...all: readonly Meet[]): MeetsStatus => ({ total: all.length, meets: all });
  const failing = meet({ publications: [published(delivery(), delivery({ target: 'folder', tries: 1 }))] });
  const needs = programsNeed(
    {
      adapters: [
        way('relay'),
        way('grpc', { problem: 'Port 4002 is used.' }),
        way('meet', { on: false, problem: 'old' }),
      ],
      openPublishing: false,
    },
    meets(meet({ id: '1', recovering: true }), failing),
  );
  expect(needs.map((need) => [need.kind, 'target' in need ? need.target : ''])).toEqual([
    ['recovering', ''],
    ['way', ''],
    ['delivery', 'webhook'],
  ]);
  expect(programsNeed(null, null)).toEqual([]);
});

test('[panel] what a mail server refuses for good is mentioned once for a meet, at its first failure, until a newer one arrived', () => {
  const refused = delivery({
    target: 'smtp',
    tries: 1,
    failure: { code: 'mailRefused', where: 'mail.example:25', detail: '550 unknown' },
  });
  const needs = (...publications: Meet['publications']) =>
    programsNeed(null, { total: 1, meets: [meet({ publications })] }).map((need) =>
      need.kind === 'delivery' ? [need.target, need.refused] : need.kind,
    );
  const at = (minutes: number, ...lines: readonly DeliveryLine[]) => ({
    ...published(...lines),
    at: noon + minutes * 60_000,
  });
  expect(needs(at(1, refused), at(0, refused))).toEqual([['smtp', true]]);
  const arrived = delivery({ target: 'smtp', state: 'delivered', failure: null });
  // Published again with the right address.
  expect(needs(at(1, arrived), at(0, refused))).toEqual([]);
  expect(needs(at(1, refused), at(0, arrived))).toEqual([['smtp', true]]);
  // What isn't refused for good arrives by itself, whatever came later.
  expect(needs(at(1, delivery({ state: 'delivered' })), at(0, delivery()))).toEqual([['webhook', false]]);
});

test('[panel] deliveries are told by the worst of them', () => {
  const state = (...deliveries: readonly DeliveryLine[]) =>
    deliveryState(meet({ publications: [published(...deliveries)] }));
  expect(deliveryState(meet())).toBeNull();
  expect(state(delivery({ state: 'delivered' }))).toBe('delivered');
  expect(state(delivery({ state: 'delivered' }), delivery({ state: 'waiting' }))).toBe('waiting');
  expect(state(delivery({ state: 'delivered' }), delivery())).toBe('failing');
  expect(isOutstanding(published(delivery({ state: 'delivered' })))).toBe(false);
  expect(isOutstanding(published(delivery({ state: 'waiting' })))).toBe(true);
});

test('[panel] a meet’s id is read in groups of three, its clients are counted over all places', () => {
  expect(groupedId('123456789')).toBe('123 456 789');
  const place = { name: 'Table', priority: 1, behind: 0, lastSeen: noon };
  expect(
    connectedTo(
      meet({
        locations: [
          { ...place, connected: 2 },
          { ...place, connected: 1 },
        ],
      }),
    ),
  ).toBe(3);
});

test('[panel] sizes are rounded up, so that nothing is 0 KB', () => {
  expect([0, 999, 1_000, 84_231, 2_000_000].map((bytes) => sizeText(bytes, 'en'))).toEqual([
    '0 B',
    '999 B',
    '1 KB',
    '84.3 KB',
    '2 MB',
  ]);
  expect(sizeText(84_231, 'de')).toBe('84,3 KB');
});

test('[panel] a suggested password can be read out, and is long enough for a meet', () => {
  for (let i = 0; i < 50; i += 1) {
    expect(suggestPassword(randomBelow)).toMatch(
      /^([bdfgkmnprstvz][aeiou]){2}-([bdfgkmnprstvz][aeiou]){2}-([bdfgkmnprstvz][aeiou]){2}$/,
    );
  }
  expect(suggestPassword(() => 0)).toBe('baba-baba-baba');
  expect(new Set(Array.from({ length: 200 }, () => randomBelow(13))).size).toBe(13);
});

test('[panel] a meet is created only when each place can be told apart and somebody can change something', () => {
  const place = (key: string, name: string, priority = '1', onlyShows = false) => ({
    key,
    name,
    priority,
    onlyShows,
  });
  const form = {
    name: ' River Open ',
    password: 'bako-mite-zuru',
    locations: [place('a', ' Table ', '10'), place('b', 'Screen', '', true)],
  };
  expect(checkMeet(form).meet).toEqual({
    name: 'River Open',
    password: 'bako-mite-zuru',
    locations: [
      { name: 'Table', priority: 10 },
      { name: 'Screen', priority: null },
    ],
  });
  expect(checkMeet({ ...form, password: 'too short' })).toMatchObject({
    meet: null,
    errors: { password: 'short' },
  });
  const wrong = checkMeet({
    ...form,
    locations: [place('a', 'Table'), place('b', 'Table'), place('c', ' '), place('d', 'Gate', '-1')],
  });
  expect(wrong).toMatchObject({
    meet: null,
    errors: { names: { b: 'twice', c: 'empty' }, priorities: { d: 'number' } },
  });
  expect(checkMeet({ ...form, locations: [place('b', 'Screen', '', true)] })).toMatchObject({
    meet: null,
    errors: { locations: 'none' },
  });
});

test('[panel] a further place overrules nobody, and there is an end to them', () => {
  let form = {
    name: '',
    password: '',
    locations: withLocation({ name: '', password: '', locations: [] }, 'a').locations,
  };
  expect(form.locations[0]).toMatchObject({ priority: '10', onlyShows: false });
  form = { ...form, locations: withLocation(form, 'b').locations };
  expect(form.locations[1]).toMatchObject({ priority: '9' });
  while (mayAddLocation(form))
    form = { ...form, locations: withLocation(form, `k${form.locations.length}`).locations };
  expect(form.locations).toHaveLength(20);
});

test('[panel] where published files go survives its form, whatever the mail password holds', () => {
  fc.assert(
    fc.property(
      fc.record({
        encrypted: fc.boolean(),
        user: fc.string({ maxLength: 20 }).map((text) => text.trim()),
        password: fc.string({ maxLength: 20 }),
        port: fc.option(fc.integer({ min: 1, max: 65_535 })),
      }),
      ({ encrypted, user, password, port }) => {
        const typed = {
          webhook: 'https://results.example.org/in?key=a',
          host: 'mail.example.org',
          port: port === null ? '' : String(port),
          encrypted,
          user,
          password: user === '' ? '' : password,
          from: 'meet@example.org',
        };
        const checked = deliveryOf(typed);
        if (checked.errors !== null) throw new Error(JSON.stringify(checked.errors));
        expect(deliveryForm(checked.targets)).toEqual(typed);
      },
    ),
  );
  const nowhere: DeliveryTargets = { webhook: null, smtp: null };
  expect(deliveryOf(deliveryForm(nowhere))).toEqual({ targets: nowhere, errors: null });
});

test('[panel] each field of the delivery that is wrong is named', () => {
  const form = { ...deliveryForm({ webhook: null, smtp: null }) };
  expect(deliveryOf({ ...form, webhook: 'ftp://example.org' }).errors).toEqual({ webhook: true });
  expect(deliveryOf({ ...form, host: 'smtp://mail', port: '0', from: 'nobody' }).errors).toEqual({
    host: true,
    port: true,
    from: true,
  });
});

test('[panel] an account needs a name without accents, an address and a password of 8', () => {
  const right = {
    username: 'otter_1',
    email: 'otter@example.org',
    password: '12345678',
    role: 'viewer' as const,
  };
  expect(checkAccount(right)).toEqual({});
  expect(checkAccount({ ...right, username: 'Käfer', email: 'x', password: '1234567' })).toEqual({
    username: true,
    email: true,
    password: true,
  });
});

test('[panel] a relayed match of this tournament is told by its number and sides; a namesake isn’t', () => {
  const tournament = cupState();
  const plan = ownMatch({ id: 'm1', own: true }, tournament);
  expect(plan && planText(plan, tournament, 'v')).toBe('#1 Heron v Otter');
  expect(ownMatch({ id: 'm1', own: false }, tournament)).toBeNull();
  expect(ownMatch({ id: 'a/b', own: true }, tournament)).toBeNull();
});

test('[panel] live matches stand first, then those with the newest events', () => {
  const one = (id: string, live: boolean, lastAt: number | null) => ({
    id,
    live,
    lastAt,
    events: 1,
    watchers: 0,
    own: false,
    charge: null,
  });
  const rows = [one('old', false, 1), one('none', false, null), one('live', true, 0), one('new', false, 9)];
  expect(relayInOrder(rows).map(({ id }) => id)).toEqual(['live', 'new', 'old', 'none']);
});

test('[panel] a chat room and an account’s room of one id are told apart', () => {
  for (const room of [
    { kind: 'chat' as const, id: 'hub:1' },
    { kind: 'hub' as const, id: '67' },
  ])
    expect(openRoom(roomItem(room))).toEqual(room);
  expect(openRoom('67')).toBeNull();
  expect(openRoom('chat:')).toBeNull();
});

test('[panel] ids go into the hub’s addresses whole, and a refusal comes back in the hub’s words', async () => {
  const asked: string[] = [];
  const api = createOrganiserApi('token', async (input, init) => {
    asked.push(`${init?.method} ${String(input)}`);
    return new Response(JSON.stringify({ code: 'TOO_MANY', message: 'Too many.' }), { status: 429 });
  });
  const id = 'a/b c?d#e%';
  expect(await api.programs.relayEvents(id, 77)).toEqual({
    ok: false,
    error: { code: 'TOO_MANY', message: 'Too many.' },
  });
  await api.programs.deleteRoom(id);
  await api.programs.publication(id, id);
  await api.programs.revokeToken(id);
  const encoded = 'a%2Fb%20c%3Fd%23e%25';
  expect(asked).toEqual([
    `GET /api/organiser/relay/${encoded}/events?before=77`,
    `POST /api/organiser/rooms/${encoded}/delete`,
    `GET /api/organiser/meets/${encoded}/publications/${encoded}`,
    `POST /api/organiser/tokens/${encoded}/revoke`,
  ]);
});

test('[panel] an answer that can’t be read is told as a hub that didn’t answer', async () => {
  const api = createOrganiserApi('token', async () => new Response('<html>'));
  expect(await api.programs.createToken('gate')).toMatchObject({ ok: false, error: { code: 'HUB_AWAY' } });
  expect(await api.programs.conflicts('1')).toMatchObject({ ok: false, error: { code: 'HUB_AWAY' } });
});
