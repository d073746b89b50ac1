import { expect, test, vi } from 'vitest';
import {
  closedAgainAfterMs,
  createOutbox,
  mostInFlight,
  mostKept,
  NotStored,
  sendAgainAfterMs,
} from '#shared/client/outbox.ts';
import { type Draft, memoryOutboxStore, type OutboxStore } from '#shared/client/outbox-store.ts';
import type { CommandId, PersonId } from '#shared/domain/ids.ts';
import { refusal } from '#shared/domain/refusal.ts';
import type { Command } from '#shared/protocol/command.ts';
import { acknowledgeWithinMs, largestFrame } from '#shared/protocol/version.ts';
import { fakeHub, panel } from '../support/fake-hub.ts';
import { type HandDevice, handDevice, nextId, outcomeOf, refereeOf } from '../support/hand-client.ts';
import { handTimers, promises } from '../support/hand-timers.ts';
import { beginning, cupCommand } from '../support/small-cup.ts';

const point = { type: 'point', side: 'A' } as const;

/** The ids of the commands in the log, in order. */
const logged = (hub: ReturnType<typeof fakeHub>) =>
  hub.log.filter((event) => event.topic === 'match/m1').map((event) => event.command);

/** A referee's phone at a hub, welcomed, following its match. */
async function joined(platform?: { outbox?: OutboxStore }) {
  const hub = fakeHub();
  const device = handDevice(hub, refereeOf(0, 'phone-1'), platform ? { platform } : {});
  device.client().watch('match/m1');
  device.client().watch('tournament/cup');
  await device.settle();
  return { hub, device };
}

async function begin(device: HandDevice) {
  for (const body of beginning) device.tap(body);
  await device.settle();
}

/** A store whose calls settle when the test says so. */
function heldStore(): OutboxStore & { readonly holding: (() => void)[]; fails: boolean } {
  const inner = memoryOutboxStore();
  const holding: (() => void)[] = [];
  const store = {
    ...inner,
    holding,
    fails: false,
    put: (draft: Draft) =>
      new Promise<Command>((resolve, reject) => {
        holding.push(() => {
          if (store.fails) reject(new Error('QuotaExceededError'));
          else inner.put(draft).then(resolve, reject);
        });
      }),
  };
  return store;
}

test('[P11] a command waits until the hub says it is kept', async () => {
  const { hub, device } = await joined();
  const tap = device.tap({ type: 'start' });
  await promises();
  expect(device.client().status().waiting).toBe(1);
  expect(await outcomeOf(tap)).toBeNull();
  hub.line().deliverUp();
  expect(logged(hub)).toEqual([tap.id]);
  expect(await outcomeOf(tap)).toBeNull();
  await device.settle();
  expect(await outcomeOf(tap)).toEqual({ kind: 'kept', seq: 3 });
  expect(device.client().status().waiting).toBe(0);
  expect((await device.store.load()).waiting).toEqual([]);
});

test('[P11] `kept` alone acknowledges, and so does the event with the command’s id', async () => {
  const hub = fakeHub();
  const device = handDevice(hub, refereeOf(0, 'phone-1'));
  await device.settle();
  const unwatched = device.tap({ type: 'start' });
  await device.settle();
  expect(hub.line().said.some((up) => up.t === 'watch')).toBe(false);
  expect(await outcomeOf(unwatched)).toEqual({ kind: 'kept', seq: 3 });

  device.client().watch('match/m1');
  await device.settle();
  const watched = device.tap({ type: 'ends', left: 'A' });
  await promises();
  hub.line().deliverUp();
  expect(hub.line().down.map((frame) => JSON.parse(frame).t)).toEqual(['events', 'kept']);
  hub.line().deliverDown();
  expect(await outcomeOf(watched)).toEqual({ kind: 'kept', seq: 4 });
});

test('[P12] a command whose answer was lost is sent again and recorded once', async () => {
  const { hub, device } = await joined();
  const tap = device.tap({ type: 'start' });
  await promises();
  hub.line().deliverUp();
  hub.line().cut();
  device.timers.pass(1_000);
  await device.settle();
  const sent = hub.lines.flatMap((line) => line.said).filter((up) => up.t === 'submit');
  expect(sent.map((up) => up.command.id)).toEqual([tap.id, tap.id]);
  expect(logged(hub)).toEqual([tap.id]);
  expect(await outcomeOf(tap)).toEqual({ kind: 'kept', seq: 3 });
});

test('[P12] a reloaded page sends what its device has kept, with the same ids and numbers', async () => {
  const { hub, device } = await joined();
  await begin(device);
  hub.line().cut();
  const taps = [device.tap(point), device.tap(point), device.tap(point)];
  await promises();
  expect(device.client().shown('match/m1')?.play?.points.A).toBe(3);
  await device.reload();
  expect(device.client().status().waiting).toBe(3);
  await device.settle();
  const points = hub.log.filter((event) => event.body.type === 'point');
  expect(points.map((event) => event.command)).toEqual(taps.map((tap) => tap.id));
  expect(points.map((event) => event.deviceSeq)).toEqual([5, 6, 7]);
});

test('numbers are never used twice, also after everything was acknowledged and the page reloaded', async () => {
  const { hub, device } = await joined();
  await begin(device);
  await device.reload();
  device.client().watch('match/m1');
  await device.settle();
  device.tap(point);
  await device.settle();
  const mine = hub.log.filter((event) => event.device === 'phone-1');
  expect(mine.map((event) => event.deviceSeq)).toEqual([1, 2, 3, 4, 5]);
});

test('[P21] a tap that isn’t acknowledged in 4 s means a half-open link: closed, made again at once, tap sent again', async () => {
  const { hub, device } = await joined();
  device.timers.pass(6_000);
  hub.beat();
  hub.line().swallow();
  const tap = device.tap({ type: 'start' });
  await promises();
  device.timers.pass(acknowledgeWithinMs - 1);
  expect(hub.lines).toHaveLength(1);
  device.timers.pass(1);
  expect(hub.lines[0]?.state()).toBe('closed');
  expect(hub.lines).toHaveLength(2);
  await device.settle();
  expect(await outcomeOf(tap)).toEqual({ kind: 'kept', seq: 3 });
});

test('[P21] the time counts from when the tap was sent, not from when it was made', async () => {
  const { hub, device } = await joined();
  hub.line().cut();
  device.tap({ type: 'start' });
  await promises();
  device.timers.pass(3_900);
  await device.settle();
  expect(hub.lines).toHaveLength(2);
  device.tap({ type: 'ends', left: 'A' });
  await promises();
  device.timers.pass(3_900);
  expect(hub.lines).toHaveLength(2);
});

test('a tap is on the device before it is sent or shown', async () => {
  const store = heldStore();
  const { hub, device } = await joined({ outbox: store });
  const tap = device.tap({ type: 'start' });
  await promises();
  expect(hub.line().up).toEqual([]);
  expect(device.client().status().waiting).toBe(0);
  expect(device.client().waitingIn('match/m1')).toEqual([]);
  expect(device.client().shown('match/m1')?.schedule).toBe('planned');
  store.holding[0]?.();
  await expect(tap.stored).resolves.toBeUndefined();
  expect(device.client().shown('match/m1')?.schedule).toBe('running');
  expect(
    device
      .client()
      .waitingIn('match/m1')
      .map((command) => command.id),
  ).toEqual([tap.id]);
  expect(hub.line().up).toHaveLength(1);
});

test('nothing overtakes a tap that is still being stored', async () => {
  const store = heldStore();
  const { hub, device } = await joined({ outbox: store });
  const [first, second] = [device.tap({ type: 'start' }), device.tap({ type: 'ends', left: 'A' })];
  store.holding[1]?.();
  await promises();
  expect(hub.line().up).toEqual([]);
  expect(device.client().shown('match/m1')?.schedule).toBe('planned');
  store.holding[0]?.();
  await device.settle();
  expect(logged(hub)).toEqual([first.id, second.id]);
});

test('a tap that the device can’t store isn’t shown, isn’t sent, and says so', async () => {
  const store = heldStore();
  const { hub, device } = await joined({ outbox: store });
  store.fails = true;
  const tap = device.tap({ type: 'start' });
  store.holding[0]?.();
  await expect(tap.stored).rejects.toBeInstanceOf(NotStored);
  expect(await outcomeOf(tap)).toMatchObject({ kind: 'refused', why: { code: 'STORE_FAILED' } });
  await device.settle();
  expect(device.client().shown('match/m1')?.schedule).toBe('planned');
  expect(device.client().status().waiting).toBe(0);
  expect(logged(hub)).toEqual([]);

  store.fails = false;
  device.tap({ type: 'start' });
  store.holding[1]?.();
  await device.settle();
  expect(logged(hub)).toHaveLength(1);
});

test('a storage that can’t be read at first is read again, and older taps go first', async () => {
  const inner = memoryOutboxStore();
  const left = handDevice(fakeHub(), refereeOf(0, 'phone-1'), { platform: { outbox: inner } });
  const older = left.tap({ type: 'start' });
  await promises();
  left.client().stop();
  let broken = true;
  const store: OutboxStore = {
    ...inner,
    load: () => (broken ? Promise.reject(new Error('UnknownError')) : inner.load()),
  };
  const hub = fakeHub();
  const device = handDevice(hub, refereeOf(0, 'phone-1'), { platform: { outbox: store } });
  await device.settle();
  expect(logged(hub)).toEqual([]);
  broken = false;
  const newer = device.tap({ type: 'ends', left: 'A' });
  await device.settle();
  expect(logged(hub)).toEqual([older.id, newer.id]);
});

test('a storage that never answers doesn’t keep the page from connecting', async () => {
  const store: OutboxStore = { ...memoryOutboxStore(), load: () => new Promise(() => {}) };
  const hub = fakeHub();
  const device = handDevice(hub, refereeOf(0, 'phone-1'), { platform: { outbox: store } });
  await device.settle();
  expect(hub.lines).toHaveLength(0);
  device.timers.pass(1_000);
  await device.settle();
  expect(device.client().status().state).toBe('live');
});

test('a refused command is kept with its reason, also across a reload, until it is dismissed', async () => {
  const hub = fakeHub();
  const device = handDevice(hub, refereeOf(0, 'phone-1'));
  await device.settle();
  const tap = device.tap({ type: 'confirm' });
  await device.settle();
  expect(await outcomeOf(tap)).toMatchObject({ kind: 'refused', why: { code: 'MATCH_NOT_FINISHED' } });
  await device.reload();
  expect(device.client().status().refused).toMatchObject([
    { command: { id: tap.id }, why: { code: 'MATCH_NOT_FINISHED' } },
  ]);
  expect(device.client().status().waiting).toBe(0);
  device.client().dismiss(tap.id);
  expect(device.client().status().refused).toEqual([]);
  await device.reload();
  expect(device.client().status().refused).toEqual([]);
});

test('“not now” is no refusal: the command stays and is sent again, in order', async () => {
  const { hub, device } = await joined();
  hub.rules.failing = refusal('STORE_FAILED', 'The hub can’t write to its disk.');
  const taps = beginning.map((body) => device.tap(body));
  await device.settle();
  expect(device.client().status()).toMatchObject({ waiting: 4, refused: [] });
  expect(device.client().shown('match/m1')?.play?.phase).toBe('set');
  const before = hub.line().said.length;
  device.timers.pass(sendAgainAfterMs - 1);
  await device.settle();
  expect(hub.line().said).toHaveLength(before);
  hub.rules.failing = null;
  device.timers.pass(1);
  await device.settle();
  expect(logged(hub)).toEqual(taps.map((tap) => tap.id));
});

test('taps for a closed tournament stay on the phone, in order, and count once it is open again', async () => {
  const { hub, device } = await joined();
  await begin(device);
  hub.record(cupCommand({ type: 'close' }), panel);
  const first = device.tap(point);
  const second = device.tap(point);
  await device.settle();
  expect(device.client().status()).toMatchObject({
    waiting: 2,
    refused: [],
    heldBack: { code: 'TOURNAMENT_CLOSED' },
  });
  expect(device.client().shown('match/m1')?.play?.points.A).toBe(2);
  expect(await outcomeOf(first)).toBeNull();

  const asked = hub.refusals.length;
  device.timers.pass(closedAgainAfterMs - 1);
  await device.settle();
  expect(hub.refusals).toHaveLength(asked);
  // The phone watches the tournament, and needn't wait for its next try.
  hub.record(cupCommand({ type: 'reopen' }), panel);
  await device.settle();
  expect(logged(hub).slice(-2)).toEqual([first.id, second.id]);
  expect(device.client().status()).toMatchObject({ waiting: 0, refused: [], heldBack: null });
});

test('taps for a closed tournament survive a reload, and the reason comes back with the hub', async () => {
  const { hub, device } = await joined();
  await begin(device);
  hub.record(cupCommand({ type: 'close' }), panel);
  const tap = device.tap(point);
  await device.settle();
  hub.line().cut();
  await promises();
  expect(device.client().status()).toMatchObject({ waiting: 1, heldBack: null });
  await device.reload();
  await device.settle();
  expect(device.client().status()).toMatchObject({ waiting: 1, heldBack: { code: 'TOURNAMENT_CLOSED' } });
  hub.record(cupCommand({ type: 'reopen' }), panel);
  device.timers.pass(closedAgainAfterMs);
  await device.settle();
  expect(logged(hub).at(-1)).toBe(tap.id);
});

test('the organiser, who closed the tournament, is told so at once', async () => {
  const hub = fakeHub();
  const device = handDevice(hub, panel, { options: { client: 'panel' } });
  await device.settle();
  hub.record(cupCommand({ type: 'close' }), panel);
  const tap = device.tap({ type: 'start' });
  const details = device.client().submit('tournament/cup', { type: 'close' });
  await device.settle();
  expect(await outcomeOf(tap)).toMatchObject({ kind: 'refused', why: { code: 'TOURNAMENT_CLOSED' } });
  expect(await outcomeOf(details)).toMatchObject({ kind: 'refused', why: { code: 'TOURNAMENT_CLOSED' } });
  expect(device.client().status()).toMatchObject({ waiting: 0, heldBack: null });
});

test('a second tab of the phone may have had a command acknowledged: it is gone without a fuss', async () => {
  const store = memoryOutboxStore();
  const hub = fakeHub();
  const one = handDevice(hub, refereeOf(0, 'phone-1'), { platform: { outbox: store } });
  await promises();
  const tap = one.tap({ type: 'start' });
  await promises();
  const two = handDevice(hub, refereeOf(0, 'phone-1'), { platform: { outbox: store } });
  await promises();
  expect(two.client().status().waiting).toBe(1);
  await two.settle();
  expect(logged(hub)).toEqual([tap.id]);
  expect([one.client().status().waiting, two.client().status().waiting]).toEqual([0, 0]);
  expect((await store.load()).waiting).toEqual([]);
});

test('two tabs of a phone never give the same number', async () => {
  const store = memoryOutboxStore();
  const hub = fakeHub();
  const tabs = [1, 2].map(() => handDevice(hub, refereeOf(0, 'phone-1'), { platform: { outbox: store } }));
  await promises();
  for (const body of beginning) for (const tab of tabs) tab.tap(body);
  await promises();
  expect((await store.load()).waiting.map((command) => command.deviceSeq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});

test('a command that the wire can’t carry is refused before it is stored', async () => {
  const { hub, device } = await joined();
  const long = device.tap({ type: 'abandon', reason: 'x'.repeat(201) });
  expect(await outcomeOf(long)).toMatchObject({ kind: 'refused', why: { code: 'BAD_FRAME' } });
  await expect(long.stored).rejects.toBeInstanceOf(NotStored);
  const people = Array.from({ length: 1_000 }, () => ({
    id: nextId() as PersonId,
    name: 'Ø'.repeat(60),
    club: '',
  }));
  const large = device.client().submit('tournament/cup', {
    type: 'put',
    records: { people },
  });
  expect(await outcomeOf(large)).toMatchObject({
    kind: 'refused',
    why: { code: 'FRAME_TOO_LARGE', params: { kib: largestFrame / 1_024 } },
  });
  expect((await device.store.load()).waiting).toEqual([]);
  expect(hub.line().up).toEqual([]);
});

/** An outbox by itself, with commands by number. */
function alone(store: OutboxStore = memoryOutboxStore()) {
  const sent: string[] = [];
  const timers = handTimers();
  const halfOpen = vi.fn();
  const outbox = createOutbox({
    store,
    timers,
    waitsWhileClosed: true,
    send: (command) => sent.push(command.id) > 0,
    halfOpen,
    changed: () => {},
  });
  const add = (n: number) => outbox.add(draft(n));
  return { sent, timers, halfOpen, outbox, add };
}

const draft = (n: number): Draft => ({
  id: `c${n}` as CommandId,
  topic: 'match/m1',
  base: 0,
  at: 1,
  body: point,
});

const ids = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `c${from + i}`);

test('at most 32 commands are on their way, in order', async () => {
  const { sent, outbox, add } = alone();
  await outbox.load();
  for (let n = 0; n < 100; n += 1) add(n);
  await promises();
  outbox.connected();
  expect(sent).toEqual(ids(0, mostInFlight));
  outbox.kept('c0' as CommandId, 1, false);
  expect(sent).toEqual(ids(0, mostInFlight + 1));
  outbox.kept('c3' as CommandId, 2, false);
  expect(sent).toEqual(ids(0, mostInFlight + 2));
});

test('a new connection sends everything unanswered again, from the first on', async () => {
  const { sent, outbox, add } = alone();
  await outbox.load();
  for (let n = 0; n < 4; n += 1) add(n);
  await promises();
  outbox.connected();
  outbox.kept('c1' as CommandId, 1, false);
  outbox.disconnected();
  sent.length = 0;
  outbox.connected();
  expect(sent).toEqual(['c0', 'c2', 'c3']);
});

test('[P21] only the oldest unanswered command counts the 4 s', async () => {
  const { outbox, add, timers, halfOpen } = alone();
  await outbox.load();
  outbox.connected();
  add(0);
  await promises();
  timers.pass(3_000);
  add(1);
  await promises();
  outbox.kept('c0' as CommandId, 1, false);
  timers.pass(3_999);
  expect(halfOpen).not.toHaveBeenCalled();
  timers.pass(1);
  expect(halfOpen).toHaveBeenCalledTimes(1);
  outbox.disconnected();
  timers.pass(60_000);
  expect(halfOpen).toHaveBeenCalledTimes(1);
});

test('[P21] later commands don’t give the oldest one more time', async () => {
  const { outbox, add, timers, halfOpen } = alone();
  await outbox.load();
  outbox.connected();
  for (let n = 0; n < 4; n += 1) {
    add(n);
    await promises();
    timers.pass(999);
  }
  expect(halfOpen).not.toHaveBeenCalled();
  timers.pass(4);
  expect(halfOpen).toHaveBeenCalledTimes(1);
});

test('a full outbox takes nothing more and keeps what it has', async () => {
  const waiting = Array.from(
    { length: mostKept - 1 },
    (_, n): Command => ({ ...draft(n), deviceSeq: n + 1 }),
  );
  const store: OutboxStore = {
    ...memoryOutboxStore(),
    load: async () => ({ waiting, refused: [], lastDeviceSeq: mostKept }),
  };
  const hub = fakeHub();
  const device = handDevice(hub, refereeOf(0, 'phone-1'), { platform: { outbox: store } });
  await promises();
  const last = device.tap(point);
  await expect(last.stored).resolves.toBeUndefined();
  const tooMuch = device.tap(point);
  expect(await outcomeOf(tooMuch)).toMatchObject({ kind: 'refused', why: { code: 'TOO_MANY' } });
  await expect(tooMuch.stored).rejects.toBeInstanceOf(NotStored);
  expect(device.client().status().waiting).toBe(mostKept);
});
