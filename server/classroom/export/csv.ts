import Papa from 'papaparse'
import { breathe } from '../../bounds/turn.js'

export type Cell = string | number | undefined

/**
 * What a spreadsheet may take for a formula, full-width signs too, whatever number of apostrophes stands before it: so a
 * cell that has one of its own comes back with it.
 */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/
const ROWS_A_TURN = 100

/**
 * A file of RFC 4180, with CRLF. No cell begins a formula: an apostrophe comes before it, which spreadsheets take for
 * "this is text". What we read ourselves comes back as it was typed: see `typedCell`. A gradebook reads the apostrophe, so
 * it doesn't find a learner whose ID begins like a formula by that ID.
 */
export async function csvText(fields: readonly string[], rows: Iterable<readonly Cell[]>): Promise<string> {
  const parts: string[] = []
  let next: (readonly Cell[])[] = [fields]
  for (const row of rows) {
    if (next.push(row) < ROWS_A_TURN) continue
    parts.push(lines(next))
    next = []
    await breathe()
  }
  return [...parts, lines(next)].join('')
}

const lines = (rows: (readonly Cell[])[]): string =>
  rows.length === 0 ? '' : `${Papa.unparse(rows as unknown[][], { escapeFormulae: FORMULA, newline: '\r\n' })}\r\n`

/** The text that a cell of `csvText` was made from. */
export const typedCell = (cell: string): string => (cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell)
