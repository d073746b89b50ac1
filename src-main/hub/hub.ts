import type { EventRow, EventStore } from '#main/store/event-store.ts';
import type { CommandId, MatchId, Seq, TournamentId } from '#shared/domain/ids.ts';
import type { Decision } from '#shared/domain/log.ts';
import { scoreOf } from '#shared/domain/match/score.ts';
import { isUnderWay, type MatchScore, type MatchState } from '#shared/domain/match/state.ts';
import { matchOf, timedOf, tournamentOf } from '#shared/domain/topic.ts';
import { err, ok } from '#shared/lib/result.ts';
import type { Command } from '#shared/protocol/command.ts';
import type { TournamentLine } from '#shared/protocol/down.ts';
import { isStatusTopic, isView } from '#shared/protocol/up.ts';
import { decide } from './deciding.ts';
import { createFeed } from './feed.ts';
import { createFollows } from './follow.ts';
import { createGroupCommit, type Decided, notKept } from './group-commit.ts';
import type { HubPort, HubSurroundings, Identity, RecordRequest } from './hub-port.ts';
import type { Every } from './pace.ts';
import { refuseWatch } from './rights.ts';
import { createScoreboard } from './scoreboard.ts';
import { type StatesDraft, statesOver } from './states.ts';
import { createStatusBoard } from './status-board.ts';
import { createTopicList } from './topic-list.ts';

/** A state is cached again when it has moved on by as many events. */
const snapshotAfter = 200;

/**
 * The core: takes commands, decides them in the order in which they came, records everything of one turn of the event
 * loop in one transaction, and only then tells anybody.
 */
export function createHub(store: EventStore, around: HubSurroundings, every: Every): HubPort {
  const states = statesOver(store);
  const owners = new Map<MatchId, TournamentId>();
  const listeners = new Set<(rows: readonly EventRow[]) => void>();
  const status = createStatusBoard(every);
  const source = {
    state: (topic: string) => ({ seq: states.get(topic)?.seq ?? 0, state: states.get(topic) }),
    rows: (topic: string, after: number, limit: number) => store.read({ topic, after, limit }),
  };
  const feed = createFeed(source, every);
  const follows = createFollows({ rows: source.rows, at: (seqs) => store.at(seqs) });
  const topicList = createTopicList(store);
  const scoreboard = createScoreboard({ scores, head: () => store.head() }, every);
  const lineChanged = status.provide('tournaments', tournaments);
  const lines = new WeakMap<MatchState, MatchScore>();
  const commits = createGroupCommit({ store, states, around, publish });
  const { enqueue } = commits;

  for (const topic of store.topics('tournament/')) learnMatches(topic);

  function learnMatches(topic: string): void {
    const id = tournamentOf(topic);
    if (!id) return;
    for (const plan of Object.values(states.tournament(id)?.matches ?? {})) owners.set(plan.id, id);
  }

  /** A match's line; computed once for each of its states. */
  function lineOf(match: MatchState): MatchScore {
    const line = lines.get(match) ?? scoreOf(match);
    lines.set(match, line);
    return line;
  }

  function scores(tournament: TournamentId): readonly MatchScore[] {
    return Object.values(states.tournament(tournament)?.matches ?? {}).map((plan) =>
      lineOf(states.match(plan.id)),
    );
  }

  function tournaments(): readonly TournamentLine[] {
    return store
      .topics('tournament/')
      .map((topic) => tournamentOf(topic))
      .flatMap((id) => (id ? (states.tournament(id) ?? []) : []))
      .map(({ id, details, status: open, matches }) => ({
        id,
        name: details.name,
        startsOn: details.startsOn,
        status: open,
        matches: Object.keys(matches).length,
      }));
  }

  function publish(rows: readonly EventRow[]): void {
    for (const topic of new Set(rows.map((row) => row.topic))) {
      if (!topic.startsWith('tournament/')) continue;
      learnMatches(topic);
      lineChanged();
    }
    topicList.learn(rows);
    feed.publish(rows);
    follows.publish(rows);
    for (const topic of new Set(rows.map((row) => row.topic))) {
      const match = matchOf(topic);
      const owner = match && owners.get(match);
      if (match && owner) scoreboard.changed(owner, lineOf(states.match(match)));
    }
    for (const listener of listeners) listener(rows);
  }

  const snapshots = every(30_000, () => states.saveSnapshots(snapshotAfter));

  return {
    hubId: store.hubId,
    head: () => store.head(),
    submit(command: Command, by: Identity) {
      // A clock that is ahead can't make something happen later than it was heard.
      const heard: Command = { ...command, at: Math.min(command.at, around.now()) };
      return enqueue({
        id: command.id,
        topic: command.topic,
        deviceSeq: command.deviceSeq,
        at: heard.at,
        by,
        decide(draft) {
          const around = { states: draft, tournamentOfMatch: ownerIn(draft, owners) };
          const decided = decide(heard, by, around);
          return decided.ok ? ok(decided.value.map((body) => folded(draft, command.topic, body))) : decided;
        },
      });
    },
    async recordPeople(event, device) {
      const kept = await enqueue({
        id: around.newId() as CommandId,
        topic: 'people',
        deviceSeq: 1,
        at: around.now(),
        by: { device, official: null },
        decide: (draft) => ok([folded(draft, 'people', event)]),
      });
      return kept.ok ? kept : err(notKept(kept.error));
    },
    async record<S extends { readonly seq: Seq }, O>({ topic, device, decide }: RecordRequest<S, O>) {
      const decisions: Decision<O>[] = [];
      const at = around.now();
      const kept = await enqueue({
        id: around.newId() as CommandId,
        topic: topic.name,
        deviceSeq: 1,
        at,
        by: { device, official: null },
        decide(draft) {
          const decision = decide(draft.of(topic), at, draft.of);
          decisions.push(decision);
          const entries = [
            ...decision.entries.map((entry) => ({ ...entry, topic })),
            ...(decision.published ?? []),
          ];
          return ok(
            entries.map(({ topic: of, type, body }) => ({
              topic: of.name,
              type,
              body,
              fold: (row) => draft.foldOf(of, row),
            })),
          );
        },
      });
      if (!kept.ok) return err(notKept(kept.error));
      const [decision] = decisions;
      if (!decision) throw new Error(`kept in ${topic.name} what was never decided`);
      return ok({ seq: kept.value.seq, outcome: decision.outcome });
    },
    of: states.of,
    follow: follows.follow,
    followers: follows.count,
    topics: topicList.under,
    hasTopic: topicList.has,
    rowsAt: (seqs) => [...store.at(seqs)],
    rowsAfter: (topic, after, limit) => [...source.rows(topic, after, limit)],
    newest: (topic, limit, before) => store.newest(topic, limit, before),
    tournamentOfMatch: (match) => owners.get(match) ?? null,
    watch(topic, after, by, sink) {
      const barred = refuseWatch(topic, by);
      if (barred) return err(barred);
      if (topic === 'tournaments' || isStatusTopic(topic) || isView(topic))
        return ok(status.watch(topic, sink));
      if (topic.startsWith('scores/')) return ok(scoreboard.watch(topic.slice(7) as TournamentId, sink));
      return ok(feed.watch(topic, after, sink));
    },
    tournament: states.tournament,
    tournaments,
    match: states.match,
    scores,
    people: states.people,
    *rows(tournament) {
      for (const row of store.read({})) {
        const match = matchOf(row.topic);
        const isOf = match
          ? owners.get(match) === tournament
          : (tournamentOf(row.topic) ?? timedOf(row.topic)) === tournament;
        if (isOf) yield row;
      }
    },
    liveMatches: () =>
      [...owners].filter(
        ([match, owner]) =>
          states.tournament(owner)?.status === 'open' && isUnderWay(states.match(match).schedule),
      ).length,
    provideStatus: status.provide,
    provideViews: status.provideEach,
    onCommit(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async stop() {
      await commits.stop();
      snapshots();
      status.stop();
      scoreboard.stop();
      feed.stop();
      follows.stop();
      states.saveSnapshots(1);
    },
  };
}

/** An event body that the hub's own folds know, as it is recorded. */
const folded = (draft: StatesDraft, topic: string, body: { readonly type: string }): Decided => ({
  topic,
  type: body.type,
  body: JSON.stringify(body),
  fold: (row) => draft.fold(row, body),
});

/** Finds a match's tournament, also when its plan stands earlier in the same batch. */
function ownerIn(
  draft: StatesDraft,
  owners: ReadonlyMap<MatchId, TournamentId>,
): (match: MatchId) => TournamentId | null {
  return (match) => {
    const known = owners.get(match);
    if (known) return known;
    for (const topic of draft.changed()) {
      const id = tournamentOf(topic);
      if (id && draft.tournament(id)?.matches[match]) return id;
    }
    return null;
  };
}
