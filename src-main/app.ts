import { createWriteStream, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import pino, { type Logger } from 'pino';
import { ulid } from 'ulid';
import { createHub } from '#main/hub/hub.ts';
import type { Every } from '#main/hub/scoreboard.ts';
import { followNetwork } from '#main/network.ts';
import { type ListenRefusal, startServer } from '#main/server/server.ts';
import { backUp, stampOf } from '#main/store/backup.ts';
import { type DataRefusal, openData } from '#main/store/open-data.ts';
import { version } from '#main/version.ts';
import { ok, type Result } from '#shared/lib/result.ts';

/** How often the log is copied while it grows, in milliseconds. */
const backupEveryMs = 5 * 60_000;

/** What a hub is started with. */
export interface AppConfig {
  /** Folder of the log, its copies and the program's own log. */
  readonly dataDir: string;
  /** Address to listen on; `0.0.0.0`: all of them. */
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Folder of the built pages. */
  readonly pagesDir: string;
  /** Whether to announce the hub on the network. */
  readonly mdns: boolean;
}

/** A running hub. */
export interface RunningApp {
  readonly port: number;
  readonly dataDir: string;
  /** Address of the panel with a fresh one-time token: for this machine only. */
  panelUrl(): string;
  /** Address for everybody else's phones. */
  joinUrl(): string;
  /** Matches that are being played now. */
  liveMatches(): number;
  /** The laptop woke up: the network may be another one. */
  woke(): void;
  /** Says goodbye to everybody and closes the log. */
  stop(): Promise<void>;
}

/** Why a hub didn't start; `message` is one sentence for the person at the keyboard. */
export type StartRefusal = DataRefusal | ListenRefusal;

/** Where the data lies when nothing else is said: the operating system's folder for local application data. */
export function defaultDataDir(platform = process.platform, env = process.env): string {
  switch (platform) {
    case 'win32':
      return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'Touchline');
    case 'darwin':
      return join(homedir(), 'Library', 'Application Support', 'Touchline');
    default:
      return join(env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'touchline');
  }
}

const every: Every = (ms, run) => {
  const timer = setInterval(run, ms);
  return () => clearInterval(timer);
};

/** The program's own log: one JSON line per entry, in `<data>/logs/hub.log`. */
function openLog(dataDir: string): { log: Logger; close: () => Promise<void> } {
  const folder = join(dataDir, 'logs');
  mkdirSync(folder, { recursive: true });
  const file = createWriteStream(join(folder, 'hub.log'), { flags: 'a' });
  const log = pino({ level: process.env.TOUCHLINE_LOG ?? 'info' }, file);
  // A full disk must not stop the hub through its log; the store reports the same trouble to everybody.
  file.on('error', () => {});
  return { log, close: () => new Promise((closed) => file.end(closed)) };
}

/** Starts a hub: opens the data folder, listens, announces. Everything it starts ends with `stop`. */
export async function startApp(config: AppConfig): Promise<Result<RunningApp, StartRefusal>> {
  const data = openData(config.dataDir, ulid);
  if (!data.ok) return data;
  const { store } = data.value;
  const { log, close: closeLog } = openLog(config.dataDir);
  const hub = createHub(
    store,
    {
      now: Date.now,
      newId: ulid,
      report: ({ code, message, cause }) => log.error({ code, err: cause }, message),
    },
    every,
  );
  const network = followNetwork(config.host, config.mdns);
  const server = await startServer({
    hub,
    host: config.host,
    port: config.port,
    pagesDir: config.pagesDir,
    version,
    now: Date.now,
    newId: ulid,
    every,
    log,
    network: network.status,
  });
  if (!server.ok) {
    await hub.stop();
    data.value.close();
    await closeLog();
    return server;
  }
  const { desk, port } = server.value;
  network.begin({ id: hub.hubId, name: desk.settings().name, port, version }, () => server.value.moved());

  let backedUp = store.head();
  const copy = async (): Promise<void> => {
    if (store.head() === backedUp) return;
    const head = store.head();
    try {
      await backUp(store, config.dataDir, stampOf(Date.now()), ulid);
      backedUp = head;
    } catch (cause) {
      log.error({ err: cause }, 'the backup failed; the log itself is not affected');
    }
  };
  let copying: Promise<void> = Promise.resolve();
  const stopBackups = every(backupEveryMs, () => {
    copying = copying.then(copy);
  });
  log.info({ port, version, head: store.head() }, 'the hub is running');

  return ok({
    port,
    dataDir: config.dataDir,
    panelUrl: server.value.panelUrl,
    joinUrl: server.value.chosenOrigin,
    liveMatches: hub.liveMatches,
    woke: network.again,
    async stop() {
      stopBackups();
      await network.stop();
      await server.value.stop();
      await hub.stop();
      await copying;
      await copy();
      data.value.close();
      log.info('the hub has stopped');
      await closeLog();
    },
  });
}
