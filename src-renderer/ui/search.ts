/** Lower case without accents, as people type: "Čapková" is "capkova". */
export const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/**
 * Finds the texts in which every word of a search stands, in any order, whatever their case and accents. A search without
 * words finds all. The texts are given as `plain` makes them, once, however often is searched.
 */
export function finder(search: string): (plainText: string) => boolean {
  const words = plain(search).split(/\s+/).filter(Boolean);
  return (plainText) => words.every((word) => plainText.includes(word));
}
