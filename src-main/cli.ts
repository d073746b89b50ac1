import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ulid } from 'ulid';
import { type AppConfig, defaultDataDir, type RunningApp, startApp } from '#main/app.ts';
import { clientOptionKinds, clientOptionsOf, portOf } from '#main/client-options.ts';
import { demoDataDir, removeDemoData, startDemo } from '#main/demo/demo.ts';
import { findHubs, formatHubs } from '#main/discovery/find.ts';
import { exportResults } from '#main/export-results.ts';
import { type CommandRefusal, record, type Terminal } from '#main/record-command.ts';
import { replay } from '#main/replay-command.ts';
import { stampOf } from '#main/store/backup.ts';
import { restoreLog } from '#main/store/restore.ts';
import { tokensOfFolder } from '#main/token-command.ts';
import { defaultPagesDir, version } from '#main/version.ts';
import type { Result } from '#shared/lib/result.ts';
import type { CsvOptions } from '#shared/reports/csv.ts';

const usage = `Touchline ${version}: the hub of a tournament.

  touchline hub [--port 8000] [--host 0.0.0.0] [--data FOLDER] [--no-mdns] [--demo]
                [--adapters all|relay,meet,html,rest,grpc,accounts,stream] [--grpc-port 4002] [--name HOST[:PORT]]…
      runs the hub without a window; Ctrl-C stops it. --adapters: which older clients it serves (all but grpc);
      --name: another name by which it may be called, such as a container’s host
                [--nats nats://HOST:4222] [--nats-subject touchline.competitions.>]
      --nats: competitions’ events are read from there, too
  touchline find [--seconds 3]
      lists the hubs on this network
  touchline export [--data FOLDER] [--tournament NAME|ID] [--to FOLDER] [--separator , | ; | tab] [--bom]
      writes matches.csv, events.csv, standings.csv and heats.csv while no hub runs
  touchline record --url ws://HOST:8000 [--file log.json] [--competition ID]
      appends the events of a competition, or of the list of them, to a file; Ctrl-C ends it
  touchline replay [--file log.json] [--address :3000] [--speed 1]
      plays a recording to WebSockets in its own rhythm, or faster
  touchline replay [--file log.json] --into http://HOST:8000 --token TOKEN [--speed 1 | max]
      publishes a recording on a hub; TOUCHLINE_TOKEN can hold the token
  touchline restore FILE [--data FOLDER]
      puts a backup in the place of the data file, which is moved aside
  touchline token create --role official --name NAME [--data FOLDER]
  touchline token list|revoke NAME [--data FOLDER]
      makes a token with which a program publishes, and prints it once; also while the hub runs
  touchline --version, --help
`;

/** Separators of the CSV files by what is typed for them. */
const separators: ReadonlyMap<string, CsvOptions['separator']> = new Map([
  [',', ','],
  [';', ';'],
  ['tab', '\t'],
]);

/** Ends the program with a sentence on the error stream. */
function fail(sentence: string, code = 1): never {
  console.error(sentence);
  process.exit(code);
}

/** The value of something that was typed, or ends the program with the sentence that says what is wrong with it. */
function typed<T>(read: Result<T, string>): T {
  return read.ok ? read.value : fail(read.error, 2);
}

async function hub(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '8000' },
      host: { type: 'string', default: '0.0.0.0' },
      data: { type: 'string' },
      pages: { type: 'string', default: defaultPagesDir },
      'no-mdns': { type: 'boolean', default: false },
      demo: { type: 'boolean', default: false },
      ...clientOptionKinds,
    },
  });
  const port = typed(portOf('--port', values.port));
  const clients = typed(clientOptionsOf(values));
  const demoData = values.demo && values.data === undefined ? demoDataDir() : null;
  const config: AppConfig = {
    dataDir: values.data ?? demoData ?? defaultDataDir(),
    host: values.host,
    port,
    pagesDir: values.pages,
    mdns: !values['no-mdns'],
    ...clients,
    openPublishing: true,
  };
  // From before the first line is printed: who reads it may send a signal at once.
  const stopAsked = askedToStop();
  const started = await startApp(config);
  if (!started.ok) {
    if (demoData !== null) removeDemoData(demoData);
    fail(started.error.message);
  }
  const app = started.value;
  endOnUncaught(app);
  console.log(
    [
      `Touchline ${version}: the hub is running.`,
      `  Control panel (this machine only): ${app.panelUrl()}`,
      `  Phones, to watch:                  ${app.joinUrl()}`,
      `  Phones, to referee:                ${app.joinUrl()}/j`,
      `  Data folder:                       ${app.dataDir}`,
      'Ctrl-C stops it.',
    ].join('\n'),
  );
  for (const { message } of app.problems()) console.error(message);
  const stopDemo = values.demo ? await startDemo(app) : null;
  // A second Ctrl-C while it stops changes nothing; everything is on disk already.
  await stopAsked;
  await stopDemo?.();
  await app.stop();
  if (demoData === null) {
    console.log('The hub has stopped. Everything is kept.');
    return;
  }
  removeDemoData(demoData);
  console.log('The hub has stopped. The demonstration’s data is removed.');
}

/** Resolves when the program is asked to end. SIGHUP: the terminal was closed. */
const askedToStop = (): Promise<void> =>
  new Promise((asked) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => asked());
  });

/** Runs a command that ends by itself or by a signal. */
async function attended(
  command: (args: string[], terminal: Terminal) => Promise<Result<null, CommandRefusal>>,
  args: string[],
): Promise<void> {
  const ended = await command(args, {
    say: (sentence) => console.log(sentence),
    complain: (sentence) => console.error(sentence),
    stopAsked: askedToStop(),
  });
  if (!ended.ok) fail(ended.error.message, ended.error.wrongOption ? 2 : 1);
  process.exit(0);
}

/** After an error that nobody caught the hub is in a state that nobody knows: it ends, and can be started again. */
function endOnUncaught(app: Pick<RunningApp, 'crashed'>): void {
  const end = (cause: unknown): never => {
    app.crashed(cause);
    const place = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
    fail(`The hub ended by an error. Everything that was confirmed is kept; start it again.\n${place}`);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}

async function find(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { seconds: { type: 'string', default: '3' } } });
  const seconds = Number(values.seconds);
  if (!(seconds > 0 && seconds <= 60)) fail(`--seconds takes a number up to 60, not “${values.seconds}”.`, 2);
  const hubs = await findHubs({ ms: seconds * 1_000 });
  console.log(formatHubs(hubs));
  process.exit(hubs.length > 0 ? 0 : 1);
}

function exportFiles(args: string[]): void {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string' },
      tournament: { type: 'string' },
      to: { type: 'string', default: '.' },
      separator: { type: 'string', default: ',' },
      bom: { type: 'boolean', default: false },
    },
  });
  const separator = separators.get(values.separator);
  if (separator === undefined) fail(`--separator takes , or ; or tab, not “${values.separator}”.`, 2);
  const written = exportResults({
    dataDir: values.data ?? defaultDataDir(),
    tournament: values.tournament ?? null,
    to: values.to,
    csv: { separator, bom: values.bom },
  });
  if (!written.ok) fail(written.error.message);
  console.log(`Written:\n${written.value.map((path) => `  ${path}`).join('\n')}`);
}

function restore(args: string[]): void {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { data: { type: 'string' } },
  });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) {
    fail('Name one file to restore: touchline restore FILE [--data FOLDER].', 2);
  }
  const dataDir = resolve(values.data ?? defaultDataDir());
  const restored = restoreLog(dataDir, resolve(file), { stamp: stampOf(Date.now()), newHubId: ulid });
  if (!restored.ok) fail(restored.error.message);
  const { entries, lastAt, replaced } = restored.value;
  const last = lastAt === null ? '' : `, the last of ${new Date(lastAt).toLocaleString()}`;
  console.log(
    [
      `${file} is now the data file in ${dataDir}: ${entries} entries${last}.`,
      replaced === null
        ? 'There was no data file before.'
        : `What was there before is in ${replaced}. Keep it until the tournament is over.`,
      'Start Touchline now. Phones, boards and panel come back by themselves and fetch everything anew; compare running',
      'matches with the referees’ memory. Referees who joined after this backup join again.',
    ].join('\n'),
  );
}

async function token([action, ...args]: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { data: { type: 'string' }, role: { type: 'string' }, name: { type: 'string' } },
  });
  const dataDir = resolve(values.data ?? defaultDataDir());
  const tokens = tokensOfFolder(dataDir);
  const [named, ...others] = positionals;
  const name = values.name ?? named;
  switch (action) {
    case 'create': {
      if (name === undefined || positionals.length > (values.name === undefined ? 1 : 0)) {
        fail('Name the program: touchline token create --role official --name NAME [--data FOLDER].', 2);
      }
      const role = values.role ?? 'official';
      if (role !== 'official') fail(`A program’s token has the role official, not “${role}”.`, 2);
      const made = await tokens.create(name);
      if (!made.ok) fail(made.error.message);
      console.error(
        `The token of “${name.trim()}” for the hub with its data in ${dataDir}. It is shown this once:`,
      );
      console.log(made.value.token);
      return;
    }
    case 'list': {
      const listed = await tokens.list();
      if (!listed.ok) fail(listed.error.message);
      for (const line of listed.value) {
        const made = new Date(line.createdAt).toISOString();
        console.log([line.name, line.role, made, ...(line.revoked ? ['revoked'] : [])].join('\t'));
      }
      if (listed.value.length === 0) console.error('There are no tokens.');
      return;
    }
    case 'revoke': {
      if (name === undefined || others.length > 0) {
        fail('Name the token to revoke: touchline token revoke NAME [--data FOLDER].', 2);
      }
      const revoked = await tokens.revoke(name);
      if (!revoked.ok) fail(revoked.error.message);
      console.log(`The token “${name}” counts no more.`);
      return;
    }
    default:
      fail(`touchline token takes create, list or revoke.\n\n${usage}`, 2);
  }
}

async function main([command, ...args]: string[]): Promise<void> {
  switch (command) {
    case 'hub':
      return hub(args);
    case 'find':
      return find(args);
    case 'export':
      return exportFiles(args);
    case 'record':
      return attended(record, args);
    case 'replay':
      return attended(replay, args);
    case 'restore':
      return restore(args);
    case 'token':
      return token(args);
    case '--version':
      console.log(version);
      return;
    case '--help':
    case undefined:
      console.log(usage);
      return;
    default:
      fail(`“${command}” isn’t a command of Touchline.\n\n${usage}`, 2);
  }
}

main(process.argv.slice(2)).catch((cause: unknown) => {
  // A wrong option is the user's slip and gets a sentence; anything else is a bug and shows where.
  const wrongOption =
    cause instanceof Error && 'code' in cause && String(cause.code).startsWith('ERR_PARSE_ARGS');
  fail(
    wrongOption
      ? `${cause.message}\n\n${usage}`
      : cause instanceof Error
        ? (cause.stack ?? cause.message)
        : String(cause),
    2,
  );
});
