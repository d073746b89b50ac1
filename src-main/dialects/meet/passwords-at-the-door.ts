import { createHmac, randomBytes } from 'node:crypto';
import type { Passwords } from '#main/lib/passwords.ts';
import type { Moment } from '#shared/domain/ids.ts';

const minute = 60_000;
/** Wrong passwords that one address may try at one meet within a minute. */
const mostWrong = 5;
/** Addresses and meets remembered at most; beyond it those without a recent try are forgotten. */
const mostRemembered = 10_000;

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
  const wrong = new Map<string, readonly Moment[]>();
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

  async function attempt(place: string, meet: string, password: string, hash: string | null): Promise<Tried> {
    const recent = (wrong.get(place) ?? []).filter((at) => at > now() - minute);
    const [oldest] = recent;
    if (recent.length >= mostWrong && oldest !== undefined) {
      return { wait: Math.max(1, Math.ceil((oldest + minute - now()) / 1_000)) };
    }
    const tried = hash === null ? 'wrong' : await compare(meet, password, hash);
    if (tried !== 'wrong') return tried;
    wrong.set(place, [...recent, now()]);
    if (wrong.size > mostRemembered) forgetOld();
    return 'wrong';
  }

  function forgetOld(): void {
    for (const [place, at] of wrong) if ((at.at(-1) ?? 0) <= now() - minute) wrong.delete(place);
  }

  return {
    try(address, meet, password, hash) {
      // One after the other, so that many tries at once are counted as well.
      const place = `${address} ${meet}`;
      const tried = (turns.get(place) ?? Promise.resolve()).then(() => attempt(place, meet, password, hash));
      const settled = tried.catch(() => {});
      turns.set(place, settled);
      void settled.then(() => {
        if (turns.get(place) === settled) turns.delete(place);
      });
      return tried;
    },
  };
}
