import { parseArgs } from 'node:util';
import { findHubs, formatHubs } from '#main/discovery/find.ts';
import { ok } from '#shared/lib/result.ts';
import { type Ended, type Terminal, wrongOption } from './command.ts';

/** `touchline find`: lists the hubs on this network. Its status is 1 when none was found. */
export async function find(args: string[], { say }: Pick<Terminal, 'say'>): Promise<Ended> {
  const { values } = parseArgs({ args, options: { seconds: { type: 'string', default: '3' } } });
  const seconds = Number(values.seconds);
  if (!(seconds > 0 && seconds <= 60)) {
    return wrongOption(`--seconds takes a number up to 60, not “${values.seconds}”.`);
  }
  const hubs = await findHubs({ ms: seconds * 1_000 });
  say(formatHubs(hubs));
  return ok(hubs.length > 0 ? 0 : 1);
}
