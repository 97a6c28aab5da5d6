import { useEffect, useRef, useSyncExternalStore } from 'react'
import { PANEL_COVERS_PAGE } from '../../shared/panel-covers-page.js'

/** A window of 1440 pixels at 200 % is this narrow: beside the page there is room for one panel. */
const NARROW = matchMedia('(max-width: 899px)')

const follow = (query: MediaQueryList) => (tell: () => void) => {
  query.addEventListener('change', tell)
  return () => query.removeEventListener('change', tell)
}
const followNarrow = follow(NARROW)
const followCovered = follow(PANEL_COVERS_PAGE)

export const isNarrow = (): boolean => NARROW.matches
export const useNarrow = (): boolean => useSyncExternalStore(followNarrow, isNarrow)

const isCovered = (): boolean => PANEL_COVERS_PAGE.matches
export const usePanelCoversPage = (): boolean => useSyncExternalStore(followCovered, isCovered)

export interface Panel {
  open: boolean
  close(): void
}

/** Where there is room for one panel, the one that was opened last closes the others. Of panels that opened at once, the first stays. */
export function useOnePanel(panels: readonly Panel[]): void {
  const narrow = useNarrow()
  const before = useRef<readonly boolean[]>([])
  const last = useRef(-1)
  useEffect(() => {
    const opened = panels.findIndex(({ open }, index) => open && !before.current[index])
    if (opened >= 0) last.current = opened
    before.current = panels.map(({ open }) => open)
    if (!narrow) return
    const stays = panels[last.current]?.open ? last.current : panels.findIndex(({ open }) => open)
    for (const [index, { open, close }] of panels.entries()) if (open && index !== stays) close()
  })
}
