import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backOffMs } from '#main/publications/back-off.ts';
import { unreached } from '#main/publications/parcel.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import { mailAddress, publicationsEntry, publicationsTopic } from '#shared/domain/meet/publications.ts';

describe('the return address', () => {
  test.for([
    'otter@hall.example',
    'first.last+meet@sub.hall.example',
    "o'lynx@hall.example",
    'root@localhost',
    'größe@münchen.example',
    '  otter@hall.example ',
  ])('[publications] %j is one', (text) => {
    expect(mailAddress(text)).toBe(text.trim());
  });

  test.for([
    '',
    'otter',
    '@hall.example',
    'otter@',
    'otter@hall..example',
    'otter@-hall.example',
    'otter@hall.example, lynx@hall.example',
    'otter@hall.example;lynx@hall.example',
    'Otter <otter@hall.example>',
    'otter@hall.example\nBcc: lynx@hall.example',
    'otter@hall.example\r\n\r\nhello',
    'ot\u0000ter@hall.example',
    '"a b"@hall.example',
    'a@b@hall.example',
    `${'x'.repeat(65)}@hall.example`,
    `otter@${'x'.repeat(300)}.example`,
  ])('[publications] %j is none', (text) => {
    expect(mailAddress(text)).toBe(null);
  });

  test('[publications] whatever is let in has one @ and nothing that ends a line or a list', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (before, after) => {
        const found = mailAddress(`${before}@${after}`);
        if (found !== null) expect(found).toMatch(/^[^\s@,;<>"\p{C}]+@[^\s@,;<>"\p{C}]+$/u);
      }),
    );
  });
});

test.for([
  ['ECONNREFUSED', 'refused'],
  ['ENOTFOUND', 'unknownName'],
  ['EAI_AGAIN', 'unknownName'],
  ['EDNS', 'unknownName'],
  ['CERT_HAS_EXPIRED', 'certificate'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate'],
  ['ETIMEDOUT', 'timeout'],
  ['UND_ERR_CONNECT_TIMEOUT', 'timeout'],
  ['ECONNRESET', 'unreachable'],
] as const)('[publications] what a request failed with, %s, is told as “%s”', ([detail, code]) => {
  const cause = new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: detail }) });
  expect(unreached('mail.example:25', cause)).toEqual({ code, where: 'mail.example:25', detail });
});

test('[publications] waits double up to ten minutes, less up to a quarter that differs by delivery', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 1_000 }), (key, failures) => {
      const whole = Math.min(600_000, 2_000 * 2 ** (failures - 1));
      const wait = backOffMs(key, failures, false);
      expect(wait).toBeLessThanOrEqual(whole);
      expect(wait).toBeGreaterThanOrEqual(whole * 0.75 - 1);
    }),
  );
  const together = Array.from({ length: 50 }, (_, n) => backOffMs(`P${n} webhook`, 9, false));
  expect(new Set(together).size).toBeGreaterThan(30);
});

test('[publications] what is refused for good waits about an hour, however often it was tried', () => {
  for (const failures of [1, 2, 50]) {
    const wait = backOffMs('P1 smtp', failures, true);
    expect(wait).toBeLessThanOrEqual(3_600_000);
    expect(wait).toBeGreaterThanOrEqual(2_699_999);
  }
});

test('[publications] an entry that can’t be read moves the state on and changes nothing', () => {
  const { fold, name } = publicationsTopic;
  const entry = (seq: number, type: string, body: string) => ({
    seq,
    type,
    body,
    hubAt: 5,
    device: 'outbox' as DeviceId,
  });
  const { type, body } = publicationsEntry({
    type: 'noticed',
    publication: 'P1',
    meet: '123456789',
    row: 3,
    at: 1,
    returnEmail: '',
  });
  const before = fold.evolve(fold.empty(name), entry(4, type, body));
  for (const strange of [
    '{}',
    '[]',
    '{"type":"delivered"}',
    '{"type":"owed","publication":"P2","target":"smtp"}',
  ]) {
    expect(fold.evolve(before, entry(5, 'strange', strange))).toEqual({ ...before, seq: 5 });
  }
});
