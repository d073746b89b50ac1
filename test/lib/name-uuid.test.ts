import { expect, test } from 'vitest';
import { uuidOf } from '#main/lib/name-uuid.ts';

test('[RFC 9562 §5.5] a name has one UUID, the one that another implementation makes of it', () => {
  // Python's uuid.uuid5 with the same name space.
  expect(uuidOf('tournament/cup')).toBe('367e5451-6d21-5c0b-b22f-8eef74d51a5a');
  expect(uuidOf('Héron')).toBe('1dc04e4b-1fb0-52b8-8b96-4fce8edb1c1d');
});
