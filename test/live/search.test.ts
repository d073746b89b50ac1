import { expect, test } from 'vitest';
import { finder, plain } from '#ui/search.ts';

test('a search finds rows that have all of its words, in any order, whatever their case and accents', () => {
  const rows = ['Čapková, River', 'Heron, River', 'Lynx, Forest'];
  const found = (search: string) => rows.filter(finder(search, plain));
  expect(found('RIV capk')).toEqual(['Čapková, River']);
  expect(found('river')).toEqual(['Čapková, River', 'Heron, River']);
  expect(found('river forest')).toEqual([]);
});

test('without words every row is found and no text is made of any', () => {
  let made = 0;
  const text = (row: string): string => {
    made += 1;
    return plain(row);
  };
  for (const search of ['', '  ']) expect(['Heron', 'Lynx'].filter(finder(search, text))).toHaveLength(2);
  expect(made).toBe(0);
  expect(['Heron', 'Lynx'].filter(finder('her on', text))).toEqual(['Heron']);
  expect(made).toBe(2);
});
