import { expect, test } from 'vitest';
import { listMatches, nextMatch } from '#pages/referee/my-matches.ts';
import type { EntryId, MatchId, TournamentId } from '#shared/domain/ids.ts';
import { newMatch } from '#shared/domain/match/fold.ts';
import { scoreOf } from '#shared/domain/match/score.ts';
import type { MatchScore } from '#shared/domain/match/state.ts';
import { evolveTournament } from '#shared/domain/tournament/fold.ts';
import type { MatchPlan } from '#shared/domain/tournament/records.ts';
import { cup, cupRecords } from '../support/small-cup.ts';

const [first, second] = cup.officials;

function cupWith(matches: readonly Partial<MatchPlan>[]) {
  const plans = matches.map(
    (change, i): MatchPlan => ({
      id: `m${i + 1}` as MatchId,
      number: i + 1,
      draw: cup.draw,
      pool: null,
      round: '',
      sides: ['heron' as EntryId, 'otter' as EntryId],
      court: null,
      scheduled: null,
      official: first ?? null,
      ...change,
    }),
  );
  const details = { name: 'Cup', timeZone: 'Europe/Berlin', startsOn: '2026-05-16' };
  const made = evolveTournament(null, 'cup' as TournamentId, { type: 'create', details }, 1);
  const put = { type: 'put', records: { ...cupRecords, matches: plans } } as const;
  const tournament = evolveTournament(made, 'cup' as TournamentId, put, 2);
  if (!tournament) throw new Error('no tournament');
  return tournament;
}

const score = (match: number, change: Partial<MatchScore>): MatchScore => ({
  ...scoreOf(newMatch(`m${match}` as MatchId)),
  ...change,
});
const numbers = (list: readonly { plan: MatchPlan }[]) => list.map(({ plan }) => plan.number);

test('my matches come in order of play: those in hand, then by time, then by number', () => {
  const tournament = cupWith([{ scheduled: 300 }, {}, { scheduled: 100 }, { scheduled: 200 }, {}]);
  const list = listMatches(
    tournament,
    [score(4, { schedule: 'running', official: first ?? null })],
    first ?? null,
  );
  expect(numbers(list.mine)).toEqual([4, 3, 1, 2, 5]);
  expect(nextMatch(list, 'm4' as MatchId)?.plan.number).toBe(3);
});

test('a match that awaits confirmation is still mine to do; a confirmed one is done', () => {
  const tournament = cupWith([{}, {}]);
  const list = listMatches(
    tournament,
    [
      score(1, { schedule: 'finished', result: 'official', official: first ?? null }),
      score(2, { schedule: 'finished', result: 'unconfirmed', official: first ?? null }),
    ],
    first ?? null,
  );
  expect([numbers(list.mine), numbers(list.mineDone)]).toEqual([[2], [1]]);
});

test('a match that somebody else has taken over is in their list, not in mine', () => {
  const tournament = cupWith([{}]);
  const taken = [score(1, { schedule: 'running', official: second ?? null })];
  expect(numbers(listMatches(tournament, taken, first ?? null).mine)).toEqual([]);
  expect(numbers(listMatches(tournament, taken, second ?? null).mine)).toEqual([1]);
});

test('all others are grouped by court in its real order, and search finds names, numbers and draws', () => {
  const tournament = cupWith([
    { court: cup.courts[1] ?? null, official: null },
    { court: null, official: null, sides: [null, 'lynx' as EntryId] },
    { court: cup.courts[0] ?? null, official: null },
  ]);
  const all = listMatches(tournament, [], first ?? null);
  expect(all.others.map(({ court, matches }) => [court, numbers(matches)])).toEqual([
    ['court-1', [3]],
    ['court-2', [1]],
    [null, [2]],
  ]);
  const found = (search: string) =>
    listMatches(tournament, [], null, search).others.flatMap((o) => numbers(o.matches));
  expect(found('LYN')).toEqual([2]);
  expect(found('lýnx singles')).toEqual([2]);
  expect(found('3')).toEqual([3]);
  expect(found('singles')).toHaveLength(3);
  expect(found('nobody')).toEqual([]);
});
