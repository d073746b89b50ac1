/**
 * A list that only grows, as a value: its first `length` items never change. Longer versions share the same array, so that
 * adding one costs the same however long the list is; whoever adds to a version that isn't the newest gets a copy.
 */
export interface GrowingList<T> {
  /** The first `length` of them count. */
  readonly items: readonly T[];
  readonly length: number;
}

/** The list before the first item. */
export const emptyList = { items: [], length: 0 } as const;

/** The list with more items at its end. */
export function grown<T>({ items, length }: GrowingList<T>, more: readonly T[]): GrowingList<T> {
  if (more.length === 0) return { items, length };
  // The shared empty list must stay empty; a version that others went on from must not be overwritten.
  const own = length > 0 && items.length === length ? (items as T[]) : items.slice(0, length);
  for (const item of more) own.push(item);
  return { items: own, length: own.length };
}

/** Something computed from a list's items one by one; kept beside it, and brought up to date when it is asked for. */
export function indexOver<T, I>(
  empty: () => I,
  add: (index: I, item: T, position: number) => void,
): (list: GrowingList<T>) => I {
  const kept = new WeakMap<readonly T[], { index: I; length: number }>();
  return ({ items, length }) => {
    const known = kept.get(items);
    // An index that has seen more than this version holds (a commit that failed) is no use for it.
    const made = known && known.length <= length ? known : { index: empty(), length: 0 };
    for (; made.length < length; made.length += 1) {
      const item = items[made.length];
      if (item !== undefined) add(made.index, item, made.length);
    }
    if (!known || known.length <= length) kept.set(items, made);
    return made.index;
  };
}
