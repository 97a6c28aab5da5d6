import Button from '@cloudscape-design/components/button'
import { type ReactNode, useState } from 'react'
import { texts } from './texts.js'
import './row-details.css'

export interface RowDetail<T> {
  /** What the + shows, for its name: “Show the document of ReadOnlyAccess”. */
  label(item: T): string
  content(item: T): ReactNode
}

/**
 * The + in a row that opens a panel below it, as AWS's tables have it. A panel is a row of its own, since the table has
 * no rows over all columns: a copy of its item, which `isPanel` tells from the item.
 */
export function useRowDetails<T extends object>(items: readonly T[], idOf: (item: T) => string, detail?: RowDetail<T>) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const panels = new Set<T>()
  const rows = items.flatMap((item) => {
    if (!open.has(idOf(item))) return [item]
    const panel = { ...item }
    panels.add(panel)
    return [item, panel]
  })
  const isPanel = (row: T) => panels.has(row)
  const toggle = (id: string) =>
    setOpen((before) => (before.has(id) ? new Set([...before].filter((one) => one !== id)) : new Set([...before, id])))

  /** The first cell of a row, behind its +; or the panel. */
  function firstCell(row: T, cell: ReactNode): ReactNode {
    if (!detail) return cell
    if (isPanel(row)) {
      return (
        <div className="row-detail">
          <div>{detail.content(row)}</div>
        </div>
      )
    }
    const isOpen = open.has(idOf(row))
    return (
      <span className="row-with-detail">
        <Button
          variant="inline-icon"
          formAction="none"
          iconName={isOpen ? 'treeview-collapse' : 'treeview-expand'}
          ariaExpanded={isOpen}
          ariaLabel={texts.showDetail(detail.label(row))}
          onClick={() => toggle(idOf(row))}
        />
        <span>{cell}</span>
      </span>
    )
  }
  return { rows, isPanel, firstCell }
}
