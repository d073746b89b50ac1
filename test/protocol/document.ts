import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { programFolder } from '#main/version.ts';

/** Reads a file of the project by its path from the top. */
export const read = (path: string): string => readFileSync(join(programFolder, path), 'utf8');

/** docs/PROTOCOL.md. */
export const protocolText = read('docs/PROTOCOL.md');

/** Numbers of the rules that the document defines, in its order. */
export const definedRules = (): readonly string[] =>
  [...protocolText.matchAll(/^\*\*(P\d+) /gm)].map(([, rule]) => rule ?? '');

/** Contents of the document's fenced blocks that are marked so, e.g. `json up`. */
export const blocks = (mark: string): readonly string[] =>
  [...protocolText.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)]
    .filter(([, found]) => found === mark)
    .map(([, , content]) => content ?? '');

/** The lines of such a block. */
export const lines = (mark: string): readonly string[] =>
  blocks(mark).flatMap((block) => block.split('\n').filter((line) => line !== ''));

/** Rows of the tables under a heading: the cells of each, without backticks; the header and its rule are left out. */
export function tableUnder(heading: string): readonly (readonly string[])[] {
  const section = protocolText.split(/^#+ /m).find((part) => part.startsWith(`${heading}\n`));
  if (section === undefined) throw new Error(`PROTOCOL.md has no heading “${heading}”`);
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  return rows
    .map((row) =>
      row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll('`', '')),
    )
    .filter((_, i) => i !== 0 && i !== 1);
}

/** Path and text of every source file below these folders. */
export function* sources(...folders: string[]): Generator<{ path: string; text: string }> {
  for (const folder of folders) {
    for (const entry of readdirSync(join(programFolder, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.(tsx?|mjs)$/.test(entry.name)) continue;
      const path = join(entry.parentPath, entry.name);
      yield { path: path.slice(programFolder.length + 1), text: readFileSync(path, 'utf8') };
    }
  }
}
