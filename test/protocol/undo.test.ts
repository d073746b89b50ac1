import { expect, test } from 'vitest';
import { createHub } from '#main/hub/hub.ts';
import type { HubPort, Identity } from '#main/hub/hub-port.ts';
import { memoryStore } from '#main/store/memory-store.ts';
import type { EventId } from '#shared/domain/ids.ts';
import type { MatchCommandBody } from '#shared/domain/match/events.ts';
import {
  beginning,
  chief,
  cup,
  cupCommands,
  matchCommand,
  organiser,
  referee,
} from '../support/small-cup.ts';

const m1 = 'm1' as Parameters<typeof matchCommand>[0];

/** A hub with the small cup and these entries in its first match, made by its referee. */
async function played(...bodies: readonly MatchCommandBody[]): Promise<{
  hub: HubPort;
  events: readonly EventId[];
  say: (body: MatchCommandBody, by?: Identity) => Promise<string>;
}> {
  const hub = createHub(
    memoryStore('hub-1'),
    { now: () => 1, newId: () => 'x', report: () => {} },
    () => () => {},
  );
  for (const command of cupCommands()) await hub.submit(command, organiser);
  const say = async (body: MatchCommandBody, by: Identity = referee(0)): Promise<string> => {
    const answer = await hub.submit(matchCommand(m1, body, { base: hub.match(m1).seq }), by);
    return answer.ok ? 'kept' : answer.error.code;
  };
  for (const body of [...beginning, ...bodies]) expect(await say(body)).toBe('kept');
  return { hub, events: hub.match(m1).records.map(({ event }) => event), say };
}

const point: MatchCommandBody = { type: 'point', side: 'A' };
const undo = (event: EventId | undefined): MatchCommandBody => ({
  type: 'void',
  event: event ?? ('none' as EventId),
  reason: '',
});

test('[P61] undo takes the last entry back, once, and both stay in the log', async () => {
  const { hub, events, say } = await played(point, point);
  const head = hub.head();
  expect(await say(undo(events.at(-1)))).toBe('kept');
  expect(hub.match(m1).play?.points).toEqual({ A: 1, B: 0 });
  expect(hub.head()).toBe(head + 1);
  expect(hub.match(m1).records).toHaveLength(events.length + 1);
  expect(await say(undo(events.at(-1)))).toBe('ALREADY_VOIDED');
  expect(await say(undo(undefined))).toBe('NO_SUCH_EVENT');
});

test('[P61] a referee takes back their own last entry, a chief any that nothing depends on', async () => {
  const { hub, events, say } = await played(point, point);
  expect(await say(undo(events.at(-2)))).toBe('NOT_YOUR_LAST_EVENT');
  expect(await say(undo(events.at(-2)), chief)).toBe('kept');
  expect(hub.match(m1).play?.points).toEqual({ A: 1, B: 0 });
  expect(await say(undo(events[0]), chief)).toBe('LATER_EVENT_BREAKS');
});

test('[P61] once the result is official it is corrected, not undone', async () => {
  const { events, say } = await played({ type: 'retire', side: 'B', reason: '' });
  expect(await say({ type: 'confirm' })).toBe('kept');
  expect(await say(undo(events.at(-1)))).toBe('RESULT_OFFICIAL');
  expect(await say(undo(events.at(-1)), organiser)).toBe('RESULT_OFFICIAL');
  const correct: MatchCommandBody = { type: 'correct', reason: 'sheet', sets: [{ A: 1, B: 0 }], winner: 'A' };
  expect(await say(correct)).toBe('NOT_ALLOWED');
  expect(await say(correct, { ...organiser, tournament: cup.id })).toBe('kept');
});
