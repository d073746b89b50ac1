import { parseArgs } from 'node:util';
import { type ClientOptions, clientOptionKinds, clientOptionsOf, portOf } from '#main/client-options.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';

/** What the desktop app was started with; the same options as `touchline hub`. */
export interface Options {
  /** Null: the usual folder. */
  readonly dataDir: string | null;
  readonly host: string;
  /** Null: the usual port, or the next free one. */
  readonly port: number | null;
  readonly mdns: boolean;
  readonly demo: boolean;
  /** What concerns the clients of older systems. */
  readonly clients: ClientOptions;
}

/**
 * Reads the command line without the program's name; options of Chromium's that are in it are left alone. TOUCHLINE_DATA
 * names the data folder where `--data` doesn't. Refused with a sentence.
 */
export function parseOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Result<Options, string> {
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    options: {
      data: { type: 'string' },
      host: { type: 'string' },
      port: { type: 'string' },
      'no-mdns': { type: 'boolean' },
      demo: { type: 'boolean' },
      ...clientOptionKinds,
    },
  });
  const { data, host, port } = values;
  for (const [name, value] of Object.entries({ data, host, port }))
    if (value === true || value === '') return err(`--${name} needs a value.`);
  const number = port === undefined ? ok(null) : portOf('--port', port);
  if (!number.ok) return number;
  const clients = clientOptionsOf(values);
  if (!clients.ok) return clients;
  return ok({
    dataDir: typeof data === 'string' ? data : env.TOUCHLINE_DATA || null,
    host: typeof host === 'string' ? host : '0.0.0.0',
    port: number.value,
    mdns: values['no-mdns'] !== true,
    demo: values.demo === true,
    clients: clients.value,
  });
}
