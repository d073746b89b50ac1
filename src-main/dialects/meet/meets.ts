import { randomInt } from 'node:crypto';
import type { DialectContext } from '#main/dialects/dialect.ts';
import { freshSecret, hashOf } from '#main/lib/secrets.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import { decideCreate, decideSession } from '#shared/domain/meet/decide-meet.ts';
import type { MeetCreated } from '#shared/domain/meet/events.ts';
import { isMeetId, type MeetState, meetTopic } from '#shared/domain/meet/meet.ts';
import type { Refusal } from '#shared/domain/refusal.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';

const prefix = 'meet/';

/** A session that a token stands for. */
export interface KnownSession {
  readonly meet: string;
  readonly session: number;
}

/** A session that was just opened, with its token. */
export interface NewSession extends KnownSession {
  readonly token: string;
}

/** All meets of this hub: creates them, and opens and finds their clients' sessions. */
export interface Meets {
  /** Ids in the order of their creation. */
  ids(): readonly string[];
  /** The state of a meet; null for an id that no meet has. */
  state(id: string): MeetState | null;
  /**
   * Creates a meet, with a session if it has a creator. `id`: that of a meet which this hub has lost; refused with
   * `taken` if there is one with it.
   */
  create(
    created: MeetCreated,
    id: string | null,
  ): Promise<Result<{ readonly meet: string; readonly opened: NewSession | null }, Refusal | 'taken'>>;
  /** Opens a session of a location. */
  join(id: string, location: number): Promise<Result<NewSession, Refusal>>;
  /** The session of a token; null if it is unknown or has expired. */
  session(token: string): KnownSession | null;
}

/** Spaces and dashes are how people group an id. */
export const plainMeetId = (typed: string): string => typed.replaceAll(/[\s-]/g, '');

/** The meets of the hub's log. `device`: what is recorded of them is recorded for it. */
export function createMeets({ hub, now }: Pick<DialectContext, 'hub' | 'now'>, device: DeviceId): Meets {
  /** A token names its meet, so that it is found without looking through all of them. */
  const freshToken = (meet: string): string => `${meet}.${freshSecret(256)}`;

  function freshId(): string {
    const id = String(randomInt(0, 1_000_000_000)).padStart(9, '0');
    return isKnown(id) ? freshId() : id;
  }

  const isKnown = (id: string): boolean => hub.hasTopic(`${prefix}${id}`);
  const state = (id: string): MeetState | null => (isKnown(id) ? hub.of(meetTopic(id)) : null);

  return {
    ids: () => hub.topics(prefix).map((topic) => topic.slice(prefix.length)),
    state,
    async create(created, wanted) {
      const meet = wanted ?? freshId();
      const token = freshToken(meet);
      const recorded = await hub.record({
        topic: meetTopic(meet),
        device,
        decide: (before, at) => decideCreate(before, created, hashOf(token), at),
      });
      if (!recorded.ok) return recorded;
      const { outcome } = recorded.value;
      if (outcome.kind === 'taken') return err('taken');
      const { session } = outcome;
      return ok({ meet, opened: session === null ? null : { meet, session, token } });
    },
    async join(meet, location) {
      const token = freshToken(meet);
      const recorded = await hub.record({
        topic: meetTopic(meet),
        device,
        decide: (before, at) => decideSession(before, hashOf(token), location, at),
      });
      return recorded.ok ? ok({ meet, session: recorded.value.outcome.session, token }) : recorded;
    },
    session(token) {
      const [meet = ''] = token.split('.', 1);
      if (!isMeetId(meet)) return null;
      const hash = hashOf(token);
      const sessions = Object.entries(state(meet)?.sessions ?? {});
      const found = sessions.find(([, session]) => session.token === hash && session.expiresAt > now());
      return found ? { meet, session: Number(found[0]) } : null;
    },
  };
}
