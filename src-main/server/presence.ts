import type { DeviceId, MatchId, Moment } from '#shared/domain/ids.ts';
import type { Presence } from '#shared/protocol/down.ts';

/** Devices remembered at most after they left; the oldest are forgotten first. */
const mostRemembered = 500;

/** What a connection reports of itself. */
export type Present = Omit<Presence, 'connected' | 'lastSeen' | 'waiting' | 'match'>;

/** Who is connected and who was: kept in memory, since it is about now. Spectators are only counted. */
export interface PresenceBook {
  arrived(present: Present, now: Moment): void;
  /** Something was heard. `waiting` and `match` are as the page's beat says. */
  heard(
    connection: string,
    now: Moment,
    beat?: { readonly waiting: number; readonly match: MatchId | null },
  ): void;
  left(connection: string, now: Moment): void;
  spectatorArrived(): void;
  spectatorLeft(): void;
  list(): readonly Presence[];
  spectators(): number;
}

/** `changed` is called after every change that the panel should see. */
export function createPresenceBook(changed: () => void): PresenceBook {
  const byConnection = new Map<string, Presence>();
  let spectators = 0;

  /** The same device on a new connection replaces its earlier, closed one: no ghost devices. */
  function forgetEarlier(device: DeviceId | null): void {
    if (device === null) return;
    for (const [connection, known] of byConnection) {
      if (known.device === device && !known.connected) byConnection.delete(connection);
    }
  }

  return {
    arrived(present, now) {
      forgetEarlier(present.device);
      byConnection.set(present.connection, {
        ...present,
        connected: true,
        lastSeen: now,
        waiting: 0,
        match: null,
      });
      if (byConnection.size > mostRemembered) {
        for (const [connection, known] of byConnection) {
          if (known.connected) continue;
          byConnection.delete(connection);
          break;
        }
      }
      changed();
    },
    heard(connection, now, beat) {
      const known = byConnection.get(connection);
      if (!known) return;
      byConnection.set(connection, { ...known, lastSeen: now, ...beat });
      if (beat && (beat.waiting !== known.waiting || beat.match !== known.match)) changed();
    },
    left(connection, now) {
      const known = byConnection.get(connection);
      if (!known) return;
      byConnection.delete(connection);
      const stillHere = [...byConnection.values()].some(
        (other) => other.device === known.device && other.connected,
      );
      // Programs and boards without a device id leave nothing behind.
      if (known.device !== null && !stillHere && known.role !== 'organiser') {
        byConnection.set(connection, { ...known, connected: false, lastSeen: now });
      }
      changed();
    },
    spectatorArrived() {
      spectators += 1;
      changed();
    },
    spectatorLeft() {
      spectators -= 1;
      changed();
    },
    list: () => [...byConnection.values()],
    spectators: () => spectators,
  };
}
