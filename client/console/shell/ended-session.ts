import { useEffect } from 'react'
import { takeEnded } from '../../shared/session-info.js'
import { useFlash } from '../parts/flash.js'
import { texts } from './texts.js'

/** Says whose session ended to make room for this one. */
export function useEndedSession(): void {
  const flash = useFlash()
  useEffect(() => {
    const name = takeEnded()
    if (name !== null) flash.info(texts.sessionEnded(name))
  }, [flash])
}
