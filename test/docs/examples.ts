import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { programFolder } from '#main/version.ts';

/** A code block of INTEGRATING.md that is run, and what it has to say. */
export interface Example {
  readonly kind: 'sh' | 'ts';
  readonly code: string;
  readonly exit: number;
  /** Lines; `…` stands for anything. Null: nothing is compared. */
  readonly says: string | null;
  /** Line of the document. */
  readonly line: number;
}

/** A section of the document with its examples, in order. */
export interface Section {
  readonly title: string;
  readonly examples: readonly Example[];
}

/** Reads the document. Throws for a block of a kind that nobody runs, and for an output without a program before it. */
export function sectionsOf(file: string): readonly Section[] {
  const sections: { title: string; examples: Example[] }[] = [];
  const lines = readFileSync(join(programFolder, file), 'utf8').split('\n');
  for (let n = 0; n < lines.length; n += 1) {
    const title = /^## (.+)$/.exec(lines[n] ?? '')?.[1];
    if (title !== undefined) sections.push({ title, examples: [] });
    const fence = /^```(.+)$/.exec(lines[n] ?? '')?.[1];
    if (fence === undefined) continue;
    const end = lines.indexOf('```', n);
    const text = lines
      .slice(n + 1, end)
      .map((line) => `${line}\n`)
      .join('');
    const examples = sections.at(-1)?.examples ?? [];
    const [kind, exit = 'exit=0'] = fence.split(' ');
    if (kind === 'sh' || kind === 'ts') {
      examples.push({ kind, code: text, exit: Number(exit.slice(5)), says: null, line: n + 1 });
    } else if (kind === 'text') {
      const last = examples.pop();
      if (last?.says !== null) throw new Error(`${file}:${n + 1}: an output without a program before it`);
      examples.push({ ...last, says: text });
    } else if (kind !== 'console') {
      throw new Error(`${file}:${n + 1}: nobody runs a block of “${fence}”`);
    }
    n = end;
  }
  return sections;
}

/** Whether a text is as the document says, but for the end of its last line and a stream's signs of life. */
export function isAsSaid(text: string, said: string): boolean {
  const pattern = said
    .trimEnd()
    .split('…')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${pattern}$`).test(
    text
      .replaceAll('\r\n', '\n')
      .replace(/^:\n\n/gm, '')
      .trimEnd(),
  );
}
