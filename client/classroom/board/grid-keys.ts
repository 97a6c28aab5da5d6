import { type KeyboardEvent, type RefObject, useCallback, useLayoutEffect, useRef } from 'react'

/** Rows that Page Up and Page Down go by. */
const PAGE = 10

interface Place {
  row: string
  column: number
}

const rowsOf = (grid: HTMLElement): HTMLElement[] => [...grid.querySelectorAll<HTMLElement>('[data-row]')]
const stopsOf = (row: HTMLElement | undefined): HTMLElement[] => [...(row?.querySelectorAll<HTMLElement>('[data-stop]') ?? [])]

/**
 * A grid of which the Tab key comes to one cell, and arrow keys go on from there (WAI-ARIA's roving tabindex). It works on the
 * elements themselves: with 300 rows, a state that moves with each key would draw them all.
 */
export function useGridKeys(grid: RefObject<HTMLElement | null>, drawn: unknown) {
  const place = useRef<Place>(undefined)
  /** The grid has the keyboard, though a row that moves takes it away. */
  const inside = useRef(false)

  const stopAt = useCallback(
    (wanted: Place | undefined): HTMLElement | undefined => {
      if (!grid.current || !wanted) return undefined
      const row = grid.current.querySelector<HTMLElement>(`[data-row="${CSS.escape(wanted.row)}"]`)
      const stops = stopsOf(row ?? undefined)
      return stops[Math.min(wanted.column, stops.length - 1)]
    },
    [grid],
  )

  const hold = useCallback(
    (stop: HTMLElement | undefined) => {
      for (const other of grid.current?.querySelectorAll<HTMLElement>('[data-stop][tabindex="0"]') ?? []) other.tabIndex = -1
      if (stop) stop.tabIndex = 0
    },
    [grid],
  )

  useLayoutEffect(() => {
    if (!grid.current) return
    const stop = stopAt(place.current) ?? stopsOf(rowsOf(grid.current)[0])[0]
    hold(stop)
    if (inside.current && document.activeElement === document.body) stop?.focus({ preventScroll: true })
  }, [drawn, grid, stopAt, hold])

  const onFocus = (event: { target: EventTarget }) => {
    const stop = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-stop]') : null
    const row = stop?.closest<HTMLElement>('[data-row]')
    if (!stop || !row) return
    inside.current = true
    place.current = { row: row.dataset.row ?? '', column: stopsOf(row).indexOf(stop) }
    hold(stop)
  }

  const onBlur = (event: { relatedTarget: EventTarget | null }) => {
    if (event.relatedTarget !== null) inside.current = false
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (!grid.current || !place.current || event.altKey || event.metaKey) return
    const rows = rowsOf(grid.current)
    const at = rows.findIndex(({ dataset }) => dataset.row === place.current?.row)
    const next = moved(event, { row: at, column: place.current.column }, rows.length, stopsOf(rows[at]).length)
    const row = next && rows[next.row]
    if (!row) return
    event.preventDefault()
    stopsOf(row)[next.column]?.focus()
  }

  return { onFocus, onBlur, onKeyDown }
}

/** Where a key leads; undefined for a key that is the cell's own. */
function moved(
  { key, ctrlKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey'>,
  { row, column }: { row: number; column: number },
  rows: number,
  columns: number,
): { row: number; column: number } | undefined {
  const inRows = (wanted: number) => Math.min(Math.max(wanted, 0), rows - 1)
  const inColumns = (wanted: number) => Math.min(Math.max(wanted, 0), columns - 1)
  switch (key) {
    case 'ArrowDown':
      return { row: inRows(row + 1), column }
    case 'ArrowUp':
      return { row: inRows(row - 1), column }
    case 'ArrowRight':
      return { row, column: inColumns(column + 1) }
    case 'ArrowLeft':
      return { row, column: inColumns(column - 1) }
    case 'PageDown':
      return { row: inRows(row + PAGE), column }
    case 'PageUp':
      return { row: inRows(row - PAGE), column }
    case 'Home':
      return { row: ctrlKey ? 0 : row, column: 0 }
    case 'End':
      return { row: ctrlKey ? rows - 1 : row, column: columns - 1 }
    default:
      return undefined
  }
}
