import { useEffect } from 'react'
import { externalStore } from './external-store.js'

const wanted = externalStore(false)

/** Does the page ask for the navigation's place where other panels are open? */
export const useWantedWidth = (): boolean => wanted.useValue()

/** Asks for it as long as `wants`, and the component, last. */
export function useWantsWidth(wants: boolean): void {
  useEffect(() => {
    wanted.set(wants)
    return () => wanted.set(false)
  }, [wants])
}
