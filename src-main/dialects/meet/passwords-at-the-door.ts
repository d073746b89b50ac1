import { createHmac, randomBytes } from 'node:crypto';
import type { Passwords } from '#main/lib/passwords.ts';
import { triesPerMinute } from '#main/lib/rate-limit.ts';
import type { Moment } from '#shared/domain/ids.ts';

/** Wrong passwords that one address may try within a minute at one meet, and at all of them and at ids that no meet has. */
const wrongPerMinute = 5;
const wrongOfAddress = 100;

/** Seconds after which to try again when too many passwords of others wait to be checked. */
export const busySeconds = 5;

/** What trying a password came to: `wait` in seconds when there were too many wrong ones, or too many of others wait. */
export type Tried = 'right' | 'wrong' | { readonly wait: number };

/** Checks passwords of meets, and counts the wrong ones by address. */
export interface PasswordDoor {
  /** `hash` null: there is no such meet, so that any password is wrong. */
  try(address: string, meet: string, password: string, hash: string | null): Promise<Tried>;
}

export function passwordDoor(passwords: Pick<Passwords, 'matches'>, now: () => Moment): PasswordDoor {
  const wrong = triesPerMinute(wrongPerMinute);
  const all = triesPerMinute(wrongOfAddress);
  const turns = new Map<string, Promise<unknown>>();
  // A hall of clients comes back at once after a restart: the slow hash is needed for the first of them only. The key is
  // made anew at every start and never leaves the memory.
  const secret = randomBytes(32);
  const right = new Map<string, string>();

  const quickOf = (password: string): string =>
    createHmac('sha256', secret).update(password.normalize('NFKC')).digest('base64');

  async function compare(meet: string, password: string, hash: string): Promise<Tried> {
    if (right.get(meet) === quickOf(password)) return 'right';
    const isRight = await passwords.matches(password, hash);
    if (!isRight.ok) return { wait: busySeconds };
    if (isRight.value) right.set(meet, quickOf(password));
    return isRight.value ? 'right' : 'wrong';
  }

  async function attempt(
    address: string,
    meet: string,
    password: string,
    hash: string | null,
  ): Promise<Tried> {
    const place = `${address} ${meet}`;
    const wait = all.wait(address, now()) || wrong.wait(place, now());
    if (wait > 0) return { wait };
    const tried = hash === null ? 'wrong' : await compare(meet, password, hash);
    if (tried === 'wrong') {
      all.take(address, now());
      wrong.take(place, now());
    }
    return tried;
  }

  return {
    try(address, meet, password, hash) {
      // One after the other, so that many tries at once are counted as well.
      const place = `${address} ${meet}`;
      const tried = (turns.get(place) ?? Promise.resolve()).then(() =>
        attempt(address, meet, password, hash),
      );
      const settled = tried.catch(() => {});
      turns.set(place, settled);
      void settled.then(() => {
        if (turns.get(place) === settled) turns.delete(place);
      });
      return tried;
    },
  };
}
