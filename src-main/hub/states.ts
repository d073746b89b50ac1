import * as z from 'zod/mini';
import type { EventRow, EventStore, StoredSnapshot } from '#main/store/event-store.ts';
import type { MatchId, Seq, TournamentId } from '#shared/domain/ids.ts';
import type { LogTopic } from '#shared/domain/log.ts';
import type { MatchEventBody, MatchEventMeta } from '#shared/domain/match/events.ts';
import { evolveMatch, newMatch } from '#shared/domain/match/fold.ts';
import type { MatchState } from '#shared/domain/match/state.ts';
import { evolvePeople, noPeople, type PeopleEvent, type PeopleState } from '#shared/domain/people/people.ts';
import { matchOf, tournamentOf } from '#shared/domain/topic.ts';
import type { TournamentEventBody } from '#shared/domain/tournament/events.ts';
import { evolveTournament } from '#shared/domain/tournament/fold.ts';
import type { TournamentState } from '#shared/domain/tournament/state.ts';

/** The folded state of any topic. `null`: a tournament before it was created. */
export type TopicState = TournamentState | MatchState | PeopleState | null;

/** The state of a topic that brings its own fold: what the older systems' clients work with. */
interface Foreign {
  readonly version: number;
  readonly state: { readonly seq: Seq };
}

/** How such a state lies in the cache. */
const CachedForeign = z.object({ version: z.number(), state: z.looseObject({ seq: z.number() }) });

/** The folded states of all topics: read through a draft while a batch is decided, replaced when it is committed. */
export interface States {
  get(topic: string): TopicState;
  /** The state of a topic that brings its own fold. */
  of<S extends { readonly seq: Seq }>(topic: LogTopic<S>): S;
  tournament(id: TournamentId): TournamentState | null;
  match(id: MatchId): MatchState;
  people(): PeopleState;
  /** A view in which rows can be folded in without anybody else seeing them until `keep`. */
  draft(): StatesDraft;
  /** Writes the states that have moved on to the store's cache; `least`: only those with as many new events. */
  saveSnapshots(least: number): void;
}

export interface StatesDraft extends Pick<States, 'get' | 'of' | 'tournament' | 'match' | 'people'> {
  fold(row: EventRow, body: unknown): void;
  /** Folds a row into a topic that brings its own fold. */
  foldOf<S extends { readonly seq: Seq }>(topic: LogTopic<S>, row: EventRow): void;
  /** Topics that rows have been folded into. */
  changed(): Iterable<string>;
  keep(): void;
}

/** The state of a topic of which nothing has been recorded. */
function emptyState(topic: string): TopicState {
  const match = matchOf(topic);
  if (match) return newMatch(match);
  return topic === 'people' ? noPeople : null;
}

/**
 * Folds one row into its topic's state. `body` is the row's body, parsed: the hub wrote it after checking it, so here
 * it is trusted.
 */
function foldRow(state: TopicState, row: EventRow, body: unknown): TopicState {
  if (matchOf(row.topic)) {
    const meta: MatchEventMeta = {
      seq: row.seq,
      event: row.event,
      command: row.command,
      device: row.device,
      official: row.official,
      at: row.at,
    };
    return evolveMatch(state as MatchState, body as MatchEventBody, meta);
  }
  const tournament = tournamentOf(row.topic);
  if (tournament) {
    return evolveTournament(
      state as TournamentState | null,
      tournament,
      body as TournamentEventBody,
      row.seq,
    );
  }
  return evolvePeople(state as PeopleState, body as PeopleEvent, row.seq, row.hubAt);
}

/** Folded states over a store: loaded when first asked for, from the cached snapshot and the events after it. */
export function statesOver(store: EventStore): States {
  const loaded = new Map<string, TopicState>();
  const foreign = new Map<string, Foreign>();
  const savedAt = new Map<string, Seq>();
  const eventsSince = new Map<string, number>();

  function load(topic: string): TopicState {
    const cached = store.snapshot(topic);
    let state: TopicState = cached ? (JSON.parse(cached.state) as TopicState) : emptyState(topic);
    savedAt.set(topic, cached?.seq ?? 0);
    let count = 0;
    for (const row of store.read({ topic, after: cached?.seq ?? 0 })) {
      state = foldRow(state, row, JSON.parse(row.body));
      count += 1;
    }
    eventsSince.set(topic, count);
    loaded.set(topic, state);
    return state;
  }

  /** The cached state of such a topic, if this program made it. */
  function cachedOf<S extends { readonly seq: Seq }>({ name, fold }: LogTopic<S>): S | null {
    const cached = store.snapshot(name);
    const parsed = cached ? CachedForeign.safeParse(JSON.parse(cached.state)) : null;
    // The cast: the fold of this very version wrote it.
    return parsed?.success && parsed.data.version === fold.version
      ? (parsed.data.state as unknown as S)
      : null;
  }

  function of<S extends { readonly seq: Seq }>(topic: LogTopic<S>): S {
    const known = foreign.get(topic.name);
    if (known) return known.state as S;
    const cached = cachedOf(topic);
    let state = cached ?? topic.fold.empty(topic.name);
    savedAt.set(topic.name, state.seq);
    let count = 0;
    for (const row of store.read({ topic: topic.name, after: state.seq })) {
      state = topic.fold.evolve(state, row);
      count += 1;
    }
    eventsSince.set(topic.name, count);
    foreign.set(topic.name, { version: topic.fold.version, state });
    return state;
  }

  /** What would be saved of a topic now. */
  function savable(topic: string): { readonly seq: Seq; readonly text: () => string } | null {
    const own = loaded.get(topic);
    if (own) return { seq: own.seq, text: () => JSON.stringify(own) };
    const other = foreign.get(topic);
    return other ? { seq: other.state.seq, text: () => JSON.stringify(other) } : null;
  }

  const get = (topic: string): TopicState => {
    const known = loaded.get(topic);
    return known === undefined ? load(topic) : known;
  };

  return {
    get,
    of,
    ...readers(get),
    draft() {
      const changed = new Map<string, TopicState>();
      const changedForeign = new Map<string, Foreign>();
      const counts = new Map<string, number>();
      const viewOf = <S extends { readonly seq: Seq }>(topic: LogTopic<S>): S =>
        (changedForeign.get(topic.name)?.state as S | undefined) ?? of(topic);
      const countOne = (topic: string): void => {
        counts.set(topic, (counts.get(topic) ?? 0) + 1);
      };
      const view = (topic: string): TopicState => {
        const own = changed.get(topic);
        return own === undefined ? get(topic) : own;
      };
      return {
        get: view,
        of: viewOf,
        ...readers(view),
        fold(row, body) {
          changed.set(row.topic, foldRow(view(row.topic), row, body));
          countOne(row.topic);
        },
        foldOf(topic, row) {
          const state = topic.fold.evolve(viewOf(topic), row);
          changedForeign.set(topic.name, { version: topic.fold.version, state });
          countOne(topic.name);
        },
        changed: () => changed.keys(),
        keep() {
          for (const [topic, state] of changed) loaded.set(topic, state);
          for (const [topic, state] of changedForeign) foreign.set(topic, state);
          for (const [topic, n] of counts) eventsSince.set(topic, (eventsSince.get(topic) ?? 0) + n);
        },
      };
    },
    saveSnapshots(least) {
      const fresh = new Map<string, StoredSnapshot>();
      for (const [topic, count] of eventsSince) {
        if (count < least) continue;
        const state = savable(topic);
        if (!state || state.seq === savedAt.get(topic)) continue;
        fresh.set(topic, { seq: state.seq, state: state.text() });
      }
      if (fresh.size === 0) return;
      store.saveSnapshots(fresh);
      for (const [topic, { seq }] of fresh) {
        savedAt.set(topic, seq);
        eventsSince.set(topic, 0);
      }
    },
  };
}

/** Typed readers over a reader of topics; the topic's name decides the type of its state. */
function readers(get: (topic: string) => TopicState): Pick<States, 'tournament' | 'match' | 'people'> {
  return {
    tournament: (id) => get(`tournament/${id}`) as TournamentState | null,
    match: (id) => get(`match/${id}`) as MatchState,
    people: () => get('people') as PeopleState,
  };
}
