import type { FlashbarProps } from '@cloudscape-design/components/flashbar'
import { useEffect, useState } from 'react'
import { MINUTE_MS } from '../../../server/account/durations.js'
import { signInAndReturn } from '../../shared/addresses.js'
import { useSession } from '../../shared/session.js'
import { texts } from './texts.js'

const WARNED_MS = 10 * MINUTE_MS

/** A warning before the session ends, with a way to sign in again that comes back to this page. */
export function useSessionEnd(): FlashbarProps.MessageDefinition[] {
  const { expiresAt } = useSession()
  const [now, setNow] = useState(Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE_MS)
    return () => clearInterval(timer)
  }, [])
  const left = Date.parse(expiresAt) - now
  if (left > WARNED_MS) return []
  return [
    {
      id: 'session-end',
      type: 'warning',
      content: texts.expiresSoon(Math.max(0, Math.ceil(left / MINUTE_MS))),
      buttonText: texts.signInAgain,
      onButtonClick: () => location.assign(signInAndReturn(location.pathname + location.search)),
    },
  ]
}
