// Finds the parts of JSON text without reading it into values and writing it again, which would change how numbers are
// spelled. These functions follow brackets and strings only; whether a part is JSON is for `JSON.parse` to say.

/** A member of a JSON object, as positions in its text: from the name's quote to behind the value. */
export interface MemberText {
  readonly name: string;
  readonly start: number;
  readonly valueStart: number;
  readonly end: number;
}

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;
const isOpening = (code: number): boolean => code === 0x5b || code === 0x7b;
const isClosing = (code: number): boolean => code === 0x5d || code === 0x7d;
/** The white space that JSON allows between its tokens (RFC 8259, section 2). */
const isSpace = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;

/** The first position from `at` on that isn't white space. */
function behindSpace(text: string, at: number): number {
  let i = at;
  while (i < text.length && isSpace(text.charCodeAt(i))) i += 1;
  return i;
}

/** The position behind a string whose opening quote is at `at`; the text's end if nothing closes it. */
function behindString(text: string, at: number): number {
  let i = at + 1;
  for (;;) {
    const end = text.indexOf('"', i);
    if (end === -1) return text.length;
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === backslash) slashes += 1;
    if (slashes % 2 === 0) return end + 1;
    i = end + 1;
  }
}

/** The position behind the value that begins at `at`: a string, something in brackets, or a word. */
function behindValue(text: string, at: number): number {
  if (text.charCodeAt(at) === quote) return behindString(text, at);
  let depth = 0;
  let i = at;
  while (i < text.length) {
    const code = text.charCodeAt(i);
    if (code === quote) {
      i = behindString(text, i);
      if (depth === 0) return i;
      continue;
    }
    if (isOpening(code)) depth += 1;
    else if (isClosing(code)) {
      if (depth === 0) return i;
      depth -= 1;
      if (depth === 0) return i + 1;
    } else if (depth === 0 && (code === comma || code === colon || isSpace(code))) return i;
    i += 1;
  }
  return i;
}

/**
 * The exact texts of a JSON array's elements. The text must be an array (with or without space around it); that it is
 * valid JSON has been checked, or is checked of each element afterwards. Null when brackets and commas don't fit.
 */
export function elementTexts(text: string): readonly string[] | null {
  let i = behindSpace(text, 0);
  if (text[i] !== '[') return null;
  const found: string[] = [];
  i = behindSpace(text, i + 1);
  if (text[i] === ']') return behindSpace(text, i + 1) === text.length ? found : null;
  for (;;) {
    const end = behindValue(text, i);
    if (end === i) return null;
    found.push(text.slice(i, end));
    i = behindSpace(text, end);
    if (text[i] === ']') return behindSpace(text, i + 1) === text.length ? found : null;
    if (text[i] !== ',') return null;
    i = behindSpace(text, i + 1);
  }
}

/** The members of a JSON object at its top level, in order. The text must be a valid object; null when it isn't one. */
export function memberTexts(text: string): readonly MemberText[] | null {
  let i = behindSpace(text, 0);
  if (text[i] !== '{') return null;
  const found: MemberText[] = [];
  i = behindSpace(text, i + 1);
  if (text[i] === '}') return found;
  for (;;) {
    const start = i;
    if (text[start] !== '"') return null;
    const nameEnd = behindString(text, start);
    const at = behindSpace(text, nameEnd);
    if (text[at] !== ':') return null;
    const valueStart = behindSpace(text, at + 1);
    const end = behindValue(text, valueStart);
    if (end === valueStart) return null;
    // The cast: a string between quotes parses to a string.
    found.push({ name: JSON.parse(text.slice(start, nameEnd)) as string, start, valueStart, end });
    i = behindSpace(text, end);
    if (text[i] === '}') return found;
    if (text[i] !== ',') return null;
    i = behindSpace(text, i + 1);
  }
}

/**
 * A JSON object's text without every member of this name; the rest isn't touched. A member goes with the comma behind
 * it, the last one with the comma before it, so that a member put first by `withFirstMember` leaves no trace.
 */
export function withoutMember(text: string, name: string): string {
  const members = memberTexts(text) ?? [];
  const [first, last] = [members[0], members.at(-1)];
  if (!first || !last || members.every((member) => member.name !== name)) return text;
  const lastKept = members.findLast((member) => member.name !== name);
  if (!lastKept) return text.slice(0, first.start) + text.slice(last.end);
  let kept = '';
  let from = 0;
  for (const member of members) {
    if (member.name !== name) continue;
    if (member.start > lastKept.start) {
      kept += text.slice(from, text.indexOf(',', lastKept.end));
      from = last.end;
      break;
    }
    kept += text.slice(from, member.start);
    from = text.indexOf(',', member.end) + 1;
  }
  return kept + text.slice(from);
}

/** A JSON object's text with a member put first; `value` is JSON text. */
export function withFirstMember(text: string, name: string, value: string): string {
  const open = text.indexOf('{') + 1;
  const rest = text.slice(open);
  const isEmpty = rest[behindSpace(rest, 0)] === '}';
  return `${text.slice(0, open)}${JSON.stringify(name)}:${value}${isEmpty ? '' : ','}${rest}`;
}

/** JSON text without line breaks: outside of strings they become spaces, and inside of strings JSON has none. */
export const onOneLine = (text: string): string => text.replace(/[\r\n]/g, ' ');

/** The object that a JSON text stands for; null when it isn't valid JSON or not an object. */
export function objectIn(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    // The cast: any object can be read by names.
    return isObject ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
