import type { Seq, TournamentId } from '#shared/domain/ids.ts';
import type {
  Court,
  Draw,
  Entry,
  MatchPlan,
  Official,
  Person,
  Pool,
  TournamentDetails,
  Venue,
} from './records.ts';

/** Records of one kind by id. */
export type ById<T> = Readonly<Record<string, T>>;

/** All records of a tournament's set-up. */
export interface Records {
  readonly venues: ById<Venue>;
  readonly courts: ById<Court>;
  readonly draws: ById<Draw>;
  readonly pools: ById<Pool>;
  readonly people: ById<Person>;
  readonly entries: ById<Entry>;
  readonly officials: ById<Official>;
  readonly matches: ById<MatchPlan>;
}

/** The fold of the topic `tournament/<id>`: plain data that travels as JSON. */
export interface TournamentState extends Records {
  readonly id: TournamentId;
  readonly details: TournamentDetails;
  readonly status: 'open' | 'closed';
  /** Version: seq of the last event folded in. */
  readonly seq: Seq;
}

/** The kinds of records, in the order in which one may refer to another. */
export const recordKinds = [
  'venues',
  'courts',
  'draws',
  'people',
  'entries',
  'pools',
  'officials',
  'matches',
] as const satisfies readonly (keyof Records)[];
