import { homedir } from 'node:os';
import { join } from 'node:path';
import { ulid } from 'ulid';
import { allDialects } from '#main/all-dialects.ts';
import { removeControlFile, writeControlFile } from '#main/control-file.ts';
import { dataPlaceProblem } from '#main/data-place.ts';
import type { NatsSource } from '#main/dialects/stream/nats.ts';
import { createHub } from '#main/hub/hub.ts';
import type { Every } from '#main/hub/pace.ts';
import { keepBackups } from '#main/keep-backups.ts';
import { createPasswords } from '#main/lib/passwords.ts';
import { followNetwork } from '#main/network.ts';
import { createProblems, type Problems } from '#main/problems.ts';
import { openLog } from '#main/program-log.ts';
import { createOutbox } from '#main/publications/outbox.ts';
import type { ListenRefusal } from '#main/server/listen-refusal.ts';
import { startServer } from '#main/server/server.ts';
import { backUp, stampOf } from '#main/store/backup.ts';
import { type DataRefusal, openData, reason } from '#main/store/open-data.ts';
import { programFolder, version } from '#main/version.ts';
import type { AdapterName } from '#shared/domain/people/people.ts';
import { ok, type Result } from '#shared/lib/result.ts';

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
  /** Adapters for the older systems' clients in this run; left out: those of the settings, or the usual ones. */
  readonly adapters?: readonly AdapterName[] | undefined;
  /** Port of the gRPC adapter, once that is asked for; left out: 4002. */
  readonly grpcPort?: number | undefined;
  /** A NATS server that competitions' events are read from; left out: none. */
  readonly nats?: NatsSource | undefined;
  /**
   * Who may publish through relay and rooms in this run: everybody, or those with a token. Left out: as the settings have
   * it, or `openByDefault` while the organiser has set nothing.
   */
  readonly publishing?: 'open' | 'tokens' | undefined;
  /** Whether those without a token may publish through relay and rooms, while nobody has said so. */
  readonly openByDefault?: boolean | undefined;
  /** log2 of scrypt's cost for accounts' passwords; left out: as strong as it should be. Lower only in tests. */
  readonly passwordCost?: number | undefined;
  /** Names besides its own by which the hub may be called, such as a container's host. */
  readonly names?: readonly string[] | undefined;
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
  /** What is wrong with the hub itself now, in sentences: what the panel shows too, without the network. */
  problems(): ReturnType<Problems['list']>;
  /** Writes an error that nobody caught to the program's own log, at once: the caller ends the process then. */
  crashed(cause: unknown): void;
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

/** How often a disk that took nothing is tried again, in milliseconds. */
const tryDiskEveryMs = 2_000;

const every: Every = (ms, run) => {
  const timer = setInterval(run, ms);
  return () => clearInterval(timer);
};

/** Starts a hub: opens the data folder, listens, announces. Everything it starts ends with `stop`. */
export async function startApp(config: AppConfig): Promise<Result<RunningApp, StartRefusal>> {
  const data = openData(config.dataDir, ulid);
  if (!data.ok) return data;
  const { store } = data.value;
  removeControlFile(config.dataDir);
  const { log, close: closeLog } = openLog(config.dataDir);
  let tellPanel = (): void => {};
  const problems = createProblems(() => tellPanel());
  const hub = createHub(
    store,
    {
      now: Date.now,
      newId: ulid,
      report({ code, message, cause }) {
        // Once: every commit fails while the disk is full, and what is said of each would need room, too.
        if (problems.set({ code, message: notWritten })) log.error({ code, err: cause }, message);
      },
    },
    every,
  );
  hub.onCommit(() => problems.clear('STORE_FAILED'));
  // Nobody may have anything to record for a while after there is room again.
  const stopTrying = every(tryDiskEveryMs, () => {
    const isFailing = problems.list().some(({ code }) => code === 'STORE_FAILED');
    if (isFailing && store.takesWrites()) problems.clear('STORE_FAILED');
  });
  const outbox = createOutbox({
    hub,
    now: Date.now,
    every,
    log,
    dataDir: config.dataDir,
    settings: () => hub.people().settings,
  });
  const network = followNetwork(config.host, config.mdns);
  const server = await startServer({
    hub,
    host: config.host,
    port: config.port,
    pagesDir: config.pagesDir,
    documentsDir: join(programFolder, 'resources'),
    version,
    now: Date.now,
    newId: ulid,
    every,
    log,
    dataDir: config.dataDir,
    outbox,
    dialects: allDialects({
      host: config.host,
      grpcPort: config.grpcPort ?? 4_002,
      nats: config.nats ?? null,
      passwords: createPasswords(config.passwordCost),
    }),
    adapters: config.adapters ?? null,
    publishing: config.publishing ?? null,
    openByDefault: config.openByDefault ?? false,
    names: config.names ?? [],
    network() {
      const known = network.status();
      return { ...known, problems: [...problems.list(), ...known.problems] };
    },
  });
  if (!server.ok) {
    stopTrying();
    await outbox.stop();
    await hub.stop();
    data.value.close();
    closeLog();
    return server;
  }
  const { desk, port } = server.value;
  try {
    writeControlFile(config.dataDir, { port, secret: server.value.controlSecret });
  } catch (cause) {
    // Only the command that makes tokens needs it, and says that no hub answers.
    log.warn({ err: cause }, 'the control file can’t be written');
  }
  tellPanel = server.value.tellPanel;
  network.begin({ id: hub.hubId, name: desk.settings().name, port, version }, () => server.value.moved());
  const place = dataPlaceProblem(config.dataDir);
  if (place) problems.set(place);

  const backups = keepBackups({
    hub,
    every,
    copy: () => backUp(store, config.dataDir, stampOf(Date.now()), ulid),
    became(failure) {
      if (!failure) return problems.clear('BACKUP_FAILED');
      log.error(
        { code: 'BACKUP_FAILED', err: failure.cause },
        'the backup failed; the log itself is not affected',
      );
      problems.set({ code: 'BACKUP_FAILED', message: backupFailed(reason(failure.cause)) });
    },
  });
  log.info({ port, version, head: store.head() }, 'the hub is running');

  return ok({
    port,
    dataDir: config.dataDir,
    panelUrl: server.value.panelUrl,
    joinUrl: server.value.chosenOrigin,
    liveMatches: hub.liveMatches,
    problems: problems.list,
    crashed: (cause) => log.fatal({ err: cause }, 'the hub ended by an error that nobody caught'),
    woke: network.again,
    async stop() {
      removeControlFile(config.dataDir);
      stopTrying();
      await network.stop();
      await server.value.stop();
      await outbox.stop();
      await hub.stop();
      await backups.stop();
      data.value.close();
      log.info('the hub has stopped');
      closeLog();
    },
  });
}

const notWritten =
  'The hub can’t write to its disk: nothing is recorded or confirmed now. Nothing is lost either: phones keep their entries and send them again by themselves. Make room on the disk.';

const backupFailed = (why: string): string =>
  `The last backup failed: ${why}. The data file isn’t affected, whatever was confirmed is kept; the backup is tried again every minute.`;
