import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { programFolder } from '#main/version.ts';

const read = (path: string): string => readFileSync(join(programFolder, path), 'utf8');

/** The English sentences that pages and window show, in one text. */
function wordsOnScreens(): string {
  const folder = join(programFolder, 'src-renderer');
  const texts = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /[/\\]text$/.test(entry.parentPath) && /\.ts$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  return [...texts, read('src-main/desktop/words.ts')].join('\n');
}

const bold = (text: string): readonly string[] =>
  [...text.matchAll(/\*\*([^*]+)\*\*/g)].map(([, words]) => (words ?? '').replace(/\s+/g, ' '));

/** A sentence in which a name and a number are examples, as it stands in the program. */
const withExamples: Readonly<Record<string, string>> = {
  'phone of Kestrel silent for 40 s': 'phone of {name} silent for {age}',
};

test('[docs] what USING.md shows in bold is on a screen, word for word', () => {
  const screens = wordsOnScreens();
  const missing = bold(read('docs/USING.md'))
    .map((words) => words.replace(/\.$/, ''))
    .map((words) => withExamples[words] ?? words)
    .filter((words) => !screens.includes(words));
  expect(missing).toEqual([]);
});

test('[docs] links between the documents lead somewhere', () => {
  const documents = [
    'README.md',
    'CONTRIBUTING.md',
    'CHANGELOG.md',
    'docs/INTEGRATING.md',
    'docs/PROTOCOL.md',
    'docs/USING.md',
  ];
  const all = [
    ...documents,
    ...['docs/decisions', 'docs/dialects'].flatMap((folder) =>
      readdirSync(join(programFolder, folder)).map((file) => `${folder}/${file}`),
    ),
  ];
  const broken: string[] = [];
  for (const from of all) {
    for (const [, target] of read(from).matchAll(/\]\(([^)\s]+)\)/g)) {
      const [path = '', anchor] = (target ?? '').split('#');
      if (/^https?:/.test(path) || path.startsWith('docs/images/')) continue;
      const to = path === '' ? from : join(dirname(from), path);
      if (!existsSync(join(programFolder, to))) broken.push(`${from}: ${to}`);
      else if (anchor !== undefined && !anchors(to.endsWith('.md') ? read(to) : '').includes(anchor))
        broken.push(`${from}: #${anchor} in ${to}`);
    }
  }
  expect(broken).toEqual([]);
});

/** Anchors of a document's headings, as GitHub makes them. */
const anchors = (text: string): readonly string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    (heading ?? '')
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .trim()
      .replace(/\s/g, '-'),
  );
