import { indexOver } from './growing-list.ts';
import { type KeyStep, pathOf, stepsOf } from './keys.ts';

/** An accepted update as the meet's state remembers it; its value is in the log. */
export interface LoggedUpdate {
  readonly key: string;
  /** Equal for equal values. */
  readonly print: string;
  /** Where it came from: an index into the meet's locations. */
  readonly location: number;
  readonly session: number;
  readonly local: number;
  /** Sequence number of the event that holds it. */
  readonly row: number;
  /** A client told it when the hub had lost its log; `location` is that of the teller. */
  readonly told: boolean;
}

/** Updates that one location wrote at one key, in order. */
interface Written {
  readonly numbers: number[];
  readonly prints: string[];
}

/** A place that keys lead to. */
interface Place {
  readonly below: Map<string, Place>;
  /** What was written here, by location. */
  readonly here: Map<number, Written>;
  /** Numbers of what was written anywhere below, by location. */
  readonly deeper: Map<number, number[]>;
}

/** Accepted updates by their keys and by their clients' numbers: finds conflicts without reading the log. */
export interface UpdateIndex {
  readonly root: Place;
  readonly byPath: Map<string, Place>;
  readonly byLocal: Map<number, Map<number, { readonly number: number; readonly update: LoggedUpdate }>>;
}

const emptyPlace = (): Place => ({ below: new Map(), here: new Map(), deeper: new Map() });

/** The index of a list of updates; brought up to date by what was added since it was last asked for. */
export const updateIndexOf = indexOver<LoggedUpdate, UpdateIndex>(
  () => ({ root: emptyPlace(), byPath: new Map(), byLocal: new Map() }),
  addUpdate,
);

function addUpdate(index: UpdateIndex, update: LoggedUpdate, position: number): void {
  const number = position + 1;
  const steps = stepsOf(update.key);
  let place = index.root;
  for (const { name } of steps) {
    const deeper = place.deeper.get(update.location) ?? [];
    place.deeper.set(update.location, deeper);
    deeper.push(number);
    const next = place.below.get(name) ?? emptyPlace();
    place.below.set(name, next);
    place = next;
  }
  const written = place.here.get(update.location) ?? { numbers: [], prints: [] };
  place.here.set(update.location, written);
  written.numbers.push(number);
  written.prints.push(update.print);
  index.byPath.set(pathOf(steps), place);
  rememberLocal(index, update, number);
}

function rememberLocal(index: UpdateIndex, update: LoggedUpdate, number: number): void {
  const ofSession = index.byLocal.get(update.session) ?? new Map();
  index.byLocal.set(update.session, ofSession);
  // Clients number what they tell as they like; that must not hide an update of their own.
  if (update.told && ofSession.has(update.local)) return;
  ofSession.set(update.local, { number, update });
}

/** The number that a client's update was given when it was sent before; null if it wasn't. */
export function numberOf(index: UpdateIndex, session: number, offered: Repeatable): number | null {
  const known = index.byLocal.get(session)?.get(offered.local);
  return known && (!known.update.told || isSame(known.update, offered)) ? known.number : null;
}

/** The same for an update that is told: clients number those as they like, so that it must be the same in all. */
export function numberOfTold(index: UpdateIndex, session: number, offered: Repeatable): number | null {
  const known = index.byLocal.get(session)?.get(offered.local);
  return known && isSame(known.update, offered) ? known.number : null;
}

/** What tells whether an update was sent before. */
export type Repeatable = Pick<LoggedUpdate, 'local' | 'key' | 'print'>;

const isSame = (update: LoggedUpdate, { key, print }: Repeatable): boolean =>
  update.key === key && update.print === print;

/** The first update after a number that wrote this value at this very place; null if there is none. */
export function nextSame(index: UpdateIndex, path: string, print: string, after: number): number | null {
  let found: number | null = null;
  for (const { numbers, prints } of index.byPath.get(path)?.here.values() ?? []) {
    for (let at = firstAfter(numbers, after); at < numbers.length; at += 1) {
      const number = numbers[at];
      if (number === undefined || (found !== null && number >= found)) break;
      if (prints[at] === print) found = number;
    }
  }
  return found;
}

/** Updates of one location that somebody else's is in conflict with: numbers in order. */
export interface Clashing {
  readonly location: number;
  readonly numbers: readonly number[];
  /** Where in `numbers` those begin that count. */
  readonly from: number;
  /** Whether the one at a place in `numbers` has another value. */
  readonly differs: (at: number) => boolean;
}

/** What other locations wrote after a number at a key, above it and below it. */
export function writtenAround(
  index: UpdateIndex,
  steps: readonly KeyStep[],
  print: string,
  location: number,
  after: number,
): readonly Clashing[] {
  const found: Clashing[] = [];
  const add = (other: number, numbers: readonly number[], differs: (at: number) => boolean): void => {
    const from = firstAfter(numbers, after);
    if (other !== location && from < numbers.length) found.push({ location: other, numbers, from, differs });
  };
  let place: Place | undefined = index.root;
  for (const { name } of steps) {
    for (const [other, { numbers }] of place.here) add(other, numbers, always);
    place = place.below.get(name);
    if (!place) return found;
  }
  for (const [other, { numbers, prints }] of place.here) add(other, numbers, (at) => prints[at] !== print);
  for (const [other, numbers] of place.deeper) add(other, numbers, always);
  return found;
}

const always = (): boolean => true;

/** The index of the first number that is larger than `after`. */
function firstAfter(numbers: readonly number[], after: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) > after) high = middle;
    else low = middle + 1;
  }
  return low;
}
