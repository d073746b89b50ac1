import type { Lane } from '#shared/domain/timed/records.ts';

/**
 * Reads competitors as they are typed or pasted, one a line: `name`, `name; club` or `lane; number; name; club` with `;`
 * or tab between them. Lines without a lane are given the next free one. Empty lines count for nothing.
 */
export function parseLanes(text: string): readonly Lane[] {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
  const cells = lines.map((line) => line.split(/[;\t]/).map((cell) => cell.trim()));
  const given = new Set(cells.flatMap((row) => (hasLane(row) ? [Number(row[0])] : [])));
  let next = 1;
  return cells.map((row) => {
    if (hasLane(row)) {
      const [lane, bib = '', name = '', club = ''] = row;
      return { lane: Number(lane), bib, name: name.slice(0, 80), club: club.slice(0, 80) };
    }
    while (given.has(next)) next += 1;
    given.add(next);
    const [name = '', club = ''] = row;
    return { lane: next, bib: '', name: name.slice(0, 80), club: club.slice(0, 80) };
  });
}

const hasLane = (row: readonly string[]): boolean => row.length > 2 && /^\d{1,2}$/.test(row[0] ?? '');

/** Why these competitors can't make a heat: nobody, a line without a name, two in one lane; null if they can. */
export function laneTrouble(lanes: readonly Lane[]): 'none' | 'name' | 'twice' | null {
  if (lanes.length === 0 || lanes.length > 40) return 'none';
  if (lanes.some(({ name }) => name === '')) return 'name';
  return new Set(lanes.map(({ lane }) => lane)).size < lanes.length ? 'twice' : null;
}
