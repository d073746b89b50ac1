import { elementTexts, memberTexts } from '#shared/lib/json-text.ts';

/** Spellings of numbers beyond this length are compared as they are. */
const longestNumber = 400;

/** How deep the lists and objects of a JSON text nest; 0 for a plain value. Without recursion: strangers' texts come here. */
export function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (quoted) {
      if (character === '\\') at += 1;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '{' || character === '[') {
      depth += 1;
      deepest = Math.max(deepest, depth);
    } else if (character === '}' || character === ']') depth -= 1;
  }
  return deepest;
}

/** The value of a member in an object's JSON text, as it is spelled; of repeated names the last one counts. */
export function memberText(object: string, name: string): string | null {
  const member = memberTexts(object)?.findLast((known) => known.name === name);
  return member ? object.slice(member.valueStart, member.end) : null;
}

/**
 * One spelling for all JSON texts of the same value: members in order of their names, numbers as digits and exponent
 * without loss. For valid texts that nest some dozens of levels at most.
 */
export function canonicalText(text: string): string {
  const trimmed = text.trim();
  switch (trimmed.charAt(0)) {
    case '{': {
      const members = new Map(
        memberTexts(trimmed)?.map(({ name, valueStart, end }) => [name, trimmed.slice(valueStart, end)]),
      );
      const inOrder = [...members].toSorted(([a], [b]) => (a < b ? -1 : 1));
      return `{${inOrder.map(([name, value]) => `${JSON.stringify(name)}:${canonicalText(value)}`).join()}}`;
    }
    case '[':
      return `[${elementTexts(trimmed)?.map(canonicalText).join() ?? ''}]`;
    case '"':
      return JSON.stringify(JSON.parse(trimmed));
    case 't':
    case 'f':
    case 'n':
      return trimmed;
    default:
      return canonicalNumber(trimmed);
  }
}

/** 1, 1.0 and 10e-1 are one number; 9007199254740993 is another than …992, whatever a double makes of them. */
function canonicalNumber(text: string): string {
  if (text.length > longestNumber) return text;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  if (digits === '') return '0';
  const plain = digits.replace(/0+$/, '');
  const power = BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - plain.length);
  return power === 0n ? `${sign}${plain}` : `${sign}${plain}e${power}`;
}
