import { expect, test, vi } from 'vitest';
import { createOverlay, type MatchDraft } from '#shared/client/overlay.ts';
import { type CommandId, eventIdOf, type MatchId } from '#shared/domain/ids.ts';
import { matchContext } from '#shared/domain/match/context.ts';
import { matchTopic } from '#shared/domain/topic.ts';
import { fakeHub, panel } from '../support/fake-hub.ts';
import { handDevice, outcomeOf, refereeOf } from '../support/hand-client.ts';
import { promises } from '../support/hand-timers.ts';
import { beginning, cupCommand, matchCommand } from '../support/small-cup.ts';

const m1 = 'm1' as MatchId;
const point = { type: 'point', side: 'A' } as const;

/** A referee at the first rally of the first match, then out of reach of the hub. */
async function away() {
  const hub = fakeHub();
  const device = handDevice(hub, refereeOf(0, 'phone-1'));
  device.client().watch('match/m1');
  device.client().watch('tournament/cup');
  await device.settle();
  for (const body of beginning) device.tap(body);
  await device.settle();
  hub.line().cut();
  return { hub, device };
}

test('a tap shows at once and stays shown when it is confirmed', async () => {
  const { hub, device } = await away();
  device.tap(point);
  await promises();
  expect(device.client().confirmed('match/m1')?.play?.points.A).toBe(0);
  expect(device.client().shown('match/m1')?.play?.points.A).toBe(1);
  device.timers.pass(1_000);
  await device.settle();
  expect(device.client().confirmed('match/m1')?.play?.points.A).toBe(1);
  expect(device.client().shown('match/m1')).toEqual(hub.match(m1));
});

test('a tap whose `kept` comes before its event doesn’t flicker', async () => {
  const { hub, device } = await away();
  hub.rules.keptFirst = true;
  device.timers.pass(1_000);
  await device.settle();
  const seen: (number | undefined)[] = [];
  device.client().subscribe(() => seen.push(device.client().shown('match/m1')?.play?.points.A));
  device.tap(point);
  await promises();
  hub.line().deliverUp();
  while (hub.line().deliverDown()) await promises();
  expect(seen.length).toBeGreaterThan(2);
  expect(new Set(seen.slice(seen.indexOf(1)))).toEqual(new Set([1]));
  expect(device.client().status().waiting).toBe(0);
});

test('an undo can name a tap that still waits', async () => {
  const { hub, device } = await away();
  const tap = device.tap(point);
  await promises();
  device.tap({ type: 'void', event: eventIdOf(tap.id, 0), reason: '' });
  await promises();
  expect(device.client().shown('match/m1')?.play?.points.A).toBe(0);
  device.timers.pass(1_000);
  await device.settle();
  expect(hub.match(m1).play?.points.A).toBe(0);
  expect(hub.refusals).toEqual([]);
});

test('provisional seqs go on from the confirmed one, event ids are final', async () => {
  const { hub, device } = await away();
  const taps = [device.tap(point), device.tap(point)];
  await promises();
  const confirmed = device.client().confirmed('match/m1')?.seq ?? 0;
  const provisional = device.client().shown('match/m1')?.records.slice(-2);
  expect(provisional?.map((record) => record.seq)).toEqual([confirmed + 1, confirmed + 2]);
  device.timers.pass(1_000);
  await device.settle();
  const final = hub.match(m1).records.slice(-2);
  expect(final.map((record) => record.event)).toEqual(provisional?.map((record) => record.event));
  expect(final.map((record) => record.command)).toEqual(taps.map((tap) => tap.id));
});

test('[P6] a tap that can’t count is refused at once, stored nowhere and not sent', async () => {
  const { device } = await away();
  const tap = device.tap({ type: 'setStart' });
  expect(await outcomeOf(tap)).toMatchObject({ kind: 'refused', why: { code: 'SET_RUNNING' } });
  await expect(tap.stored).rejects.toMatchObject({ why: { code: 'SET_RUNNING' } });
  expect((await device.store.load()).waiting).toEqual([]);
  expect(device.client().status()).toMatchObject({ waiting: 0, refused: [] });
});

test('taps in the same moment are decided one on top of the other', async () => {
  const { device } = await away();
  for (let n = 0; n < 20; n += 1) device.tap(point);
  const [last, tooMany] = [device.tap(point), device.tap(point)];
  expect(await outcomeOf(last)).toBeNull();
  expect(await outcomeOf(tooMany)).toMatchObject({ kind: 'refused', why: { code: 'SET_NOT_STARTED' } });
  expect(device.client().shown('match/m1')?.play?.sets).toEqual([{ A: 21, B: 0, winner: 'A' }]);
});

test('what others may have changed is left to the hub', async () => {
  const { hub, device } = await away();
  device.timers.pass(1_000);
  await device.settle();
  hub.record(cupCommand({ type: 'close' }), panel);
  await device.settle();
  expect(device.client().confirmed('tournament/cup')?.status).toBe('closed');
  hub.line().cut();
  hub.record(cupCommand({ type: 'reopen' }), panel);
  const tap = device.tap(point);
  await promises();
  expect(device.client().shown('match/m1')?.play?.points.A).toBe(1);
  device.timers.pass(1_000);
  await device.settle();
  expect(await outcomeOf(tap)).toMatchObject({ kind: 'kept' });
});

test('nothing is decided here while the state or the role isn’t known', async () => {
  const hub = fakeHub();
  const device = handDevice(hub, refereeOf(0, 'phone-1'));
  await promises();
  const early = device.tap(point);
  expect(await outcomeOf(early)).toBeNull();
  await device.settle();
  expect(await outcomeOf(early)).toMatchObject({ kind: 'refused', why: { code: 'MATCH_NOT_STARTED' } });
  const unwatched = device.tap({ type: 'confirm' });
  await promises();
  expect(device.client().status().waiting).toBe(1);
  expect(await outcomeOf(unwatched)).toBeNull();
});

test('a spectator’s command is refused at once', async () => {
  const hub = fakeHub();
  const device = handDevice(hub, refereeOf(0, 'phone-1'), { options: { token: null, client: 'live' } });
  device.client().watch('match/m1');
  await device.settle();
  expect(await outcomeOf(device.tap(point))).toMatchObject({ kind: 'refused', why: { code: 'NOT_JOINED' } });
});

test('a tap names the last event that the device had seen', async () => {
  const { hub, device } = await away();
  device.tap(point);
  device.tap(point);
  device.tap(point, 'm2');
  await promises();
  expect(
    device
      .client()
      .waitingIn('match/m1')
      .map((command) => command.base),
  ).toEqual([6, 6]);
  expect(
    device
      .client()
      .waitingIn('match/m2')
      .map((command) => command.base),
  ).toEqual([0]);
  expect(hub.match(m1).seq).toBe(6);
});

test('taps made while somebody took over are put aside, said so, and leave what is shown', async () => {
  const { hub, device } = await away();
  const taps = [device.tap(point), device.tap(point)];
  await promises();
  const other = refereeOf(1, 'phone-2');
  hub.record(matchCommand(m1, { type: 'takeCharge' }), other);
  hub.record(matchCommand(m1, { type: 'point', side: 'B' }, { base: 7 }), other);
  device.timers.pass(1_000);
  await device.settle();
  expect(await Promise.all(taps.map(outcomeOf))).toMatchObject([{ kind: 'aside' }, { kind: 'aside' }]);
  expect(device.client().status()).toMatchObject({ keptAside: 2, waiting: 0 });
  expect(device.client().shown('match/m1')?.play?.points).toEqual({ A: 0, B: 1 });
  expect(device.client().shown('match/m1')?.branches[0]?.records).toHaveLength(2);
  const late = device.tap(point);
  expect(await outcomeOf(late)).toMatchObject({ kind: 'refused', why: { code: 'NOT_IN_CHARGE' } });
});

test('a set-up command shows when the hub has it', async () => {
  const hub = fakeHub();
  const device = handDevice(hub, panel, { options: { client: 'panel' } });
  device.client().watch('tournament/cup');
  await device.settle();
  device.client().submit('tournament/cup', { type: 'close' });
  await promises();
  expect(device.client().shown('tournament/cup')?.status).toBe('open');
  await device.settle();
  expect(device.client().shown('tournament/cup')?.status).toBe('closed');
});

test('a further tap costs one step, and looking again costs none', async () => {
  const hub = fakeHub();
  const tournament = hub.tournament();
  const context = tournament && matchContext(tournament, m1);
  if (!context) throw new Error('the cup has a first match');
  for (const body of beginning) hub.record(matchCommand(m1, body), refereeOf(0, 'phone-1'));
  const actor = { role: 'referee', device: refereeOf(0, 'phone-1').device, official: null } as const;
  let decisions = 0;
  const counted = {
    ...context,
    get open() {
      decisions += 1;
      return true;
    },
  };
  const now = { actor, context: counted };
  const taps = Array.from({ length: 20 }, (_, n): MatchDraft => {
    return { id: `t${n}` as CommandId, topic: matchTopic(m1), base: 6, at: n, body: point };
  });
  const overlay = createOverlay();
  const base = hub.match(m1);
  const first = overlay.after(base, taps.slice(0, 19), now);
  expect(decisions).toBe(19);
  const all = overlay.after(base, taps, now);
  expect(decisions).toBe(20);
  expect(overlay.after(base, taps.slice(0, 19), now)).toBe(first);
  expect(overlay.after(base, taps, now)).toBe(all);
  expect(decisions).toBe(20);
  expect(all.play?.points.A).toBe(20);
  const without = overlay.after(base, taps.slice(1), now);
  expect(without.play?.points.A).toBe(19);
});

test('listeners are called once per turn, and the status is the same object while nothing changed', async () => {
  const { hub, device } = await away();
  device.timers.pass(1_000);
  await device.settle();
  const listener = vi.fn();
  const stop = device.client().subscribe(listener);
  const status = device.client().status();
  expect(device.client().status()).toBe(status);
  for (let n = 0; n < 5; n += 1) hub.line().send({ t: 'beat', now: 1, head: 0 });
  while (hub.line().deliverDown()) {}
  expect(listener).not.toHaveBeenCalled();
  await promises();
  expect(listener).toHaveBeenCalledTimes(1);
  expect(device.client().status()).not.toBe(status);
  stop();
  hub.beat();
  await device.settle();
  expect(listener).toHaveBeenCalledTimes(1);
});

test('the status says who we are, that a newer page is served, and which match is shown', async () => {
  const hub = fakeHub({ build: 'b2' });
  const device = handDevice(hub, refereeOf(0, 'phone-1'), { options: { build: 'b1' } });
  await device.settle();
  expect(device.client().status()).toMatchObject({
    state: 'live',
    role: 'referee',
    official: { id: 'ref-1', name: 'Referee 1' },
    tournament: 'cup',
    hub: { id: 'hub-1', name: 'River Hall' },
    addresses: ['http://192.168.1.20:8000'],
    ended: null,
    newPage: true,
  });
  device.client().showing('m1');
  await device.settle();
  expect(hub.line().said.at(-1)).toEqual({ t: 'beat', waiting: 0, match: 'm1' });
});
