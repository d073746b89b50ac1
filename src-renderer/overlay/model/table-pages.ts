/** The most lines of a flight's table on one page of a 1080p screen: below 28 px a name isn't legible from afar. */
export const mostLines = 9;

/** Deals a table's lines out to as few pages as will do, as evenly as it goes: 12 lines make two pages of six. */
export function tablePages<T>(lines: readonly T[]): readonly (readonly T[])[] {
  const count = Math.max(1, Math.ceil(lines.length / mostLines));
  const most = Math.ceil(lines.length / count);
  return Array.from({ length: count }, (_, page) => lines.slice(page * most, (page + 1) * most));
}
