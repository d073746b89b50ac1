/**
 * The fields of a JSON object by their names in lower case; of several with the same name the last one counts. That is
 * how Go's encoding/json, which many of the older clients were written against, reads them. Null for anything else.
 */
export function fieldsInAnyCase(value: unknown): ReadonlyMap<string, unknown> | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return new Map(Object.entries(value).map(([name, held]) => [name.toLowerCase(), held]));
}
