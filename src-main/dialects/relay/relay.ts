import type { IncomingMessage } from 'node:http';
import { type Dialect, type DialectContext, mayPublish, type Upgrade } from '#main/dialects/dialect.ts';
import { askedFrom } from '#main/dialects/transport/allowance.ts';
import { socketDoor } from '#main/dialects/transport/socket-door.ts';
import type { RelayId } from '#shared/domain/relay/relay-match.ts';
import { createDroppedFrames } from './dropped.ts';
import { createRelayMatches } from './matches.ts';
import { relayOperations } from './operations.ts';
import { createPairing } from './pairing.ts';
import { type RefereeLine, serveReferee } from './referee-line.ts';
import { createReferees } from './referees.ts';
import { notPublishing, publishingClosed, refusePublishing } from './rights.ts';
import { relayPanelRoutes, relayRoutes } from './routes.ts';
import { serveWatcher } from './watcher-line.ts';
import { readQuery } from './wire.ts';

/** A frame of a referee that is larger than it may be is dropped; one larger than this ends the line, in bytes. */
const largestOfReferees = 2 * 1024 * 1024;
/** Watchers have nothing to say. */
const largestOfWatchers = 64 * 1024;

/**
 * The relay of tournaments of several sports: referees publish to `/referee`, everybody watches at `/spectateur`, and
 * `/live-match` says what there is. Neither is ever pinged: old referees never read, and old watchers answer only when
 * they have read what came before; TCP tells when somebody is gone.
 */
export function createRelay(context: DialectContext): Dialect {
  const { hub, now, every, callerOf, openPublishing } = context;
  const changed = hub.provideStatus('relay', () => matches.status());
  const referees = createReferees(changed);
  const matches = createRelayMatches(hub, now, referees, changed);
  const pairing = createPairing(every);
  const dropped = createDroppedFrames(context);
  const refereeDoor = socketDoor(context, { largestFrame: largestOfReferees, takesAnyText: true });
  const watcherDoor = socketDoor(context, { largestFrame: largestOfWatchers, takesAnyText: true });
  const lines = new Set<RefereeLine>();

  /** The hub's own machine is one place, by whichever of its addresses for itself a client came. */
  function placeOf(request: IncomingMessage): string {
    const address = context.addressOf(request);
    return address === '::1' || address.startsWith('127.') ? 'loopback' : address;
  }

  const upgradeReferee: Upgrade = (request, socket, head) => {
    const caller = callerOf(request);
    if (!mayPublish(caller) && !openPublishing())
      return refereeDoor.refuse(socket, '401 Unauthorized', `${publishingClosed}\n`);
    const named = readQuery(request.url);
    if (!named.ok) return refereeDoor.refuse(socket, '400 Bad Request', `${named.error}\n`);
    const from = askedFrom(context, request);
    const mayHave = (id: RelayId | null): RelayId | null =>
      id !== null &&
      refusePublishing(hub, caller, openPublishing(), id) === null &&
      matches.admit(id, from) === null
        ? id
        : null;
    refereeDoor.accept(request, socket, head, (webSocket, address) => {
      const certain = mayHave(named.value);
      if (certain !== null) void matches.register(certain, caller.device);
      const probable = named.value === null ? mayHave(referees.expectedAt(placeOf(request))) : null;
      const line = serveReferee(webSocket, {
        hub,
        now,
        every,
        admit: (id) => matches.admit(id, from),
        caller: () => callerOf(request),
        refuse(who, id) {
          const why = refusePublishing(hub, who, openPublishing(), id);
          if (why === 'notInCharge') matches.dropped(id);
          return why && notPublishing(why, id);
        },
        here: referees.arrived(certain, probable),
        dropped: dropped.of(address),
      });
      lines.add(line);
      webSocket.on('close', () => void line.done().then(() => lines.delete(line)));
    });
  };

  const upgradeWatcher: Upgrade = (request, socket, head) => {
    const named = readQuery(request.url);
    if (!named.ok) return watcherDoor.refuse(socket, '400 Bad Request', `${named.error}\n`);
    watcherDoor.accept(request, socket, head, (webSocket) => {
      serveWatcher(webSocket, named.value ?? pairing.arrive(placeOf(request)), { hub, now, every });
      changed();
      webSocket.on('close', changed);
    });
  };

  return {
    adapters: [
      {
        name: 'relay',
        routes: (app) => relayRoutes(app, { ...context, pairing, referees, matches, placeOf }),
        upgrade(path) {
          if (path === '/referee') return upgradeReferee;
          return path === '/spectateur' ? upgradeWatcher : null;
        },
        clients: () => refereeDoor.size() + watcherDoor.size(),
        async close() {
          pairing.close();
          await Promise.all([refereeDoor.closeAll(), watcherDoor.closeAll()]);
          await Promise.all([...lines].map((line) => line.finish()));
        },
      },
    ],
    operations: relayOperations,
    panelRoutes: (app) => relayPanelRoutes(app, hub),
    async stop() {
      matches.stop();
      refereeDoor.stop();
      watcherDoor.stop();
    },
  };
}
