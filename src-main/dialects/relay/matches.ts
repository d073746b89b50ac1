import { type AskedFrom, allowancePerAddress } from '#main/dialects/transport/allowance.ts';
import type { HubPort } from '#main/hub/hub-port.ts';
import type { DeviceId, MatchId, Moment, Seq } from '#shared/domain/ids.ts';
import { isUnderWay } from '#shared/domain/match/state.ts';
import {
  type RelayId,
  registration,
  relayIdOf,
  relayPrefix,
  relayTopic,
} from '#shared/domain/relay/relay-match.ts';
import type { RelayStatus } from '#shared/protocol/clients.ts';
import { createCharges } from './charges.ts';
import { ownMatch } from './own-match.ts';
import type { Referees } from './referees.ts';

/** Matches of the relay that the log may have: beyond it no new ones are taken, the others go on. */
const mostMatches = 10_000;
/**
 * New matches that one address may bring at once and per second. The log is never made shorter, so that one program could
 * use up all that there may be, for good. The hub's own machine may.
 */
const opening = { burst: 1_000, perSecond: 0.2 };
const openingHere = { burst: mostMatches, perSecond: 1 };
/** Matches that the panel shows. */
const mostShown = 200;

/** Why a new match isn't taken: the log has as many as it may, or too many came from this address lately. */
export type NotAdmitted = 'full' | 'tooMany';

/** The same in words, for logs and answers. */
export const notAdmitted: Readonly<Record<NotAdmitted, string>> = {
  full: 'the relay has as many matches as it can keep',
  tooMany: 'too many new matches came from this address, try again in a few seconds',
};

/** The matches of the relay, as the log has them. */
export interface RelayMatches {
  /** Null: frames of this match can be taken, since it is known, or there is room for one more, which it then has. */
  admit(id: RelayId, from: AskedFrom): NotAdmitted | null;
  /** Records that a referee announced a match, once; resolves when that is on disk, false when it couldn't be. */
  register(id: RelayId, device: DeviceId): Promise<boolean>;
  /**
   * Those of the relay and those of the hub that have begun; live ones first, then by their beginning in the log, newest
   * first.
   */
  newestFirst(): readonly string[];
  /** A frame was dropped because somebody else is in charge of this match of the hub's own. */
  dropped(id: RelayId): void;
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
  | 'match'
  | 'tournamentOfMatch'
>;

/** A match of `/live-match`: whether it is on now, and the number of the event with which it began. */
interface Listed {
  readonly id: string;
  readonly live: boolean;
  readonly since: Seq;
}

/** `changed` is called when a frame or a new match was recorded, a frame was dropped, or somebody took charge. */
export function createRelayMatches(
  hub: MatchesHub,
  now: () => Moment,
  referees: Pick<Referees, 'isLive' | 'live'>,
  changed: () => void,
): RelayMatches {
  const openings = allowancePerAddress(opening, openingHere, now);
  /** In the order of their first event; read once, when first asked for. */
  let known: Set<RelayId> | null = null;
  let listed: { readonly asOf: string; readonly ids: readonly string[] } | null = null;

  function ids(): Set<RelayId> {
    known ??= new Set(hub.topics(relayPrefix).flatMap((topic) => relayIdOf(topic) ?? []));
    return known;
  }

  const charges = createCharges(hub, now);

  const stop = hub.onCommit((rows) => {
    const recorded = rows.flatMap(({ topic }) => relayIdOf(topic) ?? []);
    for (const id of recorded) known?.add(id);
    if (recorded.length > 0 || rows.some(charges.isTakenBy)) changed();
  });

  /** Known ones, newest first. */
  const relayed = (): readonly RelayId[] =>
    [...ids()].reverse().filter((id) => hub.of(relayTopic(id)).firstSeq !== null);

  /** The number of the event with which a match of the hub's own began; null while it hasn't. */
  const begunBy = (id: MatchId): Seq | null =>
    hub.match(id).records.find(({ body, voidedBy }) => body.type === 'start' && voidedBy === null)?.seq ??
    null;

  /** The hub's own matches that have begun. */
  const own = (): readonly Listed[] =>
    hub
      .tournaments()
      .flatMap(({ id }) => hub.scores(id))
      .flatMap(({ id, schedule }) => {
        const since = begunBy(id);
        return since === null ? [] : [{ id, live: isUnderWay(schedule), since }];
      });

  function list(): readonly string[] {
    const all = new Map<string, Listed>();
    for (const match of own()) all.set(match.id, match);
    for (const id of relayed()) {
      const live = referees.isLive(id) || (all.get(id)?.live ?? false);
      all.set(id, { id, live, since: all.get(id)?.since ?? hub.of(relayTopic(id)).firstSeq ?? 0 });
    }
    return [...all.values()]
      .toSorted((a, b) => Number(b.live) - Number(a.live) || b.since - a.since)
      .map(({ id }) => id);
  }

  return {
    admit(id, from) {
      if (ids().has(id)) return null;
      if (ids().size >= mostMatches) return 'full';
      if (!openings.take(from)) return 'tooMany';
      ids().add(id);
      return null;
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
    dropped(id) {
      charges.dropped(id);
      changed();
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
            charge: charges.of(id),
          };
        }),
      };
    },
    stop,
  };
}
