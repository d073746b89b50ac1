import { expect, test } from 'vitest';
import { lingerMs, saveEveryMs } from '#shared/client/mirror.ts';
import type { MatchId } from '#shared/domain/ids.ts';
import type { MatchCommandBody } from '#shared/domain/match/events.ts';
import type { WatchTopic } from '#shared/protocol/up.ts';
import { fakeHub, panel } from '../support/fake-hub.ts';
import { type HandDevice, handDevice, memoryTopicCache, refereeOf } from '../support/hand-client.ts';
import { promises } from '../support/hand-timers.ts';
import { beginning, cupCommand, matchCommand } from '../support/small-cup.ts';

type Hub = ReturnType<typeof fakeHub>;
const other = refereeOf(1, 'phone-2');
const m1 = 'm1' as MatchId;
const point = { type: 'point', side: 'A' } as const;

/** Somebody else's entries in the first match. */
function others(hub: Hub, ...bodies: readonly MatchCommandBody[]): void {
  for (const body of bodies) hub.record(matchCommand(m1, body), other);
}

async function watching(...topics: WatchTopic[]): Promise<{ hub: Hub; device: HandDevice }> {
  const hub = fakeHub();
  const device = handDevice(hub, refereeOf(0, 'phone-1'));
  for (const topic of topics) device.client().watch(topic);
  await device.settle();
  return { hub, device };
}

/** The watches of the newest socket, as `[topic, after]`. */
const watches = (hub: Hub) =>
  hub.line().said.flatMap((up) => (up.t === 'watch' ? [[up.topic, up.after ?? null]] : []));

test('[P10] a watcher gets the state and then every later event, once', async () => {
  const { hub, device } = await watching('match/m1', 'tournament/cup');
  others(hub, ...beginning, point, point);
  await device.settle();
  expect(device.client().confirmed('match/m1')).toEqual(hub.match(m1));
  expect(device.client().confirmed('tournament/cup')).toEqual(hub.tournament());
});

test('[P10] after a break it asks from where it was and folds what it missed, without gap or repeat', async () => {
  const { hub, device } = await watching('match/m1', 'tournament/cup');
  others(hub, ...beginning, point);
  await device.settle();
  others(hub, point);
  hub.line().cut();
  others(hub, point, point);
  device.timers.pass(1_000);
  await device.settle();
  expect(watches(hub)).toEqual([
    ['match/m1', 7],
    ['tournament/cup', 2],
  ]);
  expect(device.client().confirmed('match/m1')).toEqual(hub.match(m1));
  expect(device.client().confirmed('match/m1')?.play?.points.A).toBe(4);
});

test('[P10] an event that comes twice is folded once', async () => {
  const { hub, device } = await watching('match/m1');
  others(hub, ...beginning, point);
  await device.settle();
  const before = device.client().confirmed('match/m1');
  hub.line().send({ t: 'events', events: hub.log.filter((event) => event.topic === 'match/m1') });
  await device.settle();
  expect(device.client().confirmed('match/m1')).toBe(before);
});

test('[P10] late events of an ended watch don’t make a gap in the next one', async () => {
  const cache = memoryTopicCache();
  const hub = fakeHub();
  const device = handDevice(hub, refereeOf(0, 'phone-1'), { platform: { cache } });
  const stop = device.client().watch('match/m1');
  others(hub, ...beginning);
  await device.settle();
  stop();
  device.timers.pass(lingerMs);
  // One event lands while nobody watches, the next one after the new watch was asked for and before it was answered.
  others(hub, point);
  while (hub.line().deliverDown()) {}
  device.client().watch('match/m1');
  await promises();
  others(hub, point);
  while (hub.line().deliverDown()) {}
  expect(device.client().confirmed('match/m1')?.seq).toBe(6);
  await device.settle();
  expect(watches(hub)).toEqual([
    ['match/m1', null],
    ['match/m1', null],
  ]);
  expect(device.client().confirmed('match/m1')).toEqual(hub.match(m1));
});

test('[P10] a frame that can’t be read makes the state be fetched anew', async () => {
  const { hub, device } = await watching('match/m1');
  others(hub, ...beginning, point);
  await device.settle();
  hub.line().send('{"t":"events","events":[{"seq":"eight"}]}');
  await promises();
  others(hub, point);
  hub.flush();
  device.timers.pass(1_000);
  await device.settle();
  expect(watches(hub)).toEqual([['match/m1', null]]);
  expect(device.client().confirmed('match/m1')?.play?.points.A).toBe(2);
});

test('[P10] an event that only a newer hub knows makes the state be fetched', async () => {
  const { hub, device } = await watching('match/m1');
  others(hub, ...beginning);
  await device.settle();
  const last = hub.log.at(-1);
  if (!last) throw new Error('nothing in the log');
  hub.line().send({ t: 'events', events: [{ ...last, seq: last.seq + 1, body: { type: 'fireworks' } }] });
  await device.settle();
  expect(watches(hub)).toEqual([
    ['match/m1', null],
    ['match/m1', null],
  ]);
  expect(device.client().confirmed('match/m1')).toEqual(hub.match(m1));
});

test('watching twice is counted, and a page that comes back at once finds its topic as it was', async () => {
  const { hub, device } = await watching('match/m1');
  const stops = [device.client().watch('match/m1'), device.client().watch('match/m1')];
  await device.settle();
  expect(watches(hub)).toHaveLength(1);
  stops[0]?.();
  stops[0]?.();
  device.timers.pass(lingerMs);
  expect(device.client().confirmed('match/m1')).toBeDefined();

  const stop = device.client().watch('match/m2');
  await device.settle();
  stop();
  device.timers.pass(lingerMs - 1);
  const again = device.client().watch('match/m2');
  device.timers.pass(lingerMs);
  await device.settle();
  expect(device.client().confirmed('match/m2')).toBeDefined();
  again();
  device.timers.pass(lingerMs);
  await device.settle();
  expect(device.client().confirmed('match/m2')).toBeUndefined();
  expect(hub.line().said.filter((up) => up.t === 'unwatch')).toEqual([{ t: 'unwatch', topic: 'match/m2' }]);
});

test('the same object is given until something changes', async () => {
  const { hub, device } = await watching('match/m1', 'match/m2', 'scores/cup', 'tournament/cup');
  const topics = ['match/m1', 'match/m2', 'scores/cup', 'tournament/cup'] as const;
  const before = topics.map((topic) => device.client().confirmed(topic));
  const shown = topics.map((topic) => device.client().shown(topic));
  hub.beat();
  await device.settle();
  expect(topics.map((topic) => device.client().confirmed(topic) === before[topics.indexOf(topic)])).toEqual(
    topics.map(() => true),
  );
  others(hub, { type: 'call' });
  await device.settle();
  const same = topics.map((topic, i) => device.client().shown(topic) === shown[i]);
  expect(same).toEqual([false, true, false, true]);
});

test('the newest line of each match counts, whatever the order in which they come', async () => {
  const { hub, device } = await watching('scores/cup');
  others(hub, ...beginning, point);
  const old = hub.line().down.at(-1);
  others(hub, point);
  hub.line().send(old ?? '');
  await device.settle();
  const lines = device.client().confirmed('scores/cup');
  expect(lines?.map((line) => [line.id, line.points])).toEqual([
    ['m1', [2, 0]],
    ['m2', null],
  ]);
});

test('a match that isn’t on the hub is unknown until it is put there', async () => {
  const { hub, device } = await watching('match/m9');
  expect(device.client().confirmed('match/m9')).toBeUndefined();
  const plan = hub.tournament()?.matches.m1;
  if (!plan) throw new Error('the cup has a first match');
  const planned = { ...plan, id: 'm9' as typeof plan.id, number: 9, court: null };
  hub.record(cupCommand({ type: 'put', records: { matches: [planned] } }), panel);
  hub.record(matchCommand(planned.id, { type: 'start' }), other);
  await device.settle();
  expect(device.client().confirmed('match/m9')).toEqual(hub.match(planned.id));
});

test('another hub at the same address begins from nothing', async () => {
  const { hub, device } = await watching('match/m1');
  others(hub, ...beginning, point);
  await device.settle();
  hub.rules.id = 'hub-2';
  hub.line().cut();
  device.timers.pass(1_000);
  await device.settle();
  expect(watches(hub)).toEqual([['match/m1', null]]);
});

test('a page reloaded while the hub is away shows the last state, with the taps that wait', async () => {
  const cache = memoryTopicCache();
  const hub = fakeHub();
  const device = handDevice(hub, refereeOf(0, 'phone-1'), { platform: { cache } });
  device.client().watch('match/m1');
  device.client().watch('tournament/cup');
  device.client().watch('presence');
  // Accounts hold people's addresses: those stay on the hub.
  device.client().watch('accounts');
  await device.settle();
  for (const body of [...beginning, point]) device.tap(body);
  await device.settle();
  device.timers.pass(saveEveryMs);
  expect([...cache.kept.keys()].sort()).toEqual(['match/m1', 'tournament/cup']);
  hub.line().cut();
  device.tap(point);
  await promises();
  await device.reload();
  device.client().watch('match/m1');
  device.client().watch('tournament/cup');
  await promises();
  expect(device.client().confirmed('match/m1')?.play?.points.A).toBe(1);
  expect(device.client().shown('match/m1')?.play?.points.A).toBe(2);
  expect(device.client().status()).toMatchObject({ state: 'connecting', waiting: 1 });
  await device.settle();
  expect(watches(hub)).toEqual([
    ['match/m1', 7],
    ['tournament/cup', 2],
  ]);
  expect(device.client().confirmed('match/m1')?.play?.points.A).toBe(2);
});

test('what changed since the last saving is saved when the page goes', async () => {
  const cache = memoryTopicCache();
  const hub = fakeHub();
  const device = handDevice(hub, refereeOf(0, 'phone-1'), { platform: { cache } });
  device.client().watch('match/m1');
  await device.settle();
  others(hub, ...beginning);
  await device.settle();
  device.client().stop();
  expect(cache.kept.get('match/m1')).toMatchObject({ hub: 'hub-1', seq: 6 });
});

test('what changed is kept at once when the page may be about to go, and goes on being watched', async () => {
  const cache = memoryTopicCache();
  const hub = fakeHub();
  const device = handDevice(hub, refereeOf(0, 'phone-1'), { platform: { cache } });
  device.client().watch('match/m1');
  await device.settle();
  others(hub, ...beginning);
  await device.settle();
  device.client().keepNow();
  await promises();
  expect(cache.kept.get('match/m1')).toMatchObject({ hub: 'hub-1', seq: 6 });
  others(hub, point);
  await device.settle();
  expect(device.client().confirmed('match/m1')?.play?.points.A).toBe(1);
  device.timers.pass(saveEveryMs);
  await promises();
  expect(cache.kept.get('match/m1')).toMatchObject({ seq: 7 });
});

test('a cache of another hub isn’t shown as this one’s', async () => {
  const cache = memoryTopicCache();
  await cache.save('match/m1', { hub: 'hub-0', seq: 40, state: { id: 'm1' } });
  const hub = fakeHub();
  const device = handDevice(hub, refereeOf(0, 'phone-1'), { platform: { cache } });
  device.client().watch('match/m1');
  await device.settle();
  expect(watches(hub)).toEqual([['match/m1', null]]);
  expect(device.client().confirmed('match/m1')).toEqual(hub.match(m1));
});

test('a cache of another hub isn’t shown even until the state comes', async () => {
  const cache = memoryTopicCache();
  const hub = fakeHub();
  const device = handDevice(hub, refereeOf(0, 'phone-1'), { platform: { cache } });
  await device.settle();
  await cache.save('match/m1', { hub: 'hub-0', seq: 40, state: { id: 'm1' } });
  await cache.save('match/m2', { hub: 'hub-1', seq: 0, state: { id: 'm2' } });
  device.client().watch('match/m1');
  device.client().watch('match/m2');
  await promises();
  expect(device.client().confirmed('match/m1')).toBeUndefined();
  expect(device.client().confirmed('match/m2')).toEqual({ id: 'm2' });
});
