import type { Moment } from '#shared/domain/ids.ts';
import type { Connection, ConnectionContext } from './connection.ts';
import type { JoinDesk } from './join-desk.ts';
import type { PresenceBook } from './presence.ts';

const isSpectator = ({ session }: Connection): boolean =>
  session?.identity.role === 'spectator' && session.client === 'live';

/** Writes down who comes, goes and is heard on the sockets of the native protocol; spectators are only counted. */
export function whoIsHere(
  presence: PresenceBook,
  desk: Pick<JoinDesk, 'nameOf'>,
  now: () => Moment,
): Pick<ConnectionContext, 'entered' | 'heard' | 'beat'> & { left: (connection: Connection) => void } {
  return {
    entered(connection) {
      const { session } = connection;
      if (!session) return;
      if (isSpectator(connection)) {
        presence.spectatorArrived();
        return;
      }
      const { identity, client, build } = session;
      presence.arrived(
        {
          connection: connection.id,
          device: identity.role === 'spectator' ? null : identity.device,
          client,
          role: identity.role,
          official: identity.official,
          name: identity.official === null ? '' : (desk.nameOf(identity.device) ?? ''),
          address: connection.address,
          build,
          connectedAt: now(),
        },
        now(),
      );
    },
    heard: (connection) => presence.heard(connection.id, now()),
    beat: (connection, beat) =>
      presence.heard(connection.id, now(), { waiting: beat.waiting, match: beat.match }),
    left(connection) {
      if (isSpectator(connection)) presence.spectatorLeft();
      else presence.left(connection.id, now());
    },
  };
}
