import { CommandId, DeviceId, EventId } from '#shared/domain/ids.ts';
import type { MatchEventBody, MatchEventMeta } from '#shared/domain/match/events.ts';
import { evolveMatch, newMatch } from '#shared/domain/match/fold.ts';
import type { MatchState } from '#shared/domain/match/state.ts';
import { badminton } from '#shared/domain/sports/presets.ts';
import type { Side } from '#shared/domain/sports/rally-events.ts';
import { matchId, referee } from '../domain/made-tournament.ts';

/** A start with other names than the tournament has now. */
export const started: MatchEventBody = {
  type: 'start',
  sport: 'badminton',
  rules: badminton,
  sides: { A: { name: 'Old A', players: ['Old A'] }, B: { name: 'Old B', players: ['Old B'] } },
};

/** The events of a match from its start: per set who opens it and the winners of its rallies as letters. */
export function eventsOfGames(games: readonly { firstServer: Side; points: string }[]): MatchEventBody[] {
  const first = games[0]?.firstServer ?? 'A';
  return [
    started,
    { type: 'ends', left: 'A' },
    { type: 'service', side: first },
    ...games.flatMap(({ points }): MatchEventBody[] => [
      { type: 'setStart' },
      ...[...points].map((side): MatchEventBody => ({ type: 'point', side: side === 'A' ? 'A' : 'B' })),
    ]),
  ];
}

/** When the first event happens; each later one follows ten seconds after the one before. */
const startsAt = Date.parse('2026-03-28T08:30:00Z');

/** Whom and when the n-th event (from 1) is from. */
export const metaOf = (seq: number): MatchEventMeta => ({
  seq,
  event: EventId.parse(`c${seq}.0`),
  command: CommandId.parse(`c${seq}`),
  device: DeviceId.parse('phone-1'),
  official: referee,
  at: startsAt + (seq - 1) * 10_000,
});

/** The state of match `id` after these events; throws at the first that isn't legal. */
export function matchAfter(id: string, events: readonly MatchEventBody[]): MatchState {
  return events.reduce(
    (state, body, i) => {
      const next = evolveMatch(state, body, metaOf(i + 1));
      if (body.type === 'point' && next.play === state.play) throw new Error(`event ${i + 1} was refused`);
      return next;
    },
    newMatch(matchId(id)),
  );
}
