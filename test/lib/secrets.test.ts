import { expect, test } from 'vitest';
import { freshSecret } from '#main/lib/secrets.ts';

test('[token] no secret begins with a hyphen, which a command line takes for an option', () => {
  const secrets = Array.from({ length: 5_000 }, () => freshSecret(128));
  expect(secrets.filter((secret) => !/^[0-9A-Za-z_][0-9A-Za-z_-]{21}$/.test(secret))).toEqual([]);
});
