import { describe, expect, test } from 'vitest';
import type { MatchCommandBody } from '#shared/domain/match/events.ts';
import type { Command } from '#shared/protocol/command.ts';
import { m1, openCup, play, point } from '../support/cup-hub.ts';
import { beginning, cup, matchCommand, organiser, referee } from '../support/small-cup.ts';

describe('charge and branches', () => {
  test('[P50] somebody else’s tap is refused when they could know who is in charge', async () => {
    const { hub } = await openCup();
    await play(hub, [...beginning, point('A')]);
    const late = matchCommand(m1, point('B'), { base: hub.match(m1).seq });
    expect(await hub.submit(late, referee(1))).toMatchObject({ ok: false, error: { code: 'NOT_IN_CHARGE' } });
  });

  test('[P51] taps made before the takeover was known are kept whole beside the log, and change no score', async () => {
    const { hub } = await openCup();
    await play(hub, [...beginning, point('A')]);
    const base = hub.match(m1).seq;
    await hub.submit(matchCommand(m1, { type: 'takeCharge' }, { base }), referee(1));
    await play(hub, [point('B')], referee(1));
    const offline = [point('A'), point('A')].map((body) => matchCommand(m1, body, { base }));
    for (const tap of offline)
      expect(await hub.submit(tap, referee(0))).toMatchObject({ ok: true, value: { aside: true } });
    expect(await hub.submit(offline[0] as Command, referee(0))).toMatchObject({
      ok: true,
      value: { aside: true },
    });
    const match = hub.match(m1);
    expect(match.play?.points).toEqual({ A: 1, B: 1 });
    expect(match.branches).toHaveLength(1);
    expect(match.branches[0]).toMatchObject({ base, settled: 'open' });
    expect(match.branches[0]?.records).toHaveLength(2);
  });

  test.each([
    ['log', { A: 1, B: 1 }],
    ['branch', { A: 3, B: 0 }],
  ] as const)('[P52] the organiser settles a branch with one tap: %s', async (keep, points) => {
    const { hub } = await openCup();
    await play(hub, [...beginning, point('A')]);
    const base = hub.match(m1).seq;
    await hub.submit(matchCommand(m1, { type: 'takeCharge' }, { base }), referee(1));
    await play(hub, [point('B')], referee(1));
    for (const body of [point('A'), point('A')])
      await hub.submit(matchCommand(m1, body, { base }), referee(0));
    const settle: MatchCommandBody = { type: 'settle', device: referee(0).device, keep };
    expect(await hub.submit(matchCommand(m1, settle), referee(1))).toMatchObject({ ok: false });
    expect((await hub.submit(matchCommand(m1, settle), organiser)).ok).toBe(true);
    expect(hub.match(m1).play?.points).toEqual(points);
    expect(hub.match(m1).branches[0]?.settled).toBe(keep);
    expect(hub.scores(cup.id)[0]?.openBranches).toBe(0);
  });

  test('[P52] a branch can’t reopen an official result', async () => {
    const { hub } = await openCup();
    await play(hub, [...beginning, point('A')]);
    const base = hub.match(m1).seq;
    await hub.submit(matchCommand(m1, { type: 'takeCharge' }, { base }), referee(1));
    await hub.submit(matchCommand(m1, point('A'), { base }), referee(0));
    await play(hub, [{ type: 'retire', side: 'B', reason: '' }, { type: 'confirm' }], referee(1));
    const settle = (keep: 'log' | 'branch') =>
      matchCommand(m1, { type: 'settle', device: referee(0).device, keep });
    expect(await hub.submit(settle('branch'), organiser)).toMatchObject({
      ok: false,
      error: { code: 'RESULT_OFFICIAL' },
    });
    expect((await hub.submit(settle('log'), organiser)).ok).toBe(true);
    expect(hub.match(m1)).toMatchObject({ result: 'official', revision: 1 });
  });

  test('[P13] a branch’s tap from a clock that is ahead is set to the hub’s', async () => {
    const { hub, hand } = await openCup();
    await play(hub, [...beginning, point('A')]);
    const base = hub.match(m1).seq;
    await hub.submit(matchCommand(m1, { type: 'takeCharge' }, { base }), referee(1));
    await hub.submit(matchCommand(m1, point('A'), { base, at: 9e12 }), referee(0));
    expect(hub.match(m1).branches[0]?.records[0]?.at).toBe(hand.now());
  });

  test('[P53] whoever reconnects first, the match ends the same and has one entry to settle', async () => {
    const outcomes = new Set<string>();
    for (const order of ['taker', 'branch'] as const) {
      const { hub } = await openCup();
      await play(hub, [...beginning, point('A')]);
      const base = hub.match(m1).seq;
      await hub.submit(matchCommand(m1, { type: 'takeCharge' }, { base }), referee(1));
      const taker = async () => void (await play(hub, [point('B')], referee(1)));
      const branch = async () => void (await hub.submit(matchCommand(m1, point('A'), { base }), referee(0)));
      for (const step of order === 'taker' ? [taker, branch] : [branch, taker]) await step();
      const match = hub.match(m1);
      outcomes.add(JSON.stringify([match.play?.points, match.branches.length]));
    }
    expect([...outcomes]).toEqual([JSON.stringify([{ A: 1, B: 1 }, 1])]);
  });
});
