import { useRef } from 'react'
import type { BoardRow as Row } from '../../../server/classroom/contract.js'
import { BoardRow, type RowActs } from './board-row.js'
import { useGridKeys } from './grid-keys.js'
import { texts } from './texts.js'
import { useCoarseNow } from './use-coarse-now.js'
import './board.css'

const MINUTE_MS = 60_000

interface Props {
  classId: string
  label: string
  columns: readonly { id: string; title: string }[]
  rows: readonly Row[]
  selected: ReadonlySet<string>
  onSelectAll(selected: boolean): void
  acts: RowActs
}

/** Learners by steps, or by lessons. A plain table: 300 rows are drawn once, and each again only when it changes. */
export function BoardGrid({ classId, label, columns, rows, selected, onSelectAll, acts }: Props) {
  const grid = useRef<HTMLTableElement>(null)
  const keys = useGridKeys(grid, rows)
  const now = useCoarseNow()
  const all = rows.length > 0 && rows.every(({ learner }) => selected.has(learner))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard
    <section className="board" tabIndex={0} aria-label={label}>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells are gone over by keyboard is a grid */}
      <table ref={grid} role="grid" aria-label={label} aria-multiselectable="true" {...keys}>
        <thead>
          <tr>
            <th scope="col" className="board-select">
              <input
                type="checkbox"
                checked={all}
                aria-label={texts.selectAll}
                onChange={(event) => onSelectAll(event.target.checked)}
              />
            </th>
            <th scope="col" className="board-name">
              {texts.learner}
            </th>
            <th scope="col" className="board-need">
              {texts.needs}
            </th>
            {columns.map(({ id, title }, index) => (
              <th key={id} scope="col" className="board-cell" title={title}>
                <span className="board-number">{index + 1}</span>
                <span className="board-title">{title}</span>
              </th>
            ))}
            <th scope="col" className="board-refusals">
              {texts.lastRefusals}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <BoardRow
              key={row.learner}
              classId={classId}
              row={row}
              columns={columns}
              selected={selected.has(row.learner)}
              minutes={Math.max(0, Math.floor((now - row.since) / MINUTE_MS))}
              acts={acts}
            />
          ))}
        </tbody>
      </table>
    </section>
  )
}
