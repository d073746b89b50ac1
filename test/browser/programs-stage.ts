import { join } from 'node:path';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import type { Adapter, Dialect } from '#main/dialects/dialect.ts';
import { createHub } from '#main/hub/hub.ts';
import type { Every } from '#main/hub/pace.ts';
import { startServer } from '#main/server/server.ts';
import { memoryStore } from '#main/store/memory-store.ts';
import { programFolder } from '#main/version.ts';
import { AdapterName } from '#shared/domain/people/people.ts';
import type {
  AccountsStatus,
  CompetitionsStatus,
  MeetConflictLine,
  MeetsStatus,
  RelayStatus,
  RoomsStatus,
} from '#shared/protocol/clients.ts';
import { builtPages } from '../support/browser.ts';
import { freshFolder } from '../support/folder.ts';
import { cupCommands, organiser } from '../support/small-cup.ts';

/** What the programs of other systems have come to, as a test sets it. */
export interface Scene {
  relay: RelayStatus;
  meets: MeetsStatus;
  rooms: RoomsStatus;
  accounts: AccountsStatus;
  competitions: CompetitionsStatus;
  /** Clients of each way in, and why it can't be opened. */
  readonly clients: Partial<Record<AdapterName, number>>;
  readonly problems: Partial<Record<AdapterName, string>>;
  /** Lines of every list that is read page by page: the test's own, with texts of its own. */
  lines: readonly { readonly seq: number; readonly at: number; readonly text: string }[];
  conflicts: readonly MeetConflictLine[];
  /** What the next calls of the panel are refused with; null: they are done. */
  refusing: { readonly code: string; readonly message: string } | null;
}

/** A call of the panel, as the scene got it. */
export interface Called {
  readonly path: string;
  readonly body: unknown;
}

/** A hub whose other programs are a scene: everything else is real. */
export interface ScenicHub {
  readonly port: number;
  readonly scene: Scene;
  readonly called: Called[];
  panelUrl(): string;
  /** The scene has changed: the panel is told. */
  changed(): void;
  stop(): Promise<void>;
}

const emptyScene = (): Scene => ({
  relay: { total: 0, matches: [] },
  meets: { total: 0, meets: [] },
  rooms: { total: 0, rooms: [], hubRooms: [] },
  accounts: { signUpOpen: false, total: 0, accounts: [], tokens: [] },
  competitions: { total: 0, competitions: [] },
  clients: {},
  problems: {},
  lines: [],
  conflicts: [],
  refusing: null,
});

const every: Every = (ms, run) => {
  const timer = setInterval(run, ms);
  return () => clearInterval(timer);
};

/** Pages that the scene gives at once, as real ways in do. */
const pageSize = 50;

/** A running hub with the small cup on it and the built panel; it ends with the test. */
export async function scenicHub(): Promise<ScenicHub> {
  const scene = emptyScene();
  const called: Called[] = [];
  const log = pino({ level: 'silent' });
  let ids = 0;
  const newId = (): string => {
    ids += 1;
    return `id${ids}`;
  };
  const hub = createHub(memoryStore('hub-1'), { now: Date.now, newId, report: () => {} }, every);
  for (const command of cupCommands()) await hub.submit(command, organiser);
  const tell = (['relay', 'meets', 'rooms', 'accounts', 'competitions'] as const).map((topic) =>
    hub.provideStatus(topic, () => scene[topic]),
  );
  const adapters = AdapterName.options.map(
    (name): Adapter => ({
      name,
      clients: () => scene.clients[name] ?? 0,
      async open() {
        const problem = scene.problems[name];
        if (problem !== undefined) throw new Error(problem);
        return name === 'grpc' ? 4_002 : null;
      },
      close: async () => {},
    }),
  );
  const dialect: Dialect = {
    adapters,
    panelRoutes(app) {
      const given = (before: string | undefined) => {
        const from = before === undefined ? Number.POSITIVE_INFINITY : Number(before);
        return scene.lines.filter(({ seq }) => seq < from).slice(0, pageSize);
      };
      app.addHook('preHandler', async (request, reply) => {
        if (request.method === 'POST' && !request.url.endsWith('/claim'))
          called.push({ path: request.url.replace('/api/organiser/', ''), body: request.body });
        if (scene.refusing && !request.url.endsWith('/claim')) return reply.code(400).send(scene.refusing);
      });
      for (const kind of ['relay', 'competitions']) {
        app.get<{ Querystring: { before?: string } }>(
          `/api/organiser/${kind}/:id/events`,
          async ({ query }) => ({
            events: given(query.before).map((line) => ({ ...line, type: 'HeatStartedEvent' })),
          }),
        );
      }
      for (const kind of ['rooms', 'hub-rooms']) {
        app.get<{ Querystring: { before?: string } }>(
          `/api/organiser/${kind}/:id/messages`,
          async ({ query }) => ({
            messages: given(query.before).map((line) => ({ ...line, user: 'Otter' })),
          }),
        );
      }
      app.get('/api/organiser/meets/:id/conflicts', async () => ({ conflicts: scene.conflicts }));
      app.get('/api/organiser/meets/:id/publications/:publication', async (_request, reply) =>
        reply.type('text/csv').send('\uFEFFName,Sex\nHeron,F\n'),
      );
      app.post('/api/organiser/meets', async () => ({ meetId: '123456789' }));
      app.post('/api/organiser/tokens', async () => ({ token: 'ab_CD-0123456789-secret-of-a-program' }));
      for (const path of [
        'rooms/:id/delete',
        'hub-rooms/:id/delete',
        'accounts',
        'accounts/:id/role',
        'accounts/:id/reset',
        'accounts/:id/revoke',
        'accounts/:id/restore',
        'tokens/:name/revoke',
      ])
        app.post(`/api/organiser/${path}`, async () => ({}));
    },
  };
  const server = await startServer({
    hub,
    host: '127.0.0.1',
    port: 0,
    pagesDir: builtPages('panel'),
    documentsDir: join(programFolder, 'resources'),
    version: '0.0.0',
    now: Date.now,
    newId,
    every,
    log,
    dataDir: freshFolder(),
    outbox: {
      wake: () => {},
      deliveriesOf: () => [{ target: 'folder', state: 'failing', tries: 3, to: '', failure: null, at: null }],
      retryNow: (publication) => void called.push({ path: `retry ${publication}`, body: null }),
      onChange: () => () => {},
    },
    dialects: () => [dialect],
    adapters: null,
    publishing: null,
    openByDefault: false,
    names: [],
    network: () => ({
      addresses: [{ address: '192.168.1.20', card: 'wlan0', kind: 'lan' }],
      former: [],
      host: 'touchline.local',
      problems: [],
    }),
  });
  if (!server.ok) throw new Error(server.error.message);
  let stopping: Promise<void> | null = null;
  const stop = (): Promise<void> => {
    stopping ??= server.value.stop().then(() => hub.stop());
    return stopping;
  };
  onTestFinished(stop);
  return {
    port: server.value.port,
    scene,
    called,
    panelUrl: server.value.panelUrl,
    changed() {
      for (const one of tell) one();
    },
    stop,
  };
}
