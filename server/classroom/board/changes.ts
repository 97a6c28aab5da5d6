import type { BoardChanges, BoardOfCourse, BoardRow } from './contract.js'

type Misconceptions = BoardOfCourse['misconceptions']

/** What those who watch a board were told: rows by learner, as text, so that a change is seen. */
export interface Told {
  rows: ReadonlyMap<string, string>
  misconceptions: string
}

export const toldOf = (rows: readonly BoardRow[], misconceptions: Misconceptions): Told => ({
  rows: new Map(rows.map((row) => [row.learner, JSON.stringify(row)])),
  misconceptions: JSON.stringify(misconceptions),
})

/** Undefined if nothing has changed. */
export function changesSince(
  told: Told,
  now: Told,
  { rows, misconceptions }: { rows: readonly BoardRow[]; misconceptions: Misconceptions },
): Omit<BoardChanges, 'lesson'> | undefined {
  const changed = rows.filter(({ learner }) => told.rows.get(learner) !== now.rows.get(learner))
  const gone = [...told.rows.keys()].filter((learner) => !now.rows.has(learner))
  if (changed.length + gone.length === 0 && told.misconceptions === now.misconceptions) return undefined
  return { rows: changed, gone, misconceptions }
}
