import { expect, test } from 'vitest';
import { passwordDoor } from '#main/dialects/meet/passwords-at-the-door.ts';
import { createPasswords } from '#main/lib/passwords.ts';

const passwords = createPasswords(4);

async function doorOf(password: string) {
  const hash = await passwords.hash(password);
  if (!hash.ok) throw new Error(hash.error.message);
  const door = passwordDoor(passwords, () => 0);
  return (address: string, meet: string, tried: string, isThere = true) =>
    door.try(address, meet, tried, isThere ? hash.value : null);
}

test('[auth] five wrong passwords a minute for a meet from an address; others and other meets aren’t locked out', async () => {
  const attempt = await doorOf('heron on the river');
  for (let n = 0; n < 5; n += 1) expect(await attempt('10.0.0.1', '111111111', 'no')).toBe('wrong');
  expect(await attempt('10.0.0.1', '111111111', 'heron on the river')).toEqual({ wait: 60 });
  expect(await attempt('10.0.0.1', '222222222', 'heron on the river')).toBe('right');
  expect(await attempt('10.0.0.2', '111111111', 'heron on the river')).toBe('right');
});

test('[auth] an address that tries ids one after the other waits after a hundred of them', async () => {
  const attempt = await doorOf('heron on the river');
  for (let n = 0; n < 100; n += 1) expect(await attempt('10.0.0.1', String(n), 'no', false)).toBe('wrong');
  expect(await attempt('10.0.0.1', '100', 'no', false)).toEqual({ wait: 60 });
  expect(await attempt('10.0.0.2', '100', 'no', false)).toBe('wrong');
});
