import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

/** scrypt's cost as OWASP's Password Storage Cheat Sheet has it: N = 2^17, r = 8, p = 1; 128 MiB for one at a time. */
const usualCost = 17;
const blockSize = 8;
const parallel = 1;
const keyBytes = 32;
const maxmem = 256 * 1024 * 1024;
/** Passwords that may wait for their turn; each takes some tenths of a second. */
const mostWaiting = 50;

/** Too many passwords wait to be hashed or compared: try again later. Nothing was changed. */
export class TooManyPasswords extends Error {
  constructor() {
    super('Too many passwords wait to be checked. Try again in a few seconds.');
    this.name = 'TooManyPasswords';
  }
}

/** Salted hashes of passwords, made one after the other so that a crowd at the door costs no memory. */
export interface Passwords {
  /** `scrypt$<log2 N>$<r>$<p>$<salt>$<key>`, salt and key in base64url. Rejects with `TooManyPasswords`. */
  hash(password: string): Promise<string>;
  /** Whether a password is the one that was hashed; false for a text that isn't such a hash. Rejects as `hash` does. */
  matches(password: string, hash: string): Promise<boolean>;
  /** What no password was hashed to. Comparing with it takes as long as with a real one, so that time tells nothing. */
  readonly decoy: string;
}

/** `cost` is log2 N: lower only where tests need many. */
export function createPasswords(cost = usualCost): Passwords {
  let turn: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  function key(password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
    if (waiting >= mostWaiting) return Promise.reject(new TooManyPasswords());
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
    return derived;
  }

  const written = (salt: Buffer, made: Buffer): string =>
    ['scrypt', cost, blockSize, parallel, salt.toString('base64url'), made.toString('base64url')].join('$');

  return {
    decoy: written(randomBytes(16), randomBytes(keyBytes)),
    async hash(password) {
      const salt = randomBytes(16);
      return written(salt, await key(password, salt, { N: 2 ** cost, r: blockSize, p: parallel }));
    },
    async matches(password, hash) {
      const [kind, n, r, p, salt, stored] = hash.split('$');
      if (kind !== 'scrypt' || salt === undefined || stored === undefined) return false;
      const made = await key(password, Buffer.from(salt, 'base64url'), {
        N: 2 ** Number(n),
        r: Number(r),
        p: Number(p),
      });
      const wanted = Buffer.from(stored, 'base64url');
      return wanted.length === made.length && timingSafeEqual(wanted, made);
    },
  };
}
