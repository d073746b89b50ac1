/** Lower case without accents, as people type: "Čapková" is "capkova". */
export const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/**
 * Finds the rows in whose text every word of a search stands, in any order, whatever its case and accents. A search
 * without words finds all.
 *
 * @param plainText What is searched of a row, as `plain` makes it. It isn't asked for without words: lists of thousands of
 *   rows come again with every point of a match, and most of the time nobody searches.
 */
export function finder<Row>(search: string, plainText: (row: Row) => string): (row: Row) => boolean {
  const words = plain(search).split(/\s+/).filter(Boolean);
  if (words.length === 0) return () => true;
  return (row) => {
    const text = plainText(row);
    return words.every((word) => text.includes(word));
  };
}
