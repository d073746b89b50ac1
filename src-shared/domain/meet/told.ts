import { type KeyStep, pathOf } from './keys.ts';
import type { MeetState } from './meet.ts';
import { nextSame, updateIndexOf } from './update-index.ts';

/** An update that a client sends, as it is decided on. */
export interface OfferedUpdate {
  readonly key: string;
  readonly steps: readonly KeyStep[];
  /** JSON text. */
  readonly value: string;
  /** Equal for equal values. */
  readonly print: string;
  readonly local: number;
  /** Number of the newest update that its sender had seen. */
  readonly after: number;
  /** Why it can't be taken whatever the log says; null if nothing is wrong with it. */
  readonly fault: string | null;
}

/** What is known of a client's frame beside its updates. */
export interface Asked {
  /** The hub has asked this client for what it knows, and it hasn't answered yet. */
  readonly waiting: boolean;
  /** The newest number that the client has said to know; null if it said none. */
  readonly claim: number | null;
}

/** Where a list that a client tells stands against the log. */
export interface ToldList {
  /** For each update the number under which the log has it (or has what came of it); null: it hasn't. */
  readonly known: readonly (number | null)[];
  /** Up to here the log and the client's list are the same. */
  readonly seen: number;
  /** First number that the client doesn't know; null if it knows all. */
  readonly missing: number | null;
  /** Up to here numbers are those from before the loss. */
  readonly certain: number;
}

/**
 * Lays a client's list of all that it knows beside the log of a meet that has lost some of it; null when the frame isn't
 * such a list but a client's ordinary updates.
 *
 * Clients tell the same log, each up to where it had heard it, and then what they couldn't send yet. So the lists begin
 * alike; what two of them have in common is taken once, in the order of the first, and only what follows is new.
 */
export function toldList(state: MeetState, updates: readonly OfferedUpdate[], asked: Asked): ToldList | null {
  const { recovery } = state;
  if (!recovery || updates.length === 0 || (recovery.whole && !asked.waiting)) return null;
  if (isUnsent(updates, recovery.base, asked)) return null;
  const { start, alike } = beginning(state, updates, recovery.base);
  const known = found(state, updates, start, alike);
  const matches = known.filter((number) => number !== null).length;
  const newest = state.updates.length;
  // Nothing to compare it with: it knows more if it says so, or was made after what was never lost.
  const mayKnowMore =
    newest === recovery.base && (asked.claim !== null || (updates[0]?.after ?? 0) >= recovery.base);
  const isList = asked.waiting
    ? mayKnowMore || alike > 0 || (updates.length > 1 && matches * 2 >= updates.length)
    : alike > 0 && updates.length > 1;
  if (!isList) return null;
  const seen = start + alike;
  const told = new Set(known);
  const rest = Array.from({ length: newest - seen }, (_, n) => seen + 1 + n);
  const goesOn = newest === seen ? updates.length : alike;
  return {
    known: withoutOutdated(updates, known),
    seen: Math.max(seen, recovery.base),
    missing: rest.some((number) => !told.has(number)) ? seen + 1 : null,
    certain: Math.min(start + goesOn, asked.claim ?? start + goesOn),
  };
}

/** All of them were made after the newest number that the client knows, and are too few to be all that it knows. */
const isUnsent = (updates: readonly OfferedUpdate[], base: number, { claim }: Asked): boolean =>
  claim !== null &&
  claim > base &&
  updates.length < claim - base &&
  updates.every(({ after }) => after >= claim);

/** Where the list begins: at the first number, or after those that were never lost; and how many are the log's. */
function beginning(
  state: MeetState,
  updates: readonly OfferedUpdate[],
  base: number,
): { readonly start: number; readonly alike: number } {
  const fromFirst = alikeFrom(state, updates, 0);
  if (base === 0) return { start: 0, alike: fromFirst };
  const fromBase = alikeFrom(state, updates, base);
  return fromFirst > fromBase ? { start: 0, alike: fromFirst } : { start: base, alike: fromBase };
}

function alikeFrom({ updates: log }: MeetState, updates: readonly OfferedUpdate[], start: number): number {
  let alike = 0;
  for (const { key, print } of updates) {
    const logged = start + alike < log.length ? log.items[start + alike] : undefined;
    if (logged?.key !== key || logged.print !== print) break;
    alike += 1;
  }
  return alike;
}

/**
 * The numbers of those that the log has. At keys that lead to the same place, above it or below it they are found in the
 * list's order; between others the log's may be another, since it has what several clients told.
 */
function found(
  state: MeetState,
  updates: readonly OfferedUpdate[],
  start: number,
  alike: number,
): readonly (number | null)[] {
  const index = updateIndexOf(state.updates);
  /** The last number that was found at a place, and there or anywhere below it. */
  const here = new Map<string, number>();
  const within = new Map<string, number>();
  return updates.map(({ steps, print }, n) => {
    if (n < alike) return start + n + 1;
    const path = pathOf(steps);
    const places = steps.map((_, depth) => pathOf(steps.slice(0, depth + 1)));
    const before = Math.max(within.get(path) ?? 0, ...places.map((place) => here.get(place) ?? 0));
    const next = nextSame(index, path, print, Math.max(start + alike, before));
    if (next === null) return null;
    here.set(path, next);
    for (const place of places) within.set(place, Math.max(next, within.get(place) ?? 0));
    return next;
  });
}

/**
 * What the log hasn't, but what the client itself knows to be overwritten by something that the log has, can't be put back
 * into its place any more: it is answered with the number of what overwrote it.
 */
function withoutOutdated(
  updates: readonly OfferedUpdate[],
  known: readonly (number | null)[],
): readonly (number | null)[] {
  const later = new Map<string, number>();
  const result = [...known];
  for (let n = updates.length - 1; n >= 0; n -= 1) {
    const steps = updates[n]?.steps ?? [];
    const number = known[n] ?? null;
    if (number !== null) later.set(pathOf(steps), number);
    else if (later.size > 0) result[n] = overwriter(steps, later);
  }
  return result;
}

function overwriter(steps: readonly KeyStep[], later: ReadonlyMap<string, number>): number | null {
  for (let depth = steps.length; depth > 0; depth -= 1) {
    const number = later.get(pathOf(steps.slice(0, depth)));
    if (number !== undefined) return number;
  }
  return null;
}
