import type { Command, Terminal } from '#main/commands/command.ts';
import { exportFiles } from '#main/commands/export-command.ts';
import { find } from '#main/commands/find-command.ts';
import { hub } from '#main/commands/hub-command.ts';
import { record } from '#main/commands/record-command.ts';
import { replay } from '#main/commands/replay-command.ts';
import { restore } from '#main/commands/restore-command.ts';
import { token } from '#main/commands/token-command.ts';
import { version } from '#main/version.ts';

const usage = `Touchline ${version}: the hub of a tournament.

  touchline hub [--port 8000] [--host 0.0.0.0] [--data FOLDER] [--no-mdns] [--demo]
                [--adapters all|relay,meet,html,rest,grpc,accounts,stream] [--grpc-port 4002] [--name HOST[:PORT]]…
      runs the hub without a window; Ctrl-C stops it. --adapters: which older clients it serves (all but grpc);
      --name: another name by which it may be called, such as a container’s host
                [--publishing open|tokens]
      --publishing: whether referees and chat programs without a token may write (they may, until the panel says no)
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

const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['hub', hub],
  ['find', find],
  ['export', exportFiles],
  ['record', record],
  ['replay', replay],
  ['restore', restore],
  ['token', token],
]);

const terminal: Terminal = {
  say: (sentence) => console.log(sentence),
  complain: (sentence) => console.error(sentence),
  stopAsked: () =>
    new Promise((asked) => {
      // SIGHUP: the terminal was closed.
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => asked());
    }),
};

/** Ends the program with a sentence on the error stream: 1 when it couldn't be done, 2 after a slip of the keyboard. */
function fail(sentence: string, status: 1 | 2): never {
  console.error(sentence);
  process.exit(status);
}

async function main([name = '--help', ...args]: string[]): Promise<void> {
  if (name === '--help') return console.log(usage);
  if (name === '--version') return console.log(version);
  const command = commands.get(name);
  if (!command) fail(`“${name}” isn’t a command of Touchline.\n\n${usage}`, 2);
  const ended = await command(args, terminal);
  if (!ended.ok) {
    const { message, slip } = ended.error;
    fail(slip === 'command' ? `${message}\n\n${usage}` : message, slip === 'none' ? 1 : 2);
  }
  // What the command began has ended with it, so that the program ends by itself.
  process.exitCode = ended.value;
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
