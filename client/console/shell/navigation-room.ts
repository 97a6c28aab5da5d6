import { useEffect, useRef, useState } from 'react'
import { isNarrow, useNarrow } from './one-panel.js'

/** Narrower, the navigation makes room for a panel that is opened beside the lesson. */
const ROOM_FOR_ALL = 1600

/** Whether the navigation is open. It makes room for what is `beside` it, and comes back when that has gone. */
export function useNavigationRoom(beside: boolean): [open: boolean, setOpen: (open: boolean) => void] {
  const narrow = useNarrow()
  const [open, setOpen] = useState(() => !isNarrow())
  const madeRoom = useRef(!open)
  const crowded = narrow || (beside && window.innerWidth < ROOM_FOR_ALL)
  useEffect(() => {
    if (crowded && open) {
      madeRoom.current = true
      setOpen(false)
    }
    if (crowded || !madeRoom.current) return
    madeRoom.current = false
    setOpen(true)
  }, [crowded])
  return [
    open,
    (wanted) => {
      madeRoom.current = wanted ? false : madeRoom.current
      setOpen(wanted)
    },
  ]
}
