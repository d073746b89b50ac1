import { err, ok, type Result } from '#shared/lib/result.ts';
import { type ImportProblem, problem, sameName } from './import-table.ts';

/** Something that a cell may name, by any of its names. */
export interface Named<T> {
  readonly record: T;
  readonly names: readonly string[];
}

/**
 * What a cell names, whatever its case and spaces. Refused with the nearest known name if there is none of this name,
 * and if there are several.
 */
export function findNamed<T>(
  column: string,
  value: string,
  candidates: readonly Named<T>[],
): Result<T, ImportProblem> {
  const wanted = sameName(value);
  const found = candidates.filter(({ names }) => names.some((name) => sameName(name) === wanted));
  const [only] = found;
  if (found.length > 1) return err(problem('AMBIGUOUS_NAME', { column, value }));
  if (only) return ok(only.record);
  const closest = closestName(wanted, candidates);
  return err(problem('UNKNOWN_NAME', { column, value, closest }));
}

/** The name that takes the fewest changes of a letter; empty if there are no names. */
function closestName(wanted: string, candidates: readonly Named<unknown>[]): string {
  let closest = '';
  let fewest = Number.POSITIVE_INFINITY;
  for (const { names } of candidates) {
    for (const name of names) {
      const changes = editDistance(wanted, sameName(name));
      if (changes >= fewest) continue;
      closest = name;
      fewest = changes;
    }
  }
  return closest;
}

/** Letters to insert, leave out or replace until `a` is `b` (Levenshtein); what lies beyond 80 letters is ignored. */
export function editDistance(a: string, b: string): number {
  const from = [...a].slice(0, 80);
  const to = [...b].slice(0, 80);
  let row = to.map((_, i) => i + 1);
  for (const [i, letter] of from.entries()) {
    let left = i + 1;
    let diagonal = i;
    row = row.map((above, j) => {
      const changed = Math.min(above + 1, left + 1, diagonal + (letter === to[j] ? 0 : 1));
      diagonal = above;
      left = changed;
      return changed;
    });
  }
  return row.at(-1) ?? from.length;
}
