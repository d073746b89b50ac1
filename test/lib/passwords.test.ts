import { expect, test } from 'vitest';
import { createPasswords } from '#main/lib/passwords.ts';

test('[accounts] while fifty passwords wait for their turn more are refused, and those that wait are hashed', async () => {
  const passwords = createPasswords(4);
  const waiting = Array.from({ length: 50 }, (_, n) => passwords.hash(`heron ${n}`));
  const refused = { ok: false, error: expect.objectContaining({ code: 'TOO_MANY' }) };
  expect(await passwords.hash('one more')).toEqual(refused);
  expect(await passwords.matches('one more', passwords.decoy)).toEqual(refused);
  const hashes = await Promise.all(waiting);
  expect(hashes.filter(({ ok }) => ok)).toHaveLength(50);
  const [first] = hashes;
  expect(first?.ok && (await passwords.matches('heron 0', first.value))).toEqual({ ok: true, value: true });
  expect(first?.ok && (await passwords.matches('heron 1', first.value))).toEqual({ ok: true, value: false });
});
