const opensFormula = /^[=+\-@\t\r]/;
const number = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/**
 * A cell's text as a spreadsheet may open it: one that begins with `=`, `+`, `-`, `@`, tab or CR and isn't a number gets
 * a leading apostrophe, so that a name can't become a formula (OWASP, "CSV Injection").
 */
export function guardFormula(text: string): string {
  return opensFormula.test(text) && !number.test(text) ? `'${text}` : text;
}

/**
 * Takes the guard's apostrophe off again. A text that began with an apostrophe and one of those characters before it
 * was guarded loses its own: the guard, as it is prescribed, can't tell them apart.
 */
export function withoutFormulaGuard(text: string): string {
  return text.startsWith("'") && opensFormula.test(text.slice(1)) ? text.slice(1) : text;
}
