import type { BoardChanges, BoardOfCourse, BoardRow, Need } from '../../../server/classroom/contract.js'

/** Most urgent first. */
export const NEEDS: readonly Need[] = ['asks', 'stuck', 'active', 'idle', 'away', 'done']

export type Order = 'need' | 'name'

/** A hand that nobody has taken comes before one that somebody sees to. */
const urgency = ({ need, handTakenBy }: BoardRow): number =>
  NEEDS.indexOf(need) * 2 + (need === 'asks' && handTakenBy !== undefined ? 1 : 0)

const byName = (one: BoardRow, other: BoardRow): number => one.name.localeCompare(other.name)

/** As the server sorts them: by need, then who has waited longest, then by name. */
const byNeed = (one: BoardRow, other: BoardRow): number =>
  urgency(one) - urgency(other) || one.since - other.since || byName(one, other)

export const inOrder = (rows: readonly BoardRow[], order: Order): BoardRow[] =>
  [...rows].sort(order === 'need' ? byNeed : byName)

/** A board with what has changed on it. Rows that haven't changed stay the same objects, so they aren't drawn again. */
export function withChanges<Board extends BoardOfCourse>(board: Board, { rows, gone, misconceptions }: BoardChanges): Board {
  const changed = new Map(rows.map((row) => [row.learner, row]))
  const left = new Set(gone)
  const kept = board.rows.flatMap((row) => {
    if (left.has(row.learner)) return []
    const now = changed.get(row.learner) ?? row
    changed.delete(row.learner)
    return [now]
  })
  return { ...board, misconceptions, rows: inOrder([...kept, ...changed.values()], 'need') }
}

/** How many there are of each need. */
export function counts(rows: readonly BoardRow[]): Record<Need, number> {
  const found: Record<Need, number> = { asks: 0, stuck: 0, active: 0, idle: 0, away: 0, done: 0 }
  for (const { need } of rows) found[need]++
  return found
}
