import type { FastifyInstance } from 'fastify';
import { createProgramTokens, type ProgramTokens } from '#main/accounts/program-tokens.ts';
import { tokenOf } from '#main/accounts/request-token.ts';
import { createSessions } from '#main/accounts/sessions.ts';
import type { Caller, Dialect, DialectContext } from '#main/dialects/dialect.ts';
import type { AdapterName, HubSettings } from '#shared/domain/people/people.ts';
import type { AdaptersStatus } from '#shared/protocol/clients.ts';
import { type Adapters, createAdapters, usualAdapters } from './adapters.ts';
import { accountCaller, endsRights, joinedCaller, nobody, programCaller } from './callers.ts';
import { isLoopback, isOurNeighbour, plainAddress, type Reachable } from './hosts.ts';
import type { JoinDesk } from './join-desk.ts';

/** How often the panel hears who is connected to each adapter, in milliseconds. */
const tellEveryMs = 5_000;

/** What a hub is started with that concerns the clients of older systems. */
export interface OlderClientsOptions
  extends Pick<DialectContext, 'hub' | 'now' | 'newId' | 'every' | 'log' | 'dataDir' | 'outbox'> {
  /** Makes what serves the older systems' clients. */
  readonly dialects: (context: DialectContext) => readonly Dialect[];
  /** Adapters that this run was started with; null: those of the settings, or the usual ones. */
  readonly adapters: readonly AdapterName[] | null;
  /** Who may publish, as this run was started; null: as the settings have it. */
  readonly publishing: 'open' | 'tokens' | null;
  /** Whether those without a token may publish, while nobody has said so. */
  readonly openByDefault: boolean;
}

/** The adapters for older clients, run as the settings say, and who their callers are. */
export interface OlderClients extends Pick<Adapters, 'upgrade' | 'operations'> {
  readonly tokens: ProgramTokens;
  addRoutes(app: FastifyInstance): void;
  addPanelRoutes(app: FastifyInstance): void;
  /** Opens the adapters that this run begins with. */
  start(): Promise<void>;
  /** Settings of the hub were changed: what the program was started with counts until the organiser chooses. */
  settingsChanged(change: Partial<HubSettings>): Promise<void>;
  stop(): Promise<void>;
}

/** Nothing is open before `start`. `reachable` tells where the hub is now; who counts as this machine goes by it. */
export function createOlderClients(
  options: OlderClientsOptions,
  desk: Pick<JoinDesk, 'whoIs' | 'nameOf' | 'settings'>,
  reachable: () => Reachable,
): OlderClients {
  const { hub, now, newId, every, log, dataDir, outbox } = options;
  const tokens = createProgramTokens(hub);
  const sessions = createSessions(hub, now);
  let { adapters: startedWith, publishing } = options;

  const openPublishing = (): boolean =>
    publishing === null ? (desk.settings().openPublishing ?? options.openByDefault) : publishing === 'open';

  /** Whose token it is; the panel's counts on this machine only. */
  function callerWith(token: string, onLoopback: () => boolean): Caller {
    const program = tokens.whose(token);
    if (program) return programCaller(program);
    const account = sessions.use(token);
    if (account) return accountCaller(account);
    const identity = desk.whoIs(token);
    if (!identity || (identity.role === 'organiser' && !onLoopback())) return nobody;
    return joinedCaller(identity, desk.nameOf(identity.device) ?? '');
  }

  const changed = hub.provideStatus(
    'adapters',
    (): AdaptersStatus => ({ adapters: adapters.status(), openPublishing: openPublishing() }),
  );
  const dialects = options.dialects({
    hub,
    now,
    newId,
    every,
    log,
    dataDir,
    outbox,
    callerOf(request) {
      const token = tokenOf(request);
      return token === null ? nobody : callerWith(token, () => isLoopback(request, reachable()));
    },
    onRevoked: (listener) =>
      hub.onCommit((rows) => {
        if (rows.some(endsRights)) listener();
      }),
    addressOf: (request) => plainAddress(request.socket.remoteAddress),
    isLoopback: (request) => isLoopback(request, reachable()),
    isOurOrigin: (origin) => isOurNeighbour(origin, reachable()),
    openPublishing,
  });
  const adapters = createAdapters(dialects, log, () => changed());
  // Who watches and how far behind they are changes all the time.
  const stopTelling = every(tellEveryMs, changed);
  const run = (): Promise<void> => adapters.run(startedWith ?? desk.settings().adapters ?? usualAdapters);

  return {
    tokens,
    upgrade: adapters.upgrade,
    operations: adapters.operations,
    addRoutes: adapters.addRoutes,
    addPanelRoutes: adapters.addPanelRoutes,
    start: run,
    async settingsChanged(change) {
      if (change.adapters !== undefined) {
        startedWith = null;
        await run();
      }
      if (change.openPublishing !== undefined) publishing = null;
      changed();
    },
    async stop() {
      stopTelling();
      await adapters.stop();
    },
  };
}
