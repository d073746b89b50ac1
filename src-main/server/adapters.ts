import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { Adapter, Dialect, Upgrade } from '#main/dialects/dialect.ts';
import type { Operation } from '#main/dialects/operation.ts';
import type { AdapterName } from '#shared/domain/people/people.ts';
import type { AdaptersStatus } from '#shared/protocol/clients.ts';

/** The adapters of a hub that is started without saying which: all but the one that needs a port of its own. */
export const usualAdapters: readonly AdapterName[] = ['relay', 'meet', 'html', 'rest', 'accounts', 'stream'];

/** The older systems' ways in, and which of them are open. */
export interface Adapters {
  isOn(name: AdapterName): boolean;
  /** Adds every adapter's routes; those of one that is off answer 404. */
  addRoutes(app: FastifyInstance): void;
  addPanelRoutes(app: FastifyInstance): void;
  /** What takes the upgrades of a path; null when no adapter that is on has it. */
  upgrade(path: string): Upgrade | null;
  /** Opens and closes adapters until exactly these are open. One that can't be opened has its reason in the status. */
  run(wanted: readonly AdapterName[]): Promise<void>;
  status(): AdaptersStatus['adapters'];
  /** Descriptions of their calls over HTTP. */
  operations(): readonly Operation[];
  stop(): Promise<void>;
}

/** `changed` is called when the status did. */
export function createAdapters(
  dialects: readonly Dialect[],
  log: FastifyBaseLogger,
  changed: () => void,
): Adapters {
  const adapters = dialects.flatMap((dialect) => dialect.adapters);
  const on = new Set<AdapterName>();
  const ports = new Map<AdapterName, number>();
  const problems = new Map<AdapterName, string>();
  /** Changes are carried out one after the other. */
  let turn: Promise<void> = Promise.resolve();

  async function open(adapter: Adapter): Promise<void> {
    on.add(adapter.name);
    problems.delete(adapter.name);
    if (!adapter.open) return;
    try {
      const port = await adapter.open();
      if (port !== null) ports.set(adapter.name, port);
    } catch (cause) {
      problems.set(adapter.name, cause instanceof Error ? cause.message : String(cause));
      log.warn({ adapter: adapter.name, err: cause }, 'an adapter can’t be opened');
    }
  }

  async function close(adapter: Adapter): Promise<void> {
    on.delete(adapter.name);
    ports.delete(adapter.name);
    problems.delete(adapter.name);
    await adapter.close();
  }

  async function become(wanted: readonly AdapterName[]): Promise<void> {
    // Side by side: each may have clients that don't answer, and waits a second for them.
    await Promise.all(adapters.filter(({ name }) => on.has(name) && !wanted.includes(name)).map(close));
    for (const adapter of adapters) {
      const isOpen = on.has(adapter.name) && !problems.has(adapter.name);
      if (wanted.includes(adapter.name) && !isOpen) await open(adapter);
    }
    changed();
  }

  const run = (wanted: readonly AdapterName[]): Promise<void> => {
    turn = turn.then(() => become(wanted));
    return turn;
  };

  return {
    isOn: (name) => on.has(name),
    addRoutes(app) {
      for (const { name, routes } of adapters) {
        if (!routes) continue;
        app.register(async (scope) => {
          scope.addHook('onRequest', async (_request, reply) => {
            if (!on.has(name)) return reply.callNotFound();
          });
          routes(scope);
        });
      }
    },
    addPanelRoutes(app) {
      for (const { panelRoutes } of dialects) panelRoutes?.(app);
    },
    upgrade(path) {
      for (const { name, upgrade } of adapters) {
        const taken = on.has(name) ? upgrade?.(path) : null;
        if (taken) return taken;
      }
      return null;
    },
    run,
    status: () =>
      adapters.map(({ name, clients, problem }) => ({
        name,
        on: on.has(name),
        clients: clients(),
        port: ports.get(name) ?? null,
        problem: problems.get(name) ?? (on.has(name) ? problem?.() : null) ?? null,
      })),
    operations: () => dialects.flatMap(({ operations = [] }) => operations),
    async stop() {
      await run([]);
      for (const dialect of dialects) await dialect.stop?.();
    },
  };
}
