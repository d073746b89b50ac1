import type { AddressInfo } from 'node:net';
import Fastify, { LogController } from 'fastify';
import { urlOf } from '#main/accounts/request-token.ts';
import type { Identity } from '#main/hub/hub-port.ts';
import { refuse } from '#main/lib/answer-refusal.ts';
import { freshSecret } from '#main/lib/secrets.ts';
import { turnAway } from '#main/lib/turn-away.ts';
import { waitingLines } from '#main/lib/waiting-lines.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import { refusal } from '#shared/domain/refusal.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Down, HubStatus } from '#shared/protocol/down.ts';
import type { ClientKind } from '#shared/protocol/up.ts';
import type { ProtocolVersion } from '#shared/protocol/version.ts';
import { alsoOnLoopback } from './also-loopback.ts';
import { controlRoutes } from './control-routes.ts';
import { serveWithoutOffer, wantsWebSocket } from './declined-offer.ts';
import { docsRoutes, listRoutes } from './docs-routes.ts';
import { exportRoutes } from './export-routes.ts';
import { isLoopback, isOurHost, origins, plainAddress, type Reachable } from './hosts.ts';
import { createJoinDesk, type JoinDesk, NotRecorded } from './join-desk.ts';
import { type ListenRefusal, listenRefusal } from './listen-refusal.ts';
import { createOlderClients, type OlderClientsOptions } from './older-clients.ts';
import { hubOperations } from './operations.ts';
import { pageRoutes } from './page-routes.ts';
import { type PageName, pagesIn } from './pages.ts';
import { createPresenceBook } from './presence.ts';
import { publicationRoutes } from './publication-routes.ts';
import { joinRoutes, organiserRoutes, type RoutesContext } from './routes.ts';
import { createSockets } from './sockets.ts';
import { timedRoutes } from './timed-routes.ts';
import { whoIsHere } from './who-is-here.ts';

/** Path of the native protocol's socket. */
const socketPath = '/socket';

/** How often the panel hears when each device was last heard, in milliseconds. */
const tellPresenceEveryMs = 5_000;

/** What the server is started with. */
export interface ServerOptions extends OlderClientsOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Folder of the built pages. */
  readonly pagesDir: string;
  /** Folder of the documents for integrators. */
  readonly documentsDir: string;
  readonly version: string;
  /** Names besides its own by which the hub may be called. */
  readonly names: readonly string[];
  /** What is known of the network now; the port is the server's own. */
  readonly network: () => NetworkStatus;
}

/** The network as the app sees it. */
export interface NetworkStatus {
  readonly addresses: readonly { readonly address: string; readonly card: string; readonly kind: string }[];
  readonly former: readonly string[];
  readonly host: string | null;
  readonly problems: HubStatus['problems'];
}

/** A running server. */
export interface Server {
  readonly port: number;
  /** What a command on this machine proves with that it may change the tokens of programs. */
  readonly controlSecret: string;
  readonly desk: JoinDesk;
  /** Address of the panel with a fresh one-time token. */
  panelUrl(): string;
  /** The origin that goes into QR codes. */
  chosenOrigin(): string;
  /** The network changed: connected clients and the panel are told. */
  moved(): void;
  /** What `network` gives of problems changed: the panel is told. */
  tellPanel(): void;
  stop(): Promise<void>;
}

/** Starts HTTP and sockets on one port. */
export async function startServer(options: ServerOptions): Promise<Result<Server, ListenRefusal>> {
  const { hub, log, now } = options;
  const app = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 64 * 1024,
    requestTimeout: 60_000,
    // Ids of the older systems' matches and rooms are longer than Fastify's usual 100.
    routerOptions: { maxParamLength: 1_000 },
    forceCloseConnections: true,
  });
  const pages = pagesIn(options.pagesDir);
  const controlSecret = freshSecret(256);
  let port = options.port;
  let stopping = false;
  const reachable = (): Reachable => {
    const { addresses, former, host } = options.network();
    return {
      port,
      addresses: addresses.map(({ address }) => inUrl(address)),
      names: options.names.map((name) => name.toLowerCase()),
      former: former.map(inUrl),
      host,
    };
  };
  const presence = createPresenceBook(() => statusChanged());
  const desk = createJoinDesk(hub, { now, newId: options.newId, changed: () => statusChanged() });
  const statusChanged = hub.provideStatus('presence', status);

  function chosenOrigin(): string {
    const { address } = desk.settings();
    const all = reachable();
    const chosen = all.addresses.find((known) => known === address) ?? all.addresses[0];
    return origins({ ...all, addresses: chosen === undefined ? ['127.0.0.1'] : [chosen] })[0] ?? '';
  }

  function status(): HubStatus {
    const { addresses, host, problems } = options.network();
    const { wifi, address } = desk.settings();
    const gone = address !== null && !reachable().addresses.includes(address);
    return {
      devices: presence.list(),
      spectators: presence.spectators(),
      joinRequests: desk.requests(),
      joinCode: desk.code(),
      addresses: addresses.map(({ address: plain, card, kind }) => ({
        origin: `http://${inUrl(plain)}:${port}`,
        card,
        kind,
      })),
      chosen: chosenOrigin(),
      host,
      problems: gone ? [...problems, addressGone(address, chosenOrigin())] : problems,
      wifi,
    };
  }

  const welcome = (
    by: Identity,
    client: ClientKind,
    device: DeviceId | null,
    spoken: ProtocolVersion,
  ): Extract<Down, { t: 'welcome' }> => ({
    t: 'welcome',
    version: spoken,
    hub: { id: hub.hubId, name: desk.settings().name, version: options.version },
    role: by.role,
    device,
    official: by.official === null ? null : { id: by.official, name: desk.nameOf(by.device) ?? '' },
    tournament: by.tournament ?? hub.tournaments().findLast((line) => line.status === 'open')?.id ?? null,
    // The panel is let in on this machine only: other addresses would lead it to a closed door.
    addresses: by.role === 'organiser' ? [] : [...origins(reachable())],
    now: now(),
    head: hub.head(),
    build: client === 'tool' ? null : (pages(client)?.build ?? null),
  });

  const older = createOlderClients(options, desk, reachable);
  const sockets = createSockets({
    hub,
    now,
    every: options.every,
    newId: options.newId,
    reachable,
    whoIs(token, loopback) {
      const identity = desk.whoIs(token);
      return identity?.role === 'organiser' && !loopback ? 'notHere' : identity;
    },
    welcome,
    ...whoIsHere(presence, desk, now),
    note: (connection, what, code) =>
      log.warn({ address: connection.address, device: connection.session?.identity.device, code }, what),
    turnedAway: (address, why) => log.warn({ address }, `turned away: ${why}`),
  });

  const context: RoutesContext = {
    hub,
    desk,
    version: options.version,
    reachable,
    chosenOrigin,
    settingsChanged: older.settingsChanged,
    dismiss(device) {
      for (const connection of sockets.connections()) {
        if (connection.session?.identity.device === device) connection.end('tokenUnknown');
      }
    },
  };

  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-content-type-options', 'nosniff').header('referrer-policy', 'no-referrer');
    if (!isOurHost(request.headers.host, reachable())) {
      log.warn(
        { address: plainAddress(request.ip), host: request.headers.host },
        'turned away: foreign Host',
      );
      return reply.code(421).type('text/plain').send('This isn’t an address of this hub.\n');
    }
  });
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    if (error instanceof NotRecorded) return refuse(reply, error.why);
    const code = error.statusCode ?? 500;
    if (code < 500) return reply.code(code).send(refusal('BAD_FRAME', error.message));
    log.error({ err: error }, 'a request failed');
    return reply.code(500).send(refusal('STORE_FAILED', 'The hub couldn’t do this. Its log says why.'));
  });
  app.setNotFoundHandler((_request, reply) =>
    refuse(reply.code(404), refusal('NO_SUCH_RECORD', 'There is nothing at this address.')),
  );
  const routes = listRoutes(app);
  app.get('/health', (_request, reply) => reply.type('text/plain').send('Healthy'));
  pageRoutes(app, pages as (name: PageName) => ReturnType<typeof pages>, reachable);
  app.register(async (scope) => joinRoutes(scope, context));
  app.register(async (scope) => {
    organiserRoutes(scope, context);
    exportRoutes(scope, hub);
    publicationRoutes(scope, options.outbox);
    timedRoutes(scope, hub);
    older.addPanelRoutes(scope);
  });
  controlRoutes(app, {
    tokens: older.tokens,
    secret: controlSecret,
    isLoopback: (request) => isLoopback(request, reachable()),
  });
  older.addRoutes(app);
  docsRoutes(
    app,
    () => ({
      version: options.version,
      operations: [...hubOperations, ...older.operations()],
      routes,
    }),
    options.documentsDir,
  );
  app.server.on('upgrade', (request, socket, head) => {
    if (!wantsWebSocket(request) && !stopping) return serveWithoutOffer(app.server, request, head);
    const path = urlOf(request).pathname;
    if (path === socketPath) return sockets.upgrade(request, socket, head);
    socket.on('error', () => socket.destroy());
    const isOurs = isOurHost(request.headers.host, reachable());
    const upgrade = isOurs && !stopping ? older.upgrade(path) : null;
    if (upgrade) return upgrade(request, socket, head);
    const status = isOurs ? '404 Not Found' : '421 Misdirected Request';
    turnAway(socket, status);
  });

  // What was last heard of whom changes all the time; the panel is told now and then.
  const stopTelling = options.every(tellPresenceEveryMs, () => {
    if (presence.list().length > 0) statusChanged();
  });

  let stopLoopback = (): void => {};
  try {
    await app.listen({ host: options.host, port: options.port, backlog: waitingLines });
    port = (app.server.address() as AddressInfo).port;
    stopLoopback = await alsoOnLoopback(app.server, options.host, port);
    await older.start();
  } catch (cause) {
    stopTelling();
    stopLoopback();
    await Promise.all([older.stop(), sockets.stop()]);
    await app.close();
    return err(listenRefusal(cause, options));
  }
  return ok({
    port,
    controlSecret,
    desk,
    panelUrl: () => `http://127.0.0.1:${port}/panel#${desk.freshPanelToken()}`,
    chosenOrigin,
    tellPanel: () => statusChanged(),
    moved() {
      statusChanged();
      const frame = JSON.stringify({ t: 'moved', addresses: [...origins(reachable())] } satisfies Down);
      for (const connection of sockets.connections()) {
        if (connection.session && connection.session.identity.role !== 'organiser') connection.send(frame);
      }
    },
    async stop() {
      stopping = true;
      stopTelling();
      stopLoopback();
      // At once, so that those who don't answer cost their second only once.
      await Promise.all([older.stop(), sockets.stop()]);
      await app.close();
    },
  });
}

/** An address as it stands in a URL. */
const inUrl = (address: string): string => (address.includes(':') ? `[${address}]` : address);

const addressGone = (gone: string, instead: string): HubStatus['problems'][number] => ({
  code: 'ADDRESS_GONE',
  message: `The address ${gone} that you chose isn’t there any more. QR codes now show ${instead}.`,
});
