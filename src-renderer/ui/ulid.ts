const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * A new ULID (https://github.com/ulid/spec): 10 digits of time, 16 of chance. `crypto.getRandomValues` is used since
 * it is there on plain HTTP too, where `crypto.randomUUID` isn't.
 */
export function newUlid(now: number = Date.now()): string {
  let time = '';
  for (let rest = now, i = 0; i < 10; i += 1) {
    time = digits.charAt(rest % 32) + time;
    rest = Math.floor(rest / 32);
  }
  const chance = crypto.getRandomValues(new Uint8Array(16));
  return time + Array.from(chance, (byte) => digits.charAt(byte % 32)).join('');
}
