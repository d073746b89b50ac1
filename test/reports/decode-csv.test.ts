import { describe, expect, test } from 'vitest';
import { decodeCsv } from '#ui/decode-csv.ts';

const bytes = (...numbers: number[]): Uint8Array => Uint8Array.from(numbers);
const text = 'Müller;Čapková\r\n';

describe('[CSV as people make it] encoding', () => {
  test('UTF-8, with and without a byte order mark', () => {
    const encoded = new TextEncoder().encode(text);
    expect(decodeCsv(encoded)).toBe(text);
    expect(decodeCsv(bytes(0xef, 0xbb, 0xbf, ...encoded))).toBe(text);
  });

  test('what can’t be UTF-8 is windows-1252', () => {
    expect(decodeCsv(bytes(0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72, 0x80))).toBe('Müller€');
  });

  test('UTF-16 that says so, as Excel’s "Unicode text"', () => {
    const units = [...text].map((letter) => letter.charCodeAt(0));
    expect(decodeCsv(bytes(0xff, 0xfe, ...units.flatMap((unit) => [unit & 255, unit >> 8])))).toBe(text);
    expect(decodeCsv(bytes(0xfe, 0xff, ...units.flatMap((unit) => [unit >> 8, unit & 255])))).toBe(text);
  });
});
