import { describe, expect, test } from 'vitest';
import { bareHub } from '../support/bare-hub.ts';
import { m1, openCup, play } from '../support/cup-hub.ts';
import {
  beginning,
  cup,
  cupCommand,
  cupCommands,
  cupRecords,
  matchCommand,
  organiser,
  referee,
} from '../support/small-cup.ts';

describe('setting up', () => {
  test('[set-up] a match number 0 becomes the next free one; a taken number is refused', async () => {
    const { hub } = await openCup();
    const [plan] = cupRecords.matches ?? [];
    if (!plan) throw new Error('no match');
    await hub.submit(
      cupCommand({ type: 'put', records: { matches: [{ ...plan, id: 'm9' as typeof m1, number: 0 }] } }),
      organiser,
    );
    expect(hub.tournament(cup.id)?.matches.m9?.number).toBe(3);
    const taken = cupCommand({
      type: 'put',
      records: { matches: [{ ...plan, id: 'm8' as typeof m1, number: 2 }] },
    });
    expect(await hub.submit(taken, organiser)).toMatchObject({ ok: false, error: { code: 'NUMBER_TAKEN' } });
  });

  test('[set-up] what is used can’t be removed, what names nothing can’t be written, all or nothing', async () => {
    const { hub, store } = await openCup();
    const head = store.head();
    const remove = cupCommand({ type: 'remove', records: { entries: [...cup.entries] } });
    expect(await hub.submit(remove, organiser)).toMatchObject({ ok: false, error: { code: 'IN_USE' } });
    const [court] = cupRecords.courts ?? [];
    const put = cupCommand({
      type: 'put',
      records: {
        courts: court
          ? [
              { ...court, name: 'New' },
              { ...court, id: 'c9' as typeof court.id, venue: 'no' as typeof court.venue },
            ]
          : [],
      },
    });
    expect(await hub.submit(put, organiser)).toMatchObject({ ok: false, error: { code: 'NO_SUCH_RECORD' } });
    expect(store.head()).toBe(head);
    expect(hub.tournament(cup.id)?.courts['court-1']?.name).toBe('Court 1');
  });

  test('[set-up] a match that has started keeps its sides; its court and time can change', async () => {
    const { hub } = await openCup();
    await play(hub, beginning);
    const plan = hub.tournament(cup.id)?.matches.m1;
    if (!plan) throw new Error('no match');
    const other = cupCommand({
      type: 'put',
      records: { matches: [{ ...plan, sides: [plan.sides[1], plan.sides[0]] }] },
    });
    expect(await hub.submit(other, organiser)).toMatchObject({ ok: false, error: { code: 'HAS_STARTED' } });
    const moved = cupCommand({
      type: 'put',
      records: { matches: [{ ...plan, court: cup.courts[1] ?? null }] },
    });
    expect((await hub.submit(moved, organiser)).ok).toBe(true);
    expect(
      await hub.submit(cupCommand({ type: 'remove', records: { matches: [m1] } }), organiser),
    ).toMatchObject({ ok: false, error: { code: 'HAS_STARTED' } });
  });

  test('[set-up] what is created, planned and started in one turn counts as if it had come one by one', async () => {
    const { hub } = bareHub();
    const all = [
      ...cupCommands().map((command) => hub.submit(command, organiser)),
      hub.submit(matchCommand(m1, { type: 'start' }), referee(0)),
    ];
    expect((await Promise.all(all)).map(({ ok }) => ok)).toEqual([true, true, true]);
  });

  test('[set-up] a closed tournament takes nothing until it is opened again', async () => {
    const { hub } = await openCup();
    await hub.submit(cupCommand({ type: 'close' }), organiser);
    expect(await hub.submit(matchCommand(m1, { type: 'start' }), referee(0))).toMatchObject({
      ok: false,
      error: { code: 'TOURNAMENT_CLOSED' },
    });
    await hub.submit(cupCommand({ type: 'reopen' }), organiser);
    expect((await hub.submit(matchCommand(m1, { type: 'start' }), referee(0))).ok).toBe(true);
  });
});
