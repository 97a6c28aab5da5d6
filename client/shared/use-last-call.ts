import { onlineManager } from '@tanstack/react-query'
import { useState } from 'react'
import { forgetSession } from './session-info.js'

/**
 * The last call of a page, which ends what it was signed in with: behind the dialog nothing is asked with that any more,
 * unless the call fails.
 */
export function useLastCall(call: () => Promise<void>) {
  const [running, setRunning] = useState(false)
  const [error, setError] = useState<unknown>()
  const submit = async () => {
    setRunning(true)
    setError(undefined)
    onlineManager.setOnline(false)
    try {
      await call()
      forgetSession()
    } catch (thrown) {
      onlineManager.setOnline(true)
      setError(thrown)
      setRunning(false)
    }
  }
  return { running, error, submit }
}
