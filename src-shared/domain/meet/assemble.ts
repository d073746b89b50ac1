import { type KeyStep, stepsOf } from './keys.ts';

/** Lists are filled up to this length, and objects to this many members: what is beyond stays in the log alone. */
const longestList = 10_000;
const mostMembers = 2_000;

type Members = { readonly [name: string]: unknown };

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Writes values at their keys into a state made of plain objects and lists, in order: a parent's replaces what was below
 * it, a child's makes the objects and lists above it. The given state isn't touched; what both have in common is shared.
 */
export function assembled(
  state: unknown,
  updates: readonly { readonly key: string; readonly value: string }[],
): unknown {
  // What was copied for these updates is written to again and not copied once more.
  const own = new Set<unknown>();
  return updates.reduce(
    (root: unknown, { key, value }) => put(root, stepsOf(key), 0, JSON.parse(value), own),
    state,
  );
}

function put(
  holder: unknown,
  steps: readonly KeyStep[],
  at: number,
  value: unknown,
  own: Set<unknown>,
): unknown {
  const step = steps[at];
  if (!step) return value;
  if (Array.isArray(holder) || (step.index && !isMembers(holder))) {
    return putItem(Array.isArray(holder) ? holder : [], step, steps, at, value, own);
  }
  const members = isMembers(holder) ? holder : {};
  if (!Object.hasOwn(members, step.name) && Object.keys(members).length >= mostMembers) return members;
  const copy = own.has(members) ? members : { ...members };
  own.add(copy);
  // Not by assignment: a member called __proto__ is a member like others.
  Object.defineProperty(copy, step.name, {
    value: put(Object.hasOwn(members, step.name) ? members[step.name] : undefined, steps, at + 1, value, own),
    enumerable: true,
    configurable: true,
    writable: true,
  });
  return copy;
}

function putItem(
  list: readonly unknown[],
  step: KeyStep,
  steps: readonly KeyStep[],
  at: number,
  value: unknown,
  own: Set<unknown>,
): readonly unknown[] {
  const index = /^\d{1,6}$/.test(step.name) ? Number(step.name) : longestList;
  if (index >= longestList) return list;
  const copy = own.has(list) ? (list as unknown[]) : [...list];
  own.add(copy);
  while (copy.length < index) copy.push(null);
  copy[index] = put(copy[index], steps, at + 1, value, own);
  return copy;
}
