import { expect, test } from 'vitest';
import { closeCodes } from '#shared/protocol/close-codes.ts';
import { read, tableUnder } from './document.ts';

/** The document's tables against what the program does. */

test('[tables] close codes: all of them, and whether connecting again makes sense', () => {
  const said = Object.fromEntries(tableUnder('Close codes').map(([code, , again]) => [code, again !== 'no']));
  const known = Object.fromEntries(Object.values(closeCodes).map(({ code, again }) => [String(code), again]));
  expect(said).toEqual(known);
});

test('[tables] refusals: all of them, once', () => {
  const source = read('src-shared/domain/refusal.ts');
  const union = source.slice(
    source.indexOf('RefusalCode ='),
    source.indexOf(';', source.indexOf('RefusalCode =')),
  );
  const known = [...union.matchAll(/'([A-Z_]+)'/g)].map(([, code]) => code);
  expect(known.length).toBeGreaterThan(50);
  expect(tableUnder('Refusals').map(([code]) => code)).toEqual(known);
});

test('[tables] HTTP calls and pages: all of them', () => {
  const routes = ['routes', 'export-routes', 'page-routes', 'server'].map((file) =>
    read(`src-main/server/${file}.ts`),
  );
  const source = routes.join('\n');
  const calls = [...source.matchAll(/app\.(get|post)[^(]*\(\s*'(\/[^']*)'/g)].map(
    ([, method, path]) => `${method?.toUpperCase()} ${path}`,
  );
  const pages = [...source.matchAll(/^ {2}'(\/[\w/:]*)': '\w+',$/gm)].map(([, path]) => `GET ${path}`);
  expect(pages).toHaveLength(6);
  const said = ['Pages', 'Joining', "The organiser's calls"].flatMap(tableUnder).map(([call]) => call);
  expect(said.toSorted()).toEqual([...new Set([...calls, ...pages])].toSorted());
});
