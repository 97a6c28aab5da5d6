/**
 * How a cell begins that a spreadsheet takes for a formula, after any apostrophes. Source: OWASP, "CSV Injection"; the wide
 * forms are what some spreadsheets take as well.
 */
const FORMULA = /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/
const GUARDED = /^'+[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/

/** A cell that no spreadsheet computes: with an apostrophe in front where it needs one. */
export const guarded = (cell: string): string => (FORMULA.test(cell) ? `'${cell}` : cell)

/** The cell as it was before `guarded`. */
export const unguarded = (cell: string): string => (GUARDED.test(cell) ? cell.slice(1) : cell)
