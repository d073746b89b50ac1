import type { MatchId, TournamentId } from '#shared/domain/ids.ts';
import type { MatchScore } from '#shared/domain/match/state.ts';
import type { Sink } from './hub-port.ts';
import { coalesceMs, type Every } from './pace.ts';
import { snapshotFrame } from './wire-text.ts';

/** The most that spectators are sent at a time, in bytes; what doesn't fit follows a second later. */
const largestCoalesced = 4_096;

/** What the scoreboard reads. */
export interface ScoreSource {
  scores(tournament: TournamentId): readonly MatchScore[];
  head(): number;
}

/**
 * A line per match for boards, spectators and the live view. The newest line of a match replaces the one before, so that
 * a slow watcher costs nothing but its own freshness.
 */
export interface Scoreboard {
  watch(tournament: TournamentId, sink: Sink): () => void;
  /** A match has changed: boards and panel are told at once, spectators with the next beat. */
  changed(tournament: TournamentId, score: MatchScore): void;
  stop(): void;
}

interface Audience {
  readonly prompt: Set<Sink>;
  readonly coalesced: Set<Sink>;
  /** Lines that spectators haven't been sent yet, oldest change first. */
  readonly pending: Map<MatchId, MatchScore>;
  /** Spectators that were left out while they read too slowly: they get the whole state when they have caught up. */
  readonly behind: Set<Sink>;
}

export function createScoreboard(source: ScoreSource, every: Every): Scoreboard {
  const audiences = new Map<TournamentId, Audience>();

  const snapshots = new Map<TournamentId, { head: number; frame: string }>();

  /** All lines; made once for everybody who joins between two events. */
  function snapshot(tournament: TournamentId): string {
    const head = source.head();
    const known = snapshots.get(tournament);
    if (known?.head === head) return known.frame;
    const frame = snapshotFrame(`scores/${tournament}`, head, JSON.stringify(source.scores(tournament)));
    snapshots.set(tournament, { head, frame });
    return frame;
  }

  const frame = (tournament: TournamentId, scores: readonly MatchScore[]): string =>
    JSON.stringify({ t: 'scores', topic: `scores/${tournament}`, seq: source.head(), scores });

  function flush(tournament: TournamentId, audience: Audience): void {
    for (const sink of audience.behind) {
      if (!sink.ready()) continue;
      audience.behind.delete(sink);
      sink.send(snapshot(tournament));
    }
    if (audience.pending.size === 0) return;
    const text = frame(tournament, takeSome(audience.pending));
    for (const sink of audience.coalesced) {
      if (audience.behind.has(sink)) continue;
      if (sink.ready()) sink.send(text);
      else audience.behind.add(sink);
    }
  }

  const stop = every(coalesceMs, () => {
    for (const [tournament, audience] of audiences) flush(tournament, audience);
  });

  return {
    watch(tournament, sink) {
      const audience = audiences.get(tournament) ?? {
        prompt: new Set(),
        coalesced: new Set(),
        pending: new Map(),
        behind: new Set(),
      };
      audiences.set(tournament, audience);
      sink.send(snapshot(tournament));
      const members = sink.pace === 'all' ? audience.prompt : audience.coalesced;
      members.add(sink);
      return () => {
        members.delete(sink);
        audience.behind.delete(sink);
        if (audience.prompt.size + audience.coalesced.size > 0) return;
        audiences.delete(tournament);
        snapshots.delete(tournament);
      };
    },
    changed(tournament, score) {
      const audience = audiences.get(tournament);
      if (!audience) return;
      if (audience.prompt.size > 0) {
        const text = frame(tournament, [score]);
        for (const sink of audience.prompt) sink.send(text);
      }
      if (audience.coalesced.size > 0) audience.pending.set(score.id, score);
    },
    stop,
  };
}

/** Takes lines out of `pending` until the frame is full; at least one. */
function takeSome(pending: Map<MatchId, MatchScore>): readonly MatchScore[] {
  const some: MatchScore[] = [];
  let bytes = 0;
  for (const [id, score] of pending) {
    bytes += JSON.stringify(score).length;
    if (some.length > 0 && bytes > largestCoalesced) break;
    some.push(score);
    pending.delete(id);
  }
  return some;
}
