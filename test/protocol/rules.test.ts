import { expect, test } from 'vitest';
import { definedRules, protocolText, sources } from './document.ts';

test('[rules] every number is defined once', () => {
  const all = definedRules();
  expect(all.length).toBeGreaterThan(30);
  expect(all.filter((rule, i) => all.indexOf(rule) !== i)).toEqual([]);
});

test('[rules] every rule that code, tests or the document cite is defined', () => {
  const defined = new Set(definedRules());
  const missing: string[] = [];
  const cited = [...sources('src-shared', 'src-main', 'src-renderer', 'test')];
  for (const { path, text } of [...cited, { path: 'docs/PROTOCOL.md', text: protocolText }]) {
    for (const [rule] of text.matchAll(/\bP\d{1,2}\b/g))
      if (!defined.has(rule)) missing.push(`${rule} in ${path}`);
  }
  expect(missing).toEqual([]);
});

test('[rules] every rule is proved by a test that names it', () => {
  const proved = new Set<string>();
  for (const { path, text } of sources('test')) {
    if (!/\.test\.tsx?$/.test(path)) continue;
    for (const [, rule] of text.matchAll(/\[(P\d{1,2})\]/g)) proved.add(rule ?? '');
  }
  expect(definedRules().filter((rule) => !proved.has(rule))).toEqual([]);
});
