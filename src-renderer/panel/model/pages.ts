/** Lines that the hub gives in pages, newest first. */
interface Line {
  readonly seq: number;
}

/** Lines that the hub gives at once. */
export const pageSize = 50;

/** What is known of a long list: its newest lines without a gap, and whether there are older ones. */
export interface Pages<T extends Line> {
  readonly lines: readonly T[];
  readonly hasMore: boolean;
}

/**
 * The newest page put before what was known. A page that isn't full is all there is: lines that were known and aren't in
 * it are gone. When more came meanwhile than a page holds, only the page is kept: the older lines are read again on
 * demand, so that the list never has a gap.
 */
export function withNewest<T extends Line>(known: Pages<T> | null, page: readonly T[]): Pages<T> {
  if (page.length < pageSize) return { lines: page, hasMore: false };
  const oldest = page.at(-1)?.seq ?? 0;
  const newest = known?.lines[0]?.seq ?? 0;
  if (!known || oldest > newest) return { lines: page, hasMore: true };
  return { lines: [...page, ...known.lines.filter(({ seq }) => seq < oldest)], hasMore: known.hasMore };
}

/**
 * The page before `before` put behind what is known. Nothing changes when the known lines end elsewhere by now: there
 * would be a gap.
 */
export function withOlder<T extends Line>(known: Pages<T>, before: number, page: readonly T[]): Pages<T> {
  if (known.lines.at(-1)?.seq !== before) return known;
  return { lines: [...known.lines, ...page], hasMore: page.length >= pageSize };
}
