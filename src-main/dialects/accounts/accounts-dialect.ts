import type { FastifyError } from 'fastify';
import { createAccounts } from '#main/accounts/accounts.ts';
import { createLogins } from '#main/accounts/logins.ts';
import { createProgramTokens } from '#main/accounts/program-tokens.ts';
import { createSessions } from '#main/accounts/sessions.ts';
import type { Dialect, DialectContext } from '#main/dialects/dialect.ts';
import { readAnyBodyAsText } from '#main/dialects/transport/any-body.ts';
import { socketDoor } from '#main/dialects/transport/socket-door.ts';
import type { Passwords } from '#main/lib/passwords.ts';
import { accountsTopic } from '#shared/domain/people/accounts.ts';
import type { RoomsStatus } from '#shared/protocol/clients.ts';
import { accountsStatus } from './accounts-status.ts';
import { fail } from './answers.ts';
import { createHubRooms } from './hub-rooms.ts';
import { joinRoom } from './join-room.ts';
import { createMembers } from './members.ts';
import { letNeighboursCall } from './neighbours.ts';
import { accountsOperations } from './operations.ts';
import { panelRoutes } from './panel-routes.ts';
import { roomRoutes } from './room-routes.ts';
import { renewCookies, userRoutes } from './user-routes.ts';

/** The largest frame that a member may send, in bytes. */
const largestFrame = 64 * 1024;
/** How often the panel is told of sessions that have ended by themselves, in milliseconds. */
const tellEveryMs = 30_000;

/** Accounts and hub rooms: `/api/v1` of the websocket-rooms servers. */
export interface AccountsDialect extends Dialect {
  /** What the panel shows of hub rooms. It changes with each commit in a topic `hub-room/…`. */
  readonly hubRooms: () => RoomsStatus['hubRooms'];
}

/** `passwords` makes and compares hashes. */
export function accountsDialect(context: DialectContext, passwords: Passwords): AccountsDialect {
  const { hub, now, every, log } = context;
  const sessions = createSessions(hub, now);
  const accounts = createAccounts(hub, { passwords, now });
  const logins = createLogins(hub, { passwords, sessions, now });
  const tokens = createProgramTokens(hub);
  const rooms = createHubRooms(hub);
  const members = createMembers(context);
  const door = socketDoor(context, {
    largestFrame,
    pulse: { pingEveryMs: 30_000, dropAfterMs: 120_000 },
  });

  const statusChanged = hub.provideStatus('accounts', () => accountsStatus(hub, now()));
  const stopTelling = hub.onCommit((rows) => {
    if (rows.some(({ topic }) => topic === accountsTopic.name || topic === 'people')) statusChanged();
  });
  const stopTellingEnds = every(tellEveryMs, statusChanged);

  return {
    hubRooms: () => rooms.lines(members),
    adapters: [
      {
        name: 'accounts',
        routes(app) {
          readAnyBodyAsText(app);
          app.setErrorHandler((error: FastifyError, _request, reply) => {
            const code = error.statusCode ?? 500;
            if (code < 500) return fail(reply, code, error.message);
            log.error({ err: error }, 'a request failed');
            return fail(reply, 500, 'The hub couldn’t do this. Its log says why.');
          });
          letNeighboursCall(app, context.isOurOrigin);
          renewCookies(app, sessions);
          userRoutes(app, { ...context, accounts, logins, sessions });
          roomRoutes(app, { ...context, rooms, members });
        },
        upgrade: joinRoom({ ...context, rooms, members, door }),
        clients: door.size,
        close: door.closeAll,
      },
    ],
    operations: accountsOperations,
    panelRoutes: (app) => panelRoutes(app, { accounts, tokens, rooms }),
    async stop() {
      stopTelling();
      stopTellingEnds();
      members.stop();
      door.stop();
    },
  };
}
