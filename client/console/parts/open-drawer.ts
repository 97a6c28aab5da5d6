import { createContext, useContext } from 'react'

/** The panels at the side that a page may open. */
export type DrawerId = 'help' | 'phone'

/** Opens a panel at the side; the frame knows how. */
export const OpenDrawer = createContext<(id: DrawerId) => void>(() => undefined)
export const useOpenDrawer = () => useContext(OpenDrawer)
