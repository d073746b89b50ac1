import { expect, test } from 'vitest';
import { chunkSetup, countOf } from '#pages/panel/model/chunks.ts';
import { inverseOf } from '#pages/panel/model/inverse.ts';
import type { TournamentCommandBody } from '#shared/domain/tournament/events.ts';
import { evolveTournament } from '#shared/domain/tournament/fold.ts';
import { type Records, recordKinds, type TournamentState } from '#shared/domain/tournament/state.ts';
import { largestFrame } from '#shared/protocol/version.ts';
import { cupRecords } from '../support/small-cup.ts';
import { cupState } from './sample.ts';

const after = (state: TournamentState, bodies: readonly TournamentCommandBody[]): TournamentState =>
  bodies.reduce((folded, body) => evolveTournament(folded, folded.id, body, folded.seq + 1) ?? folded, state);
const recordsOf = (state: Records): Records =>
  Object.fromEntries(recordKinds.map((kind) => [kind, state[kind]])) as unknown as Records;

test('undoing an edit brings back exactly what was there: changed, new and removed records', () => {
  const state = cupState();
  const [court] = cupRecords.courts ?? [];
  const [official] = cupRecords.officials ?? [];
  if (!court || !official) throw new Error('the cup has courts and officials');
  const edits: TournamentCommandBody[] = [
    { type: 'put', records: { courts: [{ ...court, name: 'Centre court' }] } },
    { type: 'put', records: { officials: [{ ...official, id: 'ref-new' as never, name: 'Newcomer' }] } },
    {
      type: 'put',
      records: {
        officials: [
          { ...official, name: 'Renamed' },
          { ...official, id: 'ref-new' as never },
        ],
      },
    },
    { type: 'remove', records: { officials: [official.id] } },
    { type: 'change', details: { ...state.details, name: 'Other Cup' } },
    { type: 'close' },
  ];
  for (const edit of edits) {
    const undone = after(after(state, [edit]), inverseOf(state, edit));
    expect(recordsOf(undone)).toEqual(recordsOf(state));
    expect(undone.details).toEqual(state.details);
    expect(undone.status).toBe(state.status);
  }
});

test('a creation can’t be taken back', () => {
  expect(inverseOf(cupState(), { type: 'create', details: cupState().details })).toEqual([]);
});

test('however long a list is, each of its parts fits into a frame, and together they are the list', () => {
  // The longest names there are, of characters that take four bytes each.
  const people = Array.from({ length: 900 }, (_, i) => ({
    id: `p${i}` as never,
    name: '𝄞'.repeat(80),
    club: '𝄞'.repeat(80),
  }));
  const chunks = chunkSetup({ people });
  for (const chunk of chunks) {
    expect(new TextEncoder().encode(JSON.stringify(chunk)).length).toBeLessThan(largestFrame - 10_000);
  }
  expect(chunks.flatMap((chunk) => chunk.people ?? [])).toEqual(people);
});

test('people are written before the entries that name them, so that every part can be recorded by itself', () => {
  const people = Array.from({ length: 400 }, (_, i) => ({
    id: `p${i}` as never,
    name: 'x'.repeat(60),
    club: '',
  }));
  const entries = people.map(({ id, name }) => ({
    id: `e-${id}` as never,
    draw: 'ws' as never,
    name,
    club: '',
    seed: null,
    members: [id],
  }));
  const seen = new Set<string>();
  for (const chunk of chunkSetup({ entries, people })) {
    for (const person of chunk.people ?? []) seen.add(person.id);
    for (const entry of chunk.entries ?? []) expect(entry.members.every((id) => seen.has(id))).toBe(true);
  }
  expect(countOf({ entries, people })).toBe(800);
});
