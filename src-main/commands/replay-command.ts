import { accessSync, constants, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ulid } from 'ulid';
import { listenAddress, publishUrl } from '#main/record/addresses.ts';
import { replayInto } from '#main/record/replay-into.ts';
import { startReplay } from '#main/record/replay-server.ts';
import { ok, type Result } from '#shared/lib/result.ts';
import { type CommandRefusal, type Ended, failed, type Terminal, wrongOption } from './command.ts';
import { usualFile } from './record-command.ts';

/** Name of the variable that a token can be given in, so that it doesn't show in the list of processes. */
const tokenVariable = 'TOUCHLINE_TOKEN';

/** Why a file can't be read; null if it can. */
function unreadable(file: string): string | null {
  try {
    accessSync(file, constants.R_OK);
    return statSync(file).isDirectory() ? `${file} is a folder. Name a file.` : null;
  } catch {
    return `${file} isn’t there, or may not be read.`;
  }
}

function speedOf(typed: string, into: boolean): Result<number | 'max', CommandRefusal> {
  if (typed === 'max' && into) return ok('max');
  if (typed === 'max') return wrongOption('--speed max goes with --into only.');
  const speed = Number(typed);
  if (Number.isFinite(speed) && speed > 0 && typed.trim() !== '') return ok(speed);
  return wrongOption(`--speed takes a number above 0${into ? ', or max' : ''}, not “${typed}”.`);
}

/** `touchline replay`: serves a recording to WebSockets, or sends it to a hub. */
export async function replay(args: string[], terminal: Terminal): Promise<Ended> {
  const { values } = parseArgs({
    args: withSignedSpeed(args),
    options: {
      file: { type: 'string', default: usualFile },
      address: { type: 'string', default: ':3000' },
      speed: { type: 'string', default: '1' },
      into: { type: 'string' },
      token: { type: 'string' },
    },
  });
  const speed = speedOf(values.speed, values.into !== undefined);
  if (!speed.ok) return speed;
  const trouble = unreadable(values.file);
  if (trouble !== null) return failed(trouble);
  if (values.into !== undefined) {
    return sendInto(
      values.file,
      values.into,
      values.token ?? process.env[tokenVariable],
      speed.value,
      terminal,
    );
  }
  const address = listenAddress(values.address);
  if (!address.ok) return wrongOption(address.error);
  return serve(values.file, address.value, Number(speed.value), terminal);
}

/** `--speed -1` as `--speed=-1`: else the option’s value is taken for an option, and the refusal speaks of that. */
function withSignedSpeed(args: readonly string[]): string[] {
  const at = args.indexOf('--speed');
  const value = args[at + 1];
  if (at === -1 || value === undefined || !/^-[\d.]/.test(value)) return [...args];
  return [...args.slice(0, at), `--speed=${value}`, ...args.slice(at + 2)];
}

async function serve(
  file: string,
  address: { readonly host: string | null; readonly port: number },
  speed: number,
  { say, complain, stopAsked }: Terminal,
): Promise<Ended> {
  const asked = stopAsked();
  const started = await startReplay({ file, address, speed, complain });
  if (!started.ok) return failed(started.error);
  const host = address.host ?? 'localhost';
  const shown = host.includes(':') ? `[${host}]` : host;
  say(`Replaying ${file} at ws://${shown}:${started.value.port}, any path, speed ${speed}. Ctrl-C ends it.`);
  await asked;
  await started.value.stop();
  return ok(0);
}

async function sendInto(
  file: string,
  into: string,
  token: string | undefined,
  speed: number | 'max',
  { say, complain, stopAsked }: Terminal,
): Promise<Ended> {
  const urlOf = publishUrl(into);
  if (!urlOf.ok) return wrongOption(urlOf.error);
  if (token === undefined || !/^\S+$/.test(token)) {
    return wrongOption(`Publishing needs a token: --token T, or the variable ${tokenVariable}.`);
  }
  const stopping = new AbortController();
  void stopAsked().then(() => stopping.abort());
  say(`Sending ${file} to ${into}, speed ${speed}. Ctrl-C ends it.`);
  const sent = await replayInto({
    file,
    urlOf: urlOf.value,
    token,
    speed,
    run: ulid(),
    signal: stopping.signal,
    say,
    complain,
  });
  if (!sent.ok) return failed(sent.error);
  const { events, skipped } = sent.value;
  const how = stopping.signal.aborted ? 'stopped' : 'at its end';
  say(`${events} events are recorded by the hub, ${skipped} lines were skipped; ${how}.`);
  return ok(0);
}
