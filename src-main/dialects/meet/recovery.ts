import type { MeetClient } from './client.ts';
import { serverPull } from './frames-out.ts';

/** How long one client's answer is waited for, in milliseconds. */
const waitMs = 2_000;

/** Who is asked in one round of questions. */
export interface Round {
  /** Numbers after it are asked for. */
  readonly base: number;
  /** Joined clients now. */
  readonly clients: () => Iterable<MeetClient>;
  /** Whether clients that only show need to be asked: nobody else had everything. */
  readonly isIncomplete: () => boolean;
}

/**
 * Asks the joined clients for what they know of a log that the hub has lost: one after the other in descending priority,
 * those that only show last, each for at most two seconds. One that joins meanwhile is asked, too. Resolves when nobody
 * is left to ask.
 */
export async function askClients({ base, clients, isIncomplete }: Round): Promise<void> {
  const asked = new Set<MeetClient>();
  for (;;) {
    const next = [...clients()].filter((client) => !asked.has(client)).toSorted(byPriority)[0];
    if (!next?.joined || (next.joined.priority === null && !isIncomplete())) return;
    asked.add(next);
    await askClient(next, base);
  }
}

/**
 * Asks one client, from then on sends it what is recorded, and resolves when it has answered, is gone, or two seconds are
 * over. Its answer may come later, too.
 */
export function askClient(client: MeetClient, base: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, waitMs);
    client.waiting = true;
    client.answered = () => {
      clearTimeout(timer);
      client.answered = () => {};
      resolve();
    };
    client.say(serverPull(base));
    client.joined?.line.release();
  });
}

const byPriority = (a: MeetClient, b: MeetClient): number =>
  rank(a) < rank(b) ? 1 : rank(a) > rank(b) ? -1 : 0;

const rank = ({ joined }: MeetClient): number => joined?.priority ?? Number.NEGATIVE_INFINITY;
