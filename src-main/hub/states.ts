import type { EventRow, EventStore, StoredSnapshot } from '#main/store/event-store.ts';
import type { MatchId, Seq, TournamentId } from '#shared/domain/ids.ts';
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

/** The folded states of all topics: read through a draft while a batch is decided, replaced when it is committed. */
export interface States {
  get(topic: string): TopicState;
  tournament(id: TournamentId): TournamentState | null;
  match(id: MatchId): MatchState;
  people(): PeopleState;
  /** A view in which rows can be folded in without anybody else seeing them until `keep`. */
  draft(): StatesDraft;
  /** Writes the states that have moved on to the store's cache; `least`: only those with as many new events. */
  saveSnapshots(least: number): void;
}

export interface StatesDraft extends Pick<States, 'get' | 'tournament' | 'match' | 'people'> {
  fold(row: EventRow, body: unknown): void;
  /** Topics that rows have been folded into. */
  changed(): Iterable<string>;
  keep(): void;
}

/** The state of a topic of which nothing has been recorded. */
export function emptyState(topic: string): TopicState {
  const match = matchOf(topic);
  if (match) return newMatch(match);
  return topic === 'people' ? noPeople : null;
}

/**
 * Folds one row into its topic's state. `body` is the row's body, parsed: the hub wrote it after checking it, so here
 * it is trusted.
 */
export function foldRow(state: TopicState, row: EventRow, body: unknown): TopicState {
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

  const get = (topic: string): TopicState => {
    const known = loaded.get(topic);
    return known === undefined ? load(topic) : known;
  };

  return {
    get,
    ...readers(get),
    draft() {
      const changed = new Map<string, TopicState>();
      const counts = new Map<string, number>();
      const view = (topic: string): TopicState => {
        const own = changed.get(topic);
        return own === undefined ? get(topic) : own;
      };
      return {
        get: view,
        ...readers(view),
        fold(row, body) {
          changed.set(row.topic, foldRow(view(row.topic), row, body));
          counts.set(row.topic, (counts.get(row.topic) ?? 0) + 1);
        },
        changed: () => changed.keys(),
        keep() {
          for (const [topic, state] of changed) loaded.set(topic, state);
          for (const [topic, n] of counts) eventsSince.set(topic, (eventsSince.get(topic) ?? 0) + n);
        },
      };
    },
    saveSnapshots(least) {
      const fresh = new Map<string, StoredSnapshot>();
      for (const [topic, count] of eventsSince) {
        const state = loaded.get(topic);
        if (count < least || !state || state.seq === savedAt.get(topic)) continue;
        fresh.set(topic, { seq: state.seq, state: JSON.stringify(state) });
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
