import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { type Refusal, refusal } from '#shared/domain/refusal.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';

/** scrypt's cost as OWASP's Password Storage Cheat Sheet has it: N = 2^17, r = 8, p = 1; 128 MiB for one at a time. */
const usualCost = 17;
const blockSize = 8;
const parallel = 1;
const keyBytes = 32;
const maxmem = 256 * 1024 * 1024;
/** Passwords that may wait for their turn; each takes some tenths of a second. */
const mostWaiting = 50;

/**
 * Salted hashes of passwords, made one after the other so that a crowd at the door costs no memory. Both are refused with
 * TOO_MANY while too many passwords wait for their turn.
 */
export interface Passwords {
  /** `scrypt$<log2 N>$<r>$<p>$<salt>$<key>`, salt and key in base64url. */
  hash(password: string): Promise<Result<string, Refusal>>;
  /** Whether a password is the one that was hashed; false for a text that isn't such a hash. */
  matches(password: string, hash: string): Promise<Result<boolean, Refusal>>;
  /** What no password was hashed to. Comparing with it takes as long as with a real one, so that time tells nothing. */
  readonly decoy: string;
}

const tooMany = refusal('TOO_MANY', 'Too many passwords wait to be checked. Try again in a few seconds.');

/** `cost` is log2 N: lower only where tests need many. */
export function createPasswords(cost = usualCost): Passwords {
  let turn: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  async function key(
    password: string,
    salt: Buffer,
    options: ScryptOptions,
  ): Promise<Result<Buffer, Refusal>> {
    if (waiting >= mostWaiting) return err(tooMany);
    waiting += 1;
    const derived = turn.then(
      () =>
        new Promise<Buffer>((resolve, reject) => {
          // NFKC: the same password typed on another keyboard is the same (NIST SP 800-63B, 5.1.1.2).
          scrypt(password.normalize('NFKC'), salt, keyBytes, { ...options, maxmem }, (failed, made) =>
            failed ? reject(failed) : resolve(made),
          );
        }),
    );
    turn = derived
      .catch(() => {})
      .finally(() => {
        waiting -= 1;
      });
    return ok(await derived);
  }

  const written = (salt: Buffer, made: Buffer): string =>
    ['scrypt', cost, blockSize, parallel, salt.toString('base64url'), made.toString('base64url')].join('$');

  return {
    decoy: written(randomBytes(16), randomBytes(keyBytes)),
    async hash(password) {
      const salt = randomBytes(16);
      const made = await key(password, salt, { N: 2 ** cost, r: blockSize, p: parallel });
      return made.ok ? ok(written(salt, made.value)) : made;
    },
    async matches(password, hash) {
      const [kind, n, r, p, salt, stored] = hash.split('$');
      if (kind !== 'scrypt' || salt === undefined || stored === undefined) return ok(false);
      const made = await key(password, Buffer.from(salt, 'base64url'), {
        N: 2 ** Number(n),
        r: Number(r),
        p: Number(p),
      });
      if (!made.ok) return made;
      const wanted = Buffer.from(stored, 'base64url');
      return ok(wanted.length === made.value.length && timingSafeEqual(wanted, made.value));
    },
  };
}
