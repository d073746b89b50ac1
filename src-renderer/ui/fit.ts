/** How a text is set so that it fits its box. */
export interface Fit {
  readonly sizePx: number;
  /** One line or two; the last may be cut off with an ellipsis. */
  readonly lines: readonly string[];
}

/** The room for a text. */
export interface Box {
  readonly widthPx: number;
  /** Largest size on one line, and on each of two; 0 for two where there is room for one only. */
  readonly maxPx: number;
  readonly maxOfTwoPx: number;
  /** Below this the text isn't legible from where it is read. */
  readonly minPx: number;
}

/**
 * Fits a text: on one line as large as it goes, down to the limit; then on two lines, broken where both come out
 * largest; then at the limit, with an ellipsis (of a pair, each of the two names gets its own). `widthOf` gives a text's width in ems.
 */
export function fitText(text: string, box: Box, widthOf: (text: string) => number): Fit {
  const sizeFor = (line: string): number => box.widthPx / Math.max(widthOf(line), 0.01);
  const single = sizeFor(text);
  const broken = box.maxOfTwoPx > 0 ? bestBreak(text, widthOf) : null;
  const double = broken ? Math.min(box.maxOfTwoPx, ...broken.map(sizeFor)) : 0;
  // Two lines are chosen over one as soon as they can be read from farther away.
  if (single >= box.minPx && Math.min(single, box.maxPx) >= double) {
    return { sizePx: Math.min(single, box.maxPx), lines: [text] };
  }
  if (broken && double >= box.minPx) return { sizePx: double, lines: broken };
  if (!broken) return { sizePx: box.minPx, lines: [cut(text, box, widthOf)] };
  const [first, second] = text.includes('/ ') ? broken : atFirstLine(text, box, widthOf);
  return { sizePx: box.minPx, lines: [cut(first, box, widthOf), cut(second, box, widthOf)] };
}

/** The break between two words that leaves the shorter longest line; null for a single word. */
function bestBreak(text: string, widthOf: (text: string) => number): readonly [string, string] | null {
  const words = text.split(' ');
  let best: { lines: readonly [string, string]; width: number } | null = null;
  for (let at = 1; at < words.length; at += 1) {
    const lines = [words.slice(0, at).join(' '), words.slice(at).join(' ')] as const;
    // A pair is best broken after its slash.
    const slash = lines[0].endsWith('/') ? 0.9 : 1;
    const width = Math.max(widthOf(lines[0]), widthOf(lines[1])) * slash;
    if (!best || width < best.width) best = { lines, width };
  }
  return best?.lines ?? null;
}

/** The first line with as many words as fit at the smallest size, at least one; and the rest. */
function atFirstLine(text: string, box: Box, widthOf: (text: string) => number): readonly [string, string] {
  const words = text.split(' ');
  let count = 1;
  while (widthOf(words.slice(0, count + 1).join(' ')) * box.minPx <= box.widthPx) count += 1;
  return [words.slice(0, count).join(' '), words.slice(count).join(' ')];
}

function cut(text: string, box: Box, widthOf: (text: string) => number): string {
  if (widthOf(text) * box.minPx <= box.widthPx) return text;
  const letters = [...text];
  while (letters.length > 0 && widthOf(`${letters.join('')}…`) * box.minPx > box.widthPx) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}
