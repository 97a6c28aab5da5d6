import Papa from 'papaparse'
import { breathe } from '../../bounds/turn.js'
import { guarded, unguarded } from '../formula-guard.js'

export type Cell = string | number | undefined

const ROWS_A_TURN = 100

/**
 * A file of RFC 4180, with CRLF. No cell begins a formula: an apostrophe comes before it, which spreadsheets take for
 * "this is text". What we read ourselves comes back as it was typed: see `unguarded`. A gradebook reads the apostrophe, so
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

const lines = (rows: (readonly Cell[])[]): string => {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'string' ? guarded(cell) : cell)))
  const quotes = (cell: Cell) => typeof cell === 'string' && unguarded(cell) !== cell
  return cells.length === 0 ? '' : `${Papa.unparse(cells, { newline: '\r\n', quotes })}\r\n`
}
