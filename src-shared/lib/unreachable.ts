/**
 * Marks the end of an exhaustive switch. The compiler refuses the call while a case is missing;
 * at run time it throws, since only unparsed data could come here.
 */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
