/**
 * What a spreadsheet takes for a formula, after any apostrophes: at a cell's start, and after a mark that ends a cell in
 * spreadsheets of other countries. Source: OWASP, "CSV Injection"; the wide forms are what some spreadsheets take as well.
 */
const FORMULA = /(^|[;,\t|] *)('*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20])/gu
const GUARDED = /(^|[;,\t|] *)'('*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20])/gu

/** A cell that no spreadsheet computes: with an apostrophe in front of each formula. */
export const guarded = (cell: string): string => cell.replaceAll(FORMULA, "$1'$2")

/** The cell as it was before `guarded`. */
export const unguarded = (cell: string): string => cell.replaceAll(GUARDED, '$1$2')
