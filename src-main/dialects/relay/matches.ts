import type { HubPort } from '#main/hub/hub-port.ts';
import { type DeviceId, MatchId, type Moment } from '#shared/domain/ids.ts';
import { isUnderWay } from '#shared/domain/match/state.ts';
import {
  type RelayId,
  registration,
  relayIdOf,
  relayPrefix,
  relayTopic,
} from '#shared/domain/relay/relay-match.ts';
import type { RelayStatus } from '#shared/protocol/clients.ts';
import type { Referees } from './referees.ts';

/** Matches of the relay that the log may have: beyond it no new ones are taken, the others go on. */
const mostMatches = 10_000;
/** Matches that the panel shows. */
const mostShown = 200;

/** The matches of the relay, as the log has them. */
export interface RelayMatches {
  /** Whether frames of this match can be taken: it is known, or there is room for one more, which it then has. */
  admit(id: RelayId): boolean;
  /** Records that a referee announced a match, once; resolves when that is on disk, false when it couldn't be. */
  register(id: RelayId, device: DeviceId): Promise<boolean>;
  /** Those of the relay and those of the hub that have begun; live ones first, then by their beginning, newest first. */
  newestFirst(): readonly string[];
  status(): RelayStatus;
  stop(): void;
}

type MatchesHub = Pick<
  HubPort,
  | 'topics'
  | 'of'
  | 'record'
  | 'onCommit'
  | 'followers'
  | 'head'
  | 'tournaments'
  | 'scores'
  | 'tournamentOfMatch'
>;

/** Whether a match of the relay is one of the hub's own, too. */
export const ownMatch = (hub: Pick<HubPort, 'tournamentOfMatch'>, id: RelayId): MatchId | null => {
  const own = MatchId.safeParse(id);
  return own.success && hub.tournamentOfMatch(own.data) !== null ? own.data : null;
};

/** `changed` is called when a frame or a new match was recorded. */
export function createRelayMatches(
  hub: MatchesHub,
  referees: Pick<Referees, 'isLive' | 'live'>,
  changed: () => void,
): RelayMatches {
  /** In the order of their first event; read once, when first asked for. */
  let known: Set<RelayId> | null = null;
  let listed: { readonly asOf: string; readonly ids: readonly string[] } | null = null;

  function ids(): Set<RelayId> {
    known ??= new Set(hub.topics(relayPrefix).flatMap((topic) => relayIdOf(topic) ?? []));
    return known;
  }

  const stop = hub.onCommit((rows) => {
    const recorded = rows.flatMap(({ topic }) => relayIdOf(topic) ?? []);
    for (const id of recorded) known?.add(id);
    if (recorded.length > 0) changed();
  });

  /** Known ones, newest first. */
  const relayed = (): readonly RelayId[] =>
    [...ids()].reverse().filter((id) => hub.of(relayTopic(id)).firstAt !== null);

  /** The hub's own matches that have begun. */
  const own = (): readonly { id: string; live: boolean; since: Moment }[] =>
    hub
      .tournaments()
      .flatMap(({ id }) => hub.scores(id))
      .flatMap(({ id, schedule, startedAt }) =>
        startedAt === null ? [] : [{ id, live: isUnderWay(schedule), since: startedAt }],
      );

  function list(): readonly string[] {
    const all = new Map<string, { id: string; live: boolean; since: Moment }>();
    for (const match of own()) all.set(match.id, match);
    for (const id of relayed()) {
      const live = referees.isLive(id) || (all.get(id)?.live ?? false);
      all.set(id, { id, live, since: all.get(id)?.since ?? hub.of(relayTopic(id)).firstAt ?? 0 });
    }
    return [...all.values()]
      .toSorted((a, b) => Number(b.live) - Number(a.live) || b.since - a.since)
      .map(({ id }) => id);
  }

  return {
    admit(id) {
      if (!ids().has(id) && ids().size >= mostMatches) return false;
      ids().add(id);
      return true;
    },
    async register(id, device) {
      const kept = await hub.record({
        topic: relayTopic(id),
        device,
        decide: (match) => ({ entries: registration(match), outcome: null }),
      });
      return kept.ok;
    },
    newestFirst() {
      // Everybody who looks for a match asks; between two changes the answer is the same.
      const asOf = JSON.stringify([hub.head(), ...referees.live()]);
      if (listed?.asOf !== asOf) listed = { asOf, ids: list() };
      return listed.ids;
    },
    status() {
      const newest = relayed();
      const liveFirst = [
        ...newest.filter((id) => referees.isLive(id)),
        ...newest.filter((id) => !referees.isLive(id)),
      ];
      return {
        total: newest.length,
        matches: liveFirst.slice(0, mostShown).map((id) => {
          const { events, lastAt } = hub.of(relayTopic(id));
          const topic = relayTopic(id).name;
          return {
            id,
            live: referees.isLive(id),
            events,
            lastAt,
            watchers: hub.followers(topic),
            own: ownMatch(hub, id) !== null,
          };
        }),
      };
    },
    stop,
  };
}
