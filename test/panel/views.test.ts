import { expect, test } from 'vitest';
import { cardKind, hasNoNetwork } from '#pages/panel/model/addresses.ts';
import { canBeVoided, courseLines, openBranches } from '#pages/panel/model/course.ts';
import { deviceRows } from '#pages/panel/model/device-rows.ts';
import { checkEntry, entryForm, entrySetup, isEntryUsed } from '#pages/panel/model/entry-form.ts';
import { historyLines } from '#pages/panel/model/history.ts';
import { checkSets, endedUnplayed, possibleActions } from '#pages/panel/model/match-actions.ts';
import { matchForm, planOf } from '#pages/panel/model/match-form.ts';
import { distribution, moved, poolLetter, withoutPool } from '#pages/panel/model/pools.ts';
import { excelSeparator, poolTables } from '#pages/panel/model/results.ts';
import { formOf, rulesOf } from '#pages/panel/model/rules-form.ts';
import { scheduleRows, visibleRows } from '#pages/panel/model/schedule-rows.ts';
import { clashViews, overIds, spreadMatches, usualFirstTime } from '#pages/panel/model/spreading.ts';
import { wifiCode } from '#pages/panel/model/wifi-code.ts';
import {
  formatRoute,
  goneTo,
  hasAside,
  onceOf,
  parseRoute,
  programTabs,
  screens,
  startRoute,
} from '#pages/panel/routing.ts';
import type { DeviceId, MatchId } from '#shared/domain/ids.ts';
import type { MatchEventBody } from '#shared/domain/match/events.ts';
import { evolveMatch, newMatch } from '#shared/domain/match/fold.ts';
import type { MatchScore, MatchState } from '#shared/domain/match/state.ts';
import { rulesFor, sports } from '#shared/domain/sports/table.ts';
import { eventsCsv } from '#shared/reports/events-csv.ts';
import { cup } from '../support/small-cup.ts';
import { cupState, hubWith, line, lines, noon, phone } from './sample.ts';

const at = <T>(list: readonly T[], i: number): T => {
  const found = list[i];
  if (found === undefined) throw new Error(`nothing at ${i}`);
  return found;
};

test('every screen’s address leads back to it, with the open match', () => {
  for (const screen of screens.filter((one) => one !== 'programs')) {
    const route = { ...startRoute, tournament: cup.id, screen, match: at(cup.matches, 0) };
    expect(parseRoute(formatRoute(route))).toEqual(route);
  }
  expect(parseRoute('#/cup/nonsense/m1').screen).toBe('live');
  expect(parseRoute('').tournament).toBeNull();
});

test('what other programs call things survives the address, whatever its characters', () => {
  const ids = ['a/b c?d#e%', '100 %', 'Käfer → 🦡', '..', '\u202Emirror', 'new'];
  for (const tab of programTabs) {
    for (const item of [null, ...ids]) {
      const route = { ...startRoute, tournament: cup.id, screen: 'programs' as const, tab, item };
      expect(parseRoute(formatRoute(route))).toEqual(route);
    }
  }
  expect(parseRoute('#/cup/programs')).toMatchObject({ tab: 'ways', item: null });
  expect(parseRoute('#/cup/programs/nonsense/x')).toMatchObject({ tab: 'ways', item: null });
  expect(parseRoute('#/cup/programs/relay/%E0%A4%A')).toMatchObject({ tab: 'relay', item: null });
});

test('going elsewhere closes what was open, unless it says what to open', () => {
  const open = { ...startRoute, tournament: cup.id, screen: 'programs' as const, tab: 'relay' as const };
  const relayed = { ...open, item: 'final' };
  expect(hasAside(relayed)).toBe(true);
  expect(goneTo(relayed, { tab: 'rooms' })).toMatchObject({ tab: 'rooms', item: null });
  expect(goneTo(relayed, { screen: 'live', match: at(cup.matches, 0) })).toMatchObject({
    screen: 'live',
    match: at(cup.matches, 0),
    item: null,
  });
  expect(goneTo(relayed, { tab: 'meets', item: '123456789' })).toMatchObject({ item: '123456789' });
  expect(hasAside({ ...open, tab: 'meets', item: '123456789' })).toBe(false);
});

test('a one-time token is told from a route', () => {
  expect(onceOf('#Abc-123_x')).toBe('Abc-123_x');
  expect(onceOf('#/cup/live')).toBeNull();
  expect(onceOf('')).toBeNull();
});

test('a Wi-Fi’s name and password may hold the code’s own characters', () => {
  expect(wifiCode({ ssid: 'Hall;1', password: 'a\\b:"c",d', security: 'WPA' })).toBe(
    'WIFI:T:WPA;S:Hall\\;1;P:a\\\\b\\:\\"c\\"\\,d;;',
  );
  expect(wifiCode({ ssid: 'Open', password: 'left over', security: 'nopass' })).toBe(
    'WIFI:T:nopass;S:Open;;',
  );
  expect(wifiCode({ ssid: '', password: '', security: 'WPA' })).toBeNull();
});

test('only loopback is no network', () => {
  expect(hasNoNetwork(hubWith([]))).toBe(false);
  expect(hasNoNetwork(hubWith([], { addresses: [] }))).toBe(true);
  expect(cardKind('lan')).toBe('lan');
  expect(cardKind('linkLocal')).toBe('linkLocal');
});

test('the rules of every sport go through the form unchanged', () => {
  for (const { id, kinds } of Object.values(sports)) {
    for (const kind of kinds) {
      const draw = { rules: rulesFor(id, kind), tablePoints: { won: 2, lost: 1 } };
      expect(rulesOf(formOf(draw))).toEqual({ ok: true, value: draw });
    }
  }
});

test('a number that isn’t one is named; an empty cap means none', () => {
  const form = formOf({ rules: rulesFor('badminton', 'player'), tablePoints: { won: 1, lost: 0 } });
  const wrong = rulesOf({ ...form, numbers: { ...form.numbers, target: '2x' } });
  expect(wrong).toEqual({ ok: false, wrong: 'target' });
  expect(rulesOf({ ...form, numbers: { ...form.numbers, lead: '0' } })).toEqual({ ok: false, wrong: 'lead' });
  const uncapped = rulesOf({ ...form, numbers: { ...form.numbers, cap: '' } });
  expect(uncapped.ok && uncapped.value.rules.cap).toBeNull();
});

test('dealing out again uses the pools that are there and gives up those too many', () => {
  const state = cupState();
  let n = 0;
  const newId = () => `new-${++n}`;
  const two = distribution(state, cup.draw, 2, (letter) => `Pool ${letter}`, newId);
  expect(two.pools.map((pool) => pool.id)).toEqual([cup.pool, 'new-1']);
  expect(two.pools.flatMap((pool) => pool.entries).toSorted()).toEqual([...cup.entries].toSorted());
  const withTwo = cupState({ pools: [...two.pools] });
  expect(distribution(withTwo, cup.draw, 1, String, newId).gone).toEqual(['new-1']);
  expect([0, 25, 26, 51, 52].map(poolLetter)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA']);
});

test('an entry is in one pool at most after a move, and in none after it was taken out', () => {
  const state = cupState();
  const [entry] = cup.entries;
  const pool = state.pools[cup.pool];
  if (!entry || !pool) throw new Error('the cup has a pool');
  const other = { ...pool, id: 'pool-b' as typeof pool.id, entries: [] };
  const changed = moved([pool, other], entry, other.id);
  expect(changed.map((one) => one.entries.includes(entry))).toEqual([false, true]);
  const out = cupState({ pools: [...moved([pool], entry, null)] });
  expect(withoutPool(out, cup.draw).map((one) => one.id)).toEqual([entry]);
});

test('an edited player keeps their person; a new name in a pair finds the person who is there already', () => {
  const state = cupState();
  const entry = state.entries.heron;
  const draw = state.draws[cup.draw];
  if (!entry || !draw) throw new Error('the cup has Heron');
  const form = { ...entryForm(state, 'player', entry), members: ['Grey Heron'], club: 'Lake' };
  const setup = entrySetup(state, draw, form, entry, () => 'never');
  expect(setup.people).toEqual([{ id: 'heron', name: 'Grey Heron', club: 'Lake' }]);
  expect(setup.entries?.[0]).toMatchObject({ id: 'heron', name: 'Grey Heron', members: ['heron'] });

  const pair = { name: '', members: ['lýnx', 'Newcomer'], club: 'River', seed: '3' };
  const made = entrySetup(state, { id: draw.id, kind: 'pair' }, pair, null, () => 'fresh');
  expect(made.entries?.[0]?.members).toEqual(['lynx', 'fresh']);
  expect(made.people?.map((person) => person.name)).toEqual(['Newcomer']);
  expect(checkEntry('pair', { ...pair, members: ['A', ' '] }).name).toBe(true);
  expect(checkEntry('pair', { ...pair, seed: '0' }).seed).toBe(true);
  expect(isEntryUsed(state, entry.id)).toBe(true);
});

test('a match’s form gives back the plan, its time in the tournament’s zone', () => {
  const plan = { ...cupState().matches.m1, scheduled: noon } as NonNullable<
    ReturnType<typeof cupState>['matches'][string]
  >;
  const form = matchForm(cupState(), plan, '');
  expect(form).toMatchObject({ date: '2026-05-16', time: '12:00', court: 'court-1' });
  expect(planOf(form, 'm1', 'Europe/Berlin')).toEqual({ ok: true, plan });
  expect(planOf({ ...form, b: form.a }, 'm1', 'Europe/Berlin')).toMatchObject({ error: 'schedule.sameSide' });
  expect(planOf({ ...form, date: '2026-02-30' }, 'm1', 'Europe/Berlin')).toMatchObject({
    error: 'schedule.badTime',
  });
  expect(planOf({ ...form, number: '1.5' }, 'm1', 'Europe/Berlin')).toMatchObject({
    error: 'schedule.numberWrong',
  });
});

test('a search finds every word in any column, whatever the accents; equal rows stay by number', () => {
  const rows = scheduleRows(cupState());
  const numbers = (search: string, column: 'number' | 'a' | 'b' = 'number', descending = false) =>
    visibleRows(rows, search, { column, descending }, lines()).map((row) => row.plan.number);
  expect(numbers('héron ótter')).toEqual([1]);
  expect(numbers('#2')).toEqual([2]);
  expect(numbers('', 'a', true)).toEqual([1, 2]);
  expect(numbers('', 'b')).toEqual([2, 1]);
});

test('spreading anew moves what hasn’t begun and works around what has', () => {
  const planned = Object.values(cupState().matches).map((plan) => ({ ...plan, scheduled: noon + 3_600_000 }));
  const state = cupState({ matches: planned });
  const scores = lines(line('m1', { schedule: 'running', result: 'live', startedAt: noon }));
  const choice = { from: noon, slotMinutes: 30, restMinutes: 0, courts: [...cup.courts], again: true };
  const { placed, lacking } = spreadMatches(state, scores, choice);
  expect(placed.map((plan) => [plan.id, plan.scheduled])).toEqual([['m2', noon]]);
  expect(lacking).toBe(1);
  expect(spreadMatches(state, scores, { ...choice, again: false }).placed).toEqual([]);
});

test('a player in two matches at one time is a clash, told with their name; played matches are none', () => {
  const state = cupState();
  const matches = Object.values(state.matches).map((plan) => ({ ...plan, scheduled: noon }));
  const clashing = cupState({ matches });
  expect(clashViews(clashing, new Set())).toEqual([
    expect.objectContaining({ kind: 'entry', name: 'Heron' }),
  ]);
  expect(clashViews(clashing, new Set([overIds(lines(line('m1', { schedule: 'finished' })))]))).toEqual([]);
});

/** A match after these events, each with the seq of its place. */
const played = (...bodies: readonly MatchEventBody[]): MatchState =>
  bodies.reduce(
    (state, body, i) =>
      evolveMatch(state, body, {
        seq: i + 1,
        event: `e${i + 1}` as never,
        command: `c${i + 1}` as never,
        device: (body.type === 'branched' ? 'lost-phone' : 'phone-1') as DeviceId,
        official: null,
        at: noon + i,
      }),
    newMatch('m1' as MatchId),
  );
const names = { name: 'x', players: ['x'] };
const started: readonly MatchEventBody[] = [
  {
    type: 'start',
    sport: 'badminton',
    rules: rulesFor('badminton', 'player'),
    sides: { A: names, B: names },
  },
  { type: 'ends', left: 'A' },
  { type: 'service', side: 'A' },
  { type: 'setStart' },
];

test('the list of what happened has the score after each point; a voided one has none and names its void', () => {
  const match = played(
    ...started,
    { type: 'point', side: 'A' },
    { type: 'point', side: 'B' },
    { type: 'void', event: 'e6' as never, reason: 'wrong side' },
    { type: 'point', side: 'A' },
  );
  const course = courseLines(match.records);
  expect(course.map((one) => one.points)).toEqual([null, null, null, null, [1, 0], null, null, [2, 0]]);
  expect(at(course, 5).voidedBy?.seq).toBe(7);
  expect(at(course, 3).set).toBe(1);
});

test('a conflict shows both scores: as recorded, and as they would be with the phone’s taps', () => {
  const match = played(
    ...started,
    { type: 'point', side: 'A' },
    { type: 'takeCharge' },
    { type: 'branched', base: 5, body: { type: 'point', side: 'B' }, at: noon },
    { type: 'branched', base: 5, body: { type: 'point', side: 'B' }, at: noon },
    { type: 'point', side: 'A' },
  );
  const [view] = openBranches(match);
  expect(view?.log.points).toEqual([2, 0]);
  expect(view?.phone).toMatchObject({ ok: true, score: { points: [1, 2] } });
  expect(view?.taps).toEqual({ log: 1, phone: 2 });
});

test('only what the match’s state allows is offered', () => {
  expect(possibleActions(newMatch('m1' as MatchId), noon)).toEqual([
    'correct',
    'call',
    'walkover',
    'disqualify',
    'postpone',
    'cancel',
  ]);
  expect(possibleActions(played(...started), noon)).toContain('suspend');
  expect(possibleActions(played(...started), noon)).not.toContain('confirm');
});

test('a wrong walkover can be corrected, or taken back: its confirmation first', () => {
  const given = played({ type: 'walkover', winner: 'A' }, { type: 'confirm' });
  expect(endedUnplayed(given)).toBe(true);
  expect(possibleActions(given, noon)).toContain('correct');
  expect(given.records.map((record) => canBeVoided(given, record))).toEqual([false, true]);
  const unconfirmed = played({ type: 'walkover', winner: 'A' });
  expect(unconfirmed.records.map((record) => canBeVoided(unconfirmed, record))).toEqual([true]);
});

test('the first match is proposed for nine, on a day under way for the next quarter of an hour', () => {
  const at = (time: string) =>
    usualFirstTime('2026-05-16', 'Europe/Berlin', Date.parse(`2026-05-16T${time}+02:00`));
  expect(at('07:10')).toBe('09:00');
  expect(at('12:01')).toBe('12:15');
  expect(at('12:15')).toBe('12:15');
  expect(at('23:50')).toBe('09:00');
  expect(usualFirstTime('2026-05-17', 'Europe/Berlin', Date.parse('2026-05-16T12:00+02:00'))).toBe('09:00');
});

test('a typed result is checked under the draw’s rules before it is sent', () => {
  const rules = rulesFor('badminton', 'player');
  const check = (...sets: readonly (readonly [string, string])[]) => checkSets(rules, sets, null);
  expect(check(['21', '15'], ['21', '19'], ['', ''])).toMatchObject({ ok: true, winner: 'A' });
  expect(check(['', ''])).toMatchObject({ wrong: 'empty' });
  expect(check(['21', ''])).toMatchObject({ wrong: 'notANumber', set: 1 });
  expect(check(['21', '15'], ['21', '20'])).toMatchObject({ wrong: 'illegalSet', set: 2 });
  expect(check(['21', '15'])).toMatchObject({ wrong: 'noWinner' });
  expect(checkSets(rules, [['11', '4']], 'B')).toMatchObject({ ok: true, winner: 'B' });
});

test('tables are provisional while a match is open, and final when all are official', () => {
  const one = line('m1', {
    schedule: 'finished',
    result: 'official',
    winner: 'A',
    sets: [[21, 9]],
    startedAt: 1,
  });
  const two = { ...one, id: 'm2' as MatchId };
  const table = (...scores: readonly MatchScore[]) => poolTables(cupState(), cup.draw, lines(...scores))[0];
  expect(table(one)?.standings.provisional).toBe(true);
  expect(table(one, two)?.standings.provisional).toBe(false);
  expect(table(one, two)?.standings.rows[0]?.entry).toBe('heron');
});

test('Excel expects a semicolon where numbers have a decimal comma', () => {
  expect(excelSeparator('de-DE')).toBe(';');
  expect(excelSeparator('fr-FR')).toBe(';');
  expect(excelSeparator('en-GB')).toBe(',');
});

test('phones with waiting taps come first; admitted ones that were never seen are there too', () => {
  const people = {
    devices: {
      'phone-1': { id: 'phone-1', tournament: cup.id, official: 'ref-1', revoked: false, name: 'Referee 1' },
      'phone-2': { id: 'phone-2', tournament: cup.id, official: 'ref-2', revoked: false, name: 'Referee 2' },
      'phone-3': { id: 'phone-3', tournament: cup.id, official: 'ref-2', revoked: true, name: 'Referee 2' },
    },
  } as never;
  const lost = phone({ connected: false, waiting: 3 });
  const board = phone({
    connection: 'c9',
    device: null,
    client: 'board',
    official: null,
    name: 'Board',
    match: null,
  });
  const rows = deviceRows(cupState(), hubWith([board, lost]), people);
  expect(rows.map((row) => [row.name, row.revocable])).toEqual([
    ['Referee 1', true],
    ['Board', false],
    ['Referee 2', true],
  ]);
  expect(at(rows, 0).match).toBe(1);
});

test('the history tells set-up edits with what takes them back, unless they were changed again', () => {
  const event = (seq: number, topic: string, body: { type: string }) => ({
    seq,
    topic,
    type: body.type,
    event: `e${seq}` as never,
    device: 'panel',
    deviceSeq: seq,
    official: null,
    at: noon + seq,
    hubAt: noon + seq,
    body: JSON.stringify(body),
  });
  const official = (name: string) => ({ id: 'ref-1', name, role: 'referee' });
  const put = (name: string) => ({ type: 'put', records: { officials: [official(name)] } });
  const log = [
    event(1, 'tournament/cup', { type: 'create', ...{ details: cupState().details } }),
    event(2, 'tournament/cup', put('Ada')),
    event(3, 'match/m1', { type: 'call' }),
    event(4, 'tournament/cup', put('Bea')),
  ];
  const csv = [...eventsCsv(log, new Map(), { separator: ',', bom: false, timeZone: 'Europe/Berlin' })].join(
    '',
  );
  const [newest, call, first, created] = historyLines(csv, cup.id);
  expect(newest?.what).toMatchObject({
    kind: 'setup',
    touched: [{ kind: 'officials', count: 1, names: ['Bea'] }],
    undo: [put('Ada')],
  });
  expect(call?.what).toMatchObject({ kind: 'match', match: 'm1', body: { type: 'call' } });
  expect(first?.what).toMatchObject({ undo: 'overtaken' });
  expect(created?.what).toMatchObject({ undo: null });
  expect(newest?.at).toBe(noon + 4);
});
