import type { AppConfig } from '#main/app.ts';
import type { NatsSource } from '#main/dialects/stream/nats.ts';
import { AdapterName } from '#shared/domain/people/people.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';

/** Options of the command line that concern the clients of older systems, for `parseArgs`. */
export const clientOptionKinds = {
  adapters: { type: 'string' },
  publishing: { type: 'string' },
  'grpc-port': { type: 'string' },
  nats: { type: 'string' },
  'nats-subject': { type: 'string' },
  name: { type: 'string', multiple: true },
} as const;

/** What was typed for them; `true` where a value was left out (`parseArgs` without `strict`). */
export type TypedClientOptions = {
  readonly [Option in keyof typeof clientOptionKinds]?: unknown;
};

/** What those options mean to the hub. */
export type ClientOptions = Pick<AppConfig, 'adapters' | 'publishing' | 'grpcPort' | 'nats' | 'names'>;

/** A port as it was typed, 0 to 65535; refused with a sentence. */
export function portOf(option: string, typed: unknown): Result<number, string> {
  const port = Number(typed);
  return typeof typed === 'string' && /^\d{1,5}$/.test(typed) && port <= 65_535
    ? ok(port)
    : err(`${option} takes a number from 0 to 65535, not “${String(typed)}”.`);
}

/** Adapters as they were typed: `all`, `none`, or names with commas between them; `rooms` are html and rest. */
function adaptersOf(typed: unknown): Result<readonly AdapterName[], string> {
  if (typed === 'all') return ok(AdapterName.options);
  if (typed === 'none') return ok([]);
  const words = typeof typed === 'string' ? typed.split(',').map((word) => word.trim().toLowerCase()) : [''];
  const named = words.flatMap((word) => (word === 'rooms' ? ['html', 'rest'] : [word]));
  const adapters = named.map((word) => AdapterName.safeParse(word));
  const wrong = adapters.findIndex(({ success }) => !success);
  if (wrong === -1) return ok(adapters.flatMap(({ data }) => data ?? []));
  return err(
    `--adapters takes all, none, or names with commas between them: ${AdapterName.options.join(', ')}; not “${named[wrong]}”.`,
  );
}

/** Who may publish, as it was typed. */
function publishingOf(typed: unknown): Result<ClientOptions['publishing'], string> {
  if (typed === undefined || typed === 'open' || typed === 'tokens') return ok(typed);
  return err(`--publishing takes open or tokens, not “${String(typed)}”.`);
}

/** A NATS server and subject as they were typed. */
function natsOf(server: unknown, subject: unknown): Result<NatsSource, string> {
  const url = String(server).includes('://') ? String(server) : `nats://${String(server)}`;
  if (
    typeof server !== 'string' ||
    !/^(?:nats|tls):\/\//.test(url) ||
    !URL.canParse(url) ||
    new URL(url).host === ''
  )
    return err(`--nats takes a server such as nats://192.168.1.30:4222, not “${String(server)}”.`);
  if (typeof subject !== 'string' || !/^[^\s.]+(?:\.[^\s.]+)*$/.test(subject))
    return err(`--nats-subject takes a subject such as touchline.competitions.>, not “${String(subject)}”.`);
  return ok({ server: url, subject });
}

/** Reads the options; those that weren't given are left to the hub. Refused with a sentence. */
export function clientOptionsOf(typed: TypedClientOptions): Result<ClientOptions, string> {
  const adapters = typed.adapters === undefined ? ok(undefined) : adaptersOf(typed.adapters);
  if (!adapters.ok) return adapters;
  const publishing = publishingOf(typed.publishing);
  if (!publishing.ok) return publishing;
  const grpcPort =
    typed['grpc-port'] === undefined ? ok(undefined) : portOf('--grpc-port', typed['grpc-port']);
  if (!grpcPort.ok) return grpcPort;
  const nats =
    typed.nats === undefined
      ? ok(undefined)
      : natsOf(typed.nats, typed['nats-subject'] ?? 'touchline.competitions.>');
  if (!nats.ok) return nats;
  const names = Array.isArray(typed.name) ? typed.name : [];
  const unnamed = names.some((name) => typeof name !== 'string' || name === '');
  if (unnamed) return err('--name needs a value.');
  return ok({
    adapters: adapters.value,
    publishing: publishing.value,
    grpcPort: grpcPort.value,
    nats: nats.value,
    names: names.map(String),
  });
}
