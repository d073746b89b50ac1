import type { WebSocket } from 'ws';
import type { DialectContext } from '#main/dialects/dialect.ts';
import { followOnSocket } from '#main/dialects/transport/follow-on-socket.ts';
import type { Following } from '#main/hub/follow.ts';
import type { EventRow } from '#main/store/event-store.ts';
import {
  batchType,
  type CompetitionState,
  competitionPrefix,
  competitionTopic,
  newcomersEvents,
} from '#shared/domain/competition/competition.ts';
import { readEvent } from '#shared/domain/competition/event.ts';
import type { Seq } from '#shared/domain/ids.ts';

/** How long a competition stays in the list after its activation, in milliseconds. */
const listedForMs = 24 * 60 * 60 * 1_000;

/** Whether a row activates its competition. */
function isActivation({ type, body }: EventRow): boolean {
  if (type !== 'CompetitionActivatedEvent') return false;
  const event = readEvent(body);
  return event.ok && event.value.distance === null;
}

/** The competitions of the log, and those who watch them. */
export interface Competitions {
  /** Ids of all of them, in lower case. */
  ids(): readonly string[];
  state(id: string): CompetitionState | null;
  /** Sends the list of competitions, then every later activation. */
  watchList(socket: WebSocket): void;
  /** Sends what a newcomer needs of one, then every later event; nothing before it is activated. */
  watchOne(id: string, socket: WebSocket): void;
  stop(): void;
}

/** `changed` is called when the log has more of one, or somebody watches or leaves. */
export function createCompetitions(
  { hub, now }: Pick<DialectContext, 'hub' | 'now'>,
  changed: () => void,
): Competitions {
  const lists = new Set<Following>();

  const state = (id: string): CompetitionState | null => {
    const topic = competitionTopic(id);
    return hub.hasTopic(topic.name) ? hub.of(topic) : null;
  };
  const ids = (): readonly string[] =>
    hub.topics(competitionPrefix).map((topic) => topic.slice(competitionPrefix.length));

  const stop = hub.onCommit((rows) => {
    let some = false;
    for (const row of rows) {
      if (!row.topic.startsWith(competitionPrefix)) continue;
      some = true;
      if (lists.size > 0 && isActivation(row)) for (const list of lists) list.add(row.seq);
    }
    if (some) changed();
  });

  function listed(): readonly Seq[] {
    const since = now() - listedForMs;
    return ids()
      .flatMap((id) => {
        const { activation, live } = state(id) ?? {};
        return activation && live && activation.at > since ? activation.seq : [];
      })
      .toSorted((a, b) => a - b);
  }

  return {
    ids,
    state,
    watchList(socket) {
      const from = { topics: [], after: hub.head(), backlog: listed() };
      const following = followOnSocket(hub, from, socket, ({ body }) => body);
      lists.add(following);
      socket.on('close', () => lists.delete(following));
    },
    watchOne(id, socket) {
      const now = state(id);
      const from = {
        topics: [`${competitionPrefix}${id}`],
        after: hub.head(),
        backlog: now ? newcomersEvents(now) : [],
      };
      let activated = (now?.activation ?? null) !== null;
      followOnSocket(hub, from, socket, (row) => {
        if (row.type === batchType) return null;
        activated ||= isActivation(row);
        return activated ? row.body : null;
      });
      changed();
      socket.on('close', changed);
    },
    stop,
  };
}
