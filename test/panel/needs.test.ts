import { expect, test } from 'vitest';
import { addressNews } from '#pages/panel/model/addresses.ts';
import { attentionList, nobodyCame, officialsHere } from '#pages/panel/model/attention.ts';
import { goingOn, keepsAwake, sameDayMs } from '#pages/panel/model/day.ts';
import { needsOf, overdueAfterMs, silentAfterMs } from '#pages/panel/model/needs.ts';
import { tileRows } from '#pages/panel/model/tiles.ts';
import type { SeatId } from '#shared/domain/ids.ts';
import type { MatchPlan } from '#shared/domain/tournament/records.ts';
import { cup } from '../support/small-cup.ts';
import { cupState, hubWith, line, lines, noon, phone } from './sample.ts';

const planOf = (id: string): MatchPlan => {
  const plan = cupState().matches[id];
  if (!plan) throw new Error(`no match ${id}`);
  return plan;
};
const kinds = (...given: Parameters<typeof needsOf>): readonly string[] =>
  needsOf(...given).map((need) => need.kind);

test('a match that is played under a connected phone needs nobody', () => {
  const running = line('m1', { schedule: 'running', result: 'live' });
  expect(needsOf(planOf('m1'), running, [phone()], noon)).toEqual([]);
});

test('a lost phone is told with how long it is silent and how many taps wait on it', () => {
  const running = line('m1', { schedule: 'running', result: 'live' });
  const lost = phone({ connected: false, lastSeen: noon - 120_000, waiting: 5 });
  expect(needsOf(planOf('m1'), running, [lost], noon)).toEqual([
    { kind: 'silent', name: 'Referee 1', forMs: 120_000, waiting: 5 },
  ]);
});

test('a phone that was lost a moment ago is not called silent yet, since phones come back by themselves', () => {
  const running = line('m1', { schedule: 'running', result: 'live' });
  const lost = phone({ connected: false, lastSeen: noon - silentAfterMs + 1 });
  expect(kinds(planOf('m1'), running, [lost], noon)).toEqual([]);
});

test('a lost phone is told also when the clock was set back since', () => {
  const running = line('m1', { schedule: 'running', result: 'live' });
  const lost = phone({ connected: false, lastSeen: noon + 3 * 3_600_000, waiting: 5 });
  expect(needsOf(planOf('m1'), running, [lost], noon)).toEqual([
    { kind: 'silent', name: 'Referee 1', forMs: silentAfterMs, waiting: 5 },
  ]);
});

test('a connected phone isn’t silent, however old the last status is that named it', () => {
  const running = line('m1', { schedule: 'running', result: 'live' });
  expect(needsOf(planOf('m1'), running, [phone({ lastSeen: noon - 600_000 })], noon)).toEqual([]);
});

test('a match that is played and shown on no phone has no referee', () => {
  const running = line('m1', { schedule: 'running', result: 'live' });
  expect(kinds(planOf('m1'), running, [phone({ match: null })], noon)).toEqual(['noReferee']);
});

test('a called match with a planned referee waits for them without alarm', () => {
  expect(kinds(planOf('m1'), line('m1', { schedule: 'called' }), [], noon)).toEqual([]);
});

test('the official in charge counts, not somebody else who looks at the match', () => {
  const running = line('m1', { schedule: 'running', result: 'live', official: phone().official });
  const lost = phone({ connected: false, lastSeen: noon - 60_000 });
  const other = phone({ connection: 'c2', official: 'ref-2' as never, name: 'Referee 2' });
  expect(kinds(planOf('m1'), running, [other, lost], noon)).toEqual(['silent']);
});

test('results, protests, conflicts and suspensions wait for the organiser, the most pressing first', () => {
  const all = line('m1', { schedule: 'suspended', result: 'protested', openBranches: 2 });
  expect(kinds(planOf('m1'), all, [phone()], noon)).toEqual(['conflict', 'suspended', 'protested']);
  expect(kinds(planOf('m1'), line('m1', { schedule: 'finished', result: 'unconfirmed' }), [], noon)).toEqual([
    'unconfirmed',
  ]);
});

test('a match is overdue ten minutes after its time, unless it has begun', () => {
  const plan = { ...planOf('m1'), scheduled: noon - overdueAfterMs };
  expect(kinds(plan, undefined, [], noon)).toEqual(['overdue']);
  expect(kinds(plan, undefined, [], noon - 1)).toEqual([]);
  expect(kinds(plan, line('m1', { schedule: 'running', result: 'live' }), [phone()], noon)).toEqual([]);
});

test('the list has one line per need, the most pressing match first, and leaves overdue ones to the grid', () => {
  const late = { ...planOf('m2'), scheduled: noon - 3_600_000 };
  const called = { ...late, id: 'm3' as never, number: 3 };
  const scores = lines(
    line('m3', { schedule: 'called' }),
    line('m1', { schedule: 'finished', result: 'unconfirmed' }),
    line('m2', { schedule: 'running', result: 'live', openBranches: 1 }),
  );
  const list = attentionList({
    tournament: cupState({ matches: [late, called] }),
    scores,
    hub: hubWith([phone({ match: 'm2' as never, official: 'ref-2' as never })]),
    people: null,
    now: noon,
  });
  expect(
    list.map((item) => (item.kind === 'match' ? `${item.plan.number} ${item.need.kind}` : item.kind)),
  ).toEqual(['2 conflict', '1 unconfirmed']);
});

test('no network, join requests and the hub’s own problems stand before the matches', () => {
  const hub = hubWith([phone()], {
    addresses: [{ origin: 'http://127.0.0.1:8000', card: 'lo', kind: 'loopback' }],
    joinRequests: [{ id: 'j', name: 'Kim', address: '192.168.1.9', askedAt: noon }],
    problems: [{ code: 'MDNS', message: 'no' }],
  });
  const scores = lines(line('m1', { schedule: 'finished', result: 'unconfirmed' }));
  const list = attentionList({ tournament: cupState(), scores, hub, people: null, now: noon });
  expect(list.map((item) => item.kind)).toEqual(['noNetwork', 'problem', 'joinRequest', 'match']);
});

test('a hub that can’t write stands before everything, its other problems after the missing network', () => {
  const hub = hubWith([phone()], {
    addresses: [{ origin: 'http://127.0.0.1:8000', card: 'lo', kind: 'loopback' }],
    problems: ['BACKUP_FAILED', 'DATA_IN_CLOUD', 'STORE_FAILED', 'A_NEWER_ONE'].map((code) => ({
      code,
      message: 'no',
    })),
  });
  const newAddress = { from: 'http://10.0.0.2:8000', to: 'http://10.0.0.3:8000' };
  const list = attentionList({
    tournament: cupState(),
    scores: lines(),
    hub,
    people: null,
    now: noon,
    newAddress,
  });
  expect(list.map((item) => (item.kind === 'problem' ? item.code : item.kind))).toEqual([
    'STORE_FAILED',
    'noNetwork',
    'BACKUP_FAILED',
    'DATA_IN_CLOUD',
    'A_NEWER_ONE',
    'newAddress',
  ]);
});

test('a changed address in the QR codes is news until it was seen; the first one and a missing one aren’t', () => {
  expect(addressNews(null, 'http://10.0.0.2:8000')).toBe('first');
  expect(addressNews('http://10.0.0.2:8000', 'http://10.0.0.2:8000')).toBe('same');
  expect(addressNews('http://10.0.0.2:8000', 'http://10.0.0.3:8000')).toBe('changed');
  expect(addressNews('http://10.0.0.2:8000', null)).toBe('same');
});

test('the laptop stays awake while a match is played, and from half a day before the first to the last', () => {
  const soon = { ...planOf('m1'), scheduled: noon + sameDayMs };
  const after = { ...planOf('m2'), scheduled: null };
  const planned = cupState({ matches: [soon, after] });
  expect(keepsAwake(planned, lines(), noon)).toBe(true);
  expect(keepsAwake(planned, lines(), noon - 1)).toBe(false);
  const unplanned = cupState({
    matches: [planOf('m1'), planOf('m2')].map((plan) => ({ ...plan, scheduled: null })),
  });
  expect(keepsAwake(unplanned, lines(), noon)).toBe(false);
  const running = lines(line('m1', { schedule: 'running', startedAt: noon - 9 * sameDayMs }));
  expect(keepsAwake(unplanned, running, noon)).toBe(true);
  const between = lines(line('m1', { schedule: 'finished', startedAt: noon - 3_600_000 }));
  expect(keepsAwake(unplanned, between, noon)).toBe(true);
  expect(keepsAwake(unplanned, between, noon + sameDayMs)).toBe(false);
  const done = lines(
    line('m1', { schedule: 'finished', startedAt: noon - 3_600_000 }),
    line('m2', { schedule: 'cancelled' }),
  );
  expect(keepsAwake(unplanned, done, noon)).toBe(false);
  expect(keepsAwake({ ...unplanned, status: 'closed' }, running, noon)).toBe(false);
});

test('closing says what goes on: matches in play or suspended, taps on referees’ phones', () => {
  const scores = lines(line('m1', { schedule: 'suspended' }), line('m2', { schedule: 'break' }));
  const devices = [
    phone({ waiting: 3 }),
    phone({ waiting: 2, connected: false }),
    phone({ client: 'panel', waiting: 9 }),
  ];
  expect(goingOn(cupState(), scores, devices)).toEqual({ playing: 2, waiting: 5 });
  expect(goingOn(cupState(), lines(line('m1', { schedule: 'called' })), [])).toEqual({
    playing: 0,
    waiting: 0,
  });
});

test('the firewall is suspected only when a QR code was shown to officials and no phone ever came', () => {
  const seat = { id: 's1' as SeatId, tournament: cup.id, official: null, role: 'referee' } as const;
  const shown = { seats: { s1: { ...seat, secretHash: '', expires: noon } } };
  expect(nobodyCame(cupState(), hubWith([]), shown)).toBe(true);
  expect(nobodyCame(cupState(), hubWith([]), { seats: {} })).toBe(false);
  expect(nobodyCame(cupState(), hubWith([]), null)).toBe(false);
  expect(nobodyCame(cupState(), hubWith([phone({ connected: false })]), shown)).toBe(false);
  expect(nobodyCame({ ...cupState(), officials: {} }, hubWith([]), shown)).toBe(false);
  expect(nobodyCame(cupState(), null, shown)).toBe(false);
});

test('an official with two phones is here once', () => {
  const second = phone({ connection: 'c2', device: 'phone-9' as never });
  const gone = phone({ connection: 'c3', official: 'ref-2' as never, connected: false });
  expect(officialsHere(hubWith([phone(), second, gone]))).toBe(1);
});

test('a court keeps its finished match while the result waits, though boards show it as free by then', () => {
  const ended = { schedule: 'finished', endedAt: noon - 3_600_000 } as const;
  const tile = (result: 'unconfirmed' | 'official') =>
    tileRows(cupState(), lines(line('m1', { ...ended, result })), [], noon)[0]?.tiles[0];
  expect(tile('unconfirmed')?.plan?.number).toBe(1);
  expect(tile('unconfirmed')?.needs.map((need) => need.kind)).toEqual(['unconfirmed']);
  expect(tile('official')?.plan).toBeNull();
});

test('courts stand in their real order, whatever the order of their records', () => {
  const courts = Object.values(cupState().courts).map((court) => ({ ...court, order: 9 - court.order }));
  const rows = tileRows(cupState({ courts }), lines(), [], noon);
  expect(rows[0]?.tiles.map((tile) => tile.court.name)).toEqual(['Court 2', 'Court 1']);
});
