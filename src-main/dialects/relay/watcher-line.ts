import type { WebSocket } from 'ws';
import { followOnSocket } from '#main/dialects/transport/follow-on-socket.ts';
import type { HubPort } from '#main/hub/hub-port.ts';
import type { Every } from '#main/hub/pace.ts';
import { eventText } from '#main/hub/wire-text.ts';
import { budget } from '#main/lib/rate-limit.ts';
import type { EventRow } from '#main/store/event-store.ts';
import { MatchId, type Moment } from '#shared/domain/ids.ts';
import { frameType, type RelayId, relayIdOf, relayTopic } from '#shared/domain/relay/relay-match.ts';
import { matchTopic } from '#shared/domain/topic.ts';

/** Frames that a watcher may send at once and per second, though nobody heeds them, and how long it isn't read then. */
const pace = { burst: 60, perSecond: 10 };
const slowDownMs = 500;

/** What a watcher's line needs of what is around it. */
export interface WatcherLineContext {
  readonly hub: Pick<HubPort, 'follow'>;
  readonly now: () => Moment;
  readonly every: Every;
}

/**
 * Sends a watcher every frame of a match, to the letter, and then each new one; of a match of the hub's own its recorded
 * events, too. Without a match the line stays open and silent.
 */
export function serveWatcher(
  socket: WebSocket,
  id: RelayId | null,
  { hub, now, every }: WatcherLineContext,
): void {
  const heeded = budget(pace.burst, pace.perSecond, now());
  socket.on('message', () => {
    if (heeded.take(now()) || socket.isPaused) return;
    socket.pause();
    const stop = every(slowDownMs, () => {
      stop();
      socket.resume();
    });
  });
  if (id === null) return;
  // The hub's own, too, when it isn't planned yet: it may be while somebody waits for it.
  const own = MatchId.safeParse(id);
  const topics = [relayTopic(id).name, ...(own.success ? [matchTopic(own.data)] : [])];
  followOnSocket(hub, { topics, after: 0 }, socket, frameOf);
}

/** The frame of a row; null for what a referee didn't send. */
function frameOf(row: EventRow): string | null {
  if (relayIdOf(row.topic) === null) return eventText(row);
  return row.type === frameType ? row.body : null;
}
