import { createHash, randomBytes, randomInt } from 'node:crypto';

/**
 * A secret of `bits` random bits as base64url: fit for a URL fragment or a token. It never begins with a hyphen, since
 * command lines take what does for an option.
 */
export function freshSecret(bits: 128 | 256): string {
  for (;;) {
    const secret = randomBytes(bits / 8).toString('base64url');
    if (!secret.startsWith('-')) return secret;
  }
}

/** Six random digits. */
export const freshCode = (): string => randomInt(0, 1_000_000).toString().padStart(6, '0');

/**
 * What is stored of a secret: SHA-256 in lower-case hex. The secrets are random and long, so that a slow hash (needed for
 * passwords) would add nothing.
 */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
