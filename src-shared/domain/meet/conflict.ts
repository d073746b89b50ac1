import type { KeyStep } from './keys.ts';
import { type Clashing, type UpdateIndex, writtenAround } from './update-index.ts';

/** How many of the updates that one overruled are named. */
const mostNamed = 10;

/** The updates of the log that an offered one is in conflict with. */
export interface Conflict {
  readonly earliest: number;
  readonly newest: number;
  /** The highest priority among them; null: only from locations that have none. */
  readonly priority: number | null;
  /** Their numbers, newest first; the ten newest if there are more. */
  readonly named: readonly number[];
}

/**
 * The conflict rule: an update is in conflict with every one of another location that the log has after what the sender
 * had seen, at the same key with another value, or at a key above or below it whatever its value. Null: there is none.
 */
export function conflictOf(
  index: UpdateIndex,
  offered: { readonly steps: readonly KeyStep[]; readonly print: string },
  location: number,
  after: number,
  priorityOf: (location: number) => number | null,
): Conflict | null {
  let conflict: Conflict | null = null;
  for (const clashing of writtenAround(index, offered.steps, offered.print, location, after)) {
    const numbers = newestOf(clashing);
    const earliest = earliestOf(clashing);
    const newest = numbers[0];
    if (earliest === null || newest === undefined) continue;
    const priority = priorityOf(clashing.location);
    conflict = conflict
      ? {
          earliest: Math.min(conflict.earliest, earliest),
          newest: Math.max(conflict.newest, newest),
          priority: higher(conflict.priority, priority),
          named: [...conflict.named, ...numbers].toSorted((a, b) => b - a).slice(0, mostNamed),
        }
      : { earliest, newest, priority, named: numbers };
  }
  return conflict;
}

/** Only a priority higher than that of every update in conflict wins; between equals the log stays as it is. */
export const wins = (priority: number | null, conflict: Conflict): boolean =>
  priority !== null && (conflict.priority === null || priority > conflict.priority);

const higher = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.max(a, b);

function earliestOf({ numbers, from, differs }: Clashing): number | null {
  for (let at = from; at < numbers.length; at += 1) if (differs(at)) return numbers[at] ?? null;
  return null;
}

function newestOf({ numbers, from, differs }: Clashing): readonly number[] {
  const newest: number[] = [];
  for (let at = numbers.length - 1; at >= from && newest.length < mostNamed; at -= 1) {
    const number = numbers[at];
    if (number !== undefined && differs(at)) newest.push(number);
  }
  return newest;
}
