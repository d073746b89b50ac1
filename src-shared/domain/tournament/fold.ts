import type { MatchId, Seq, TournamentId } from '#shared/domain/ids.ts';
import type { SideNames } from '#shared/domain/match/events.ts';
import type { PerSide } from '#shared/domain/sports/rally-state.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import type { TournamentEventBody } from './events.ts';
import type { Entry, Removal, Setup } from './records.ts';
import { type ById, type Records, recordKinds, type TournamentState } from './state.ts';

/** A tournament without any records. */
export const noRecords: Records = {
  venues: {},
  courts: {},
  draws: {},
  people: {},
  entries: {},
  pools: {},
  officials: {},
  matches: {},
};

/** Folds one recorded event into a tournament; `state` is null before `create`. */
export function evolveTournament(
  state: TournamentState | null,
  id: TournamentId,
  event: TournamentEventBody,
  seq: Seq,
): TournamentState | null {
  if (event.type === 'create') {
    return state ?? { id, ...noRecords, details: event.details, status: 'open', seq };
  }
  if (!state) return null;
  switch (event.type) {
    case 'change':
      return { ...state, seq, details: event.details };
    case 'close':
      return { ...state, seq, status: 'closed' };
    case 'reopen':
      return { ...state, seq, status: 'open' };
    case 'put':
      return { ...state, seq, ...withRecords(state, event.records) };
    case 'remove':
      return { ...state, seq, ...withoutRecords(state, event.records) };
    default:
      return unreachable(event);
  }
}

/** All records after writing `setup` over them. */
export function withRecords(records: Records, setup: Setup): Records {
  const written: Record<string, ById<{ id: string }>> = {};
  for (const kind of recordKinds) {
    const put = setup[kind];
    written[kind] = put
      ? { ...records[kind], ...Object.fromEntries(put.map((r) => [r.id, r])) }
      : records[kind];
  }
  return written as unknown as Records;
}

/** All records but those that `removal` names. */
export function withoutRecords(records: Records, removal: Removal): Records {
  const left: Record<string, ById<{ id: string }>> = {};
  for (const kind of recordKinds) {
    const gone = new Set<string>(removal[kind] ?? []);
    left[kind] =
      gone.size === 0
        ? records[kind]
        : Object.fromEntries(Object.entries(records[kind]).filter(([key]) => !gone.has(key)));
  }
  return left as unknown as Records;
}

/** The names of an entry and its players, as a match records them; null for a side that isn't known. */
function sideNames(records: Records, entry: Entry | null): SideNames | null {
  if (!entry) return null;
  const players = entry.members.map((member) => records.people[member]?.name ?? '');
  return { name: entry.name, players: players.length > 0 ? players : [entry.name] };
}

/** The names of both sides of a planned match. */
export function namesOfMatch(records: Records, match: MatchId): PerSide<SideNames | null> {
  const [a, b] = records.matches[match]?.sides ?? [null, null];
  return {
    A: sideNames(records, a === null ? null : (records.entries[a] ?? null)),
    B: sideNames(records, b === null ? null : (records.entries[b] ?? null)),
  };
}
