import type { IAM } from '@aws-sdk/client-iam'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { askAgain } from '../../shared/ask-again.js'
import { useIam } from '../../shared/aws.js'
import { useSession } from '../../shared/session.js'

export type Outcome<T> = { ok: true; value: T } | { ok: false; error: unknown }

/**
 * Runs a changing call for a form or dialog and tells whether it is running and how it failed.
 *
 * Deliberately not TanStack's useMutation: its cache keeps variables and results for minutes, and here they may be
 * passwords, seeds and secret keys. What a call returns belongs to the caller's component state alone.
 *
 * Whatever was on the page is asked for again afterwards, also after a failure: a change shows in many places (a new
 * key: card, list, dashboard, summary), a failed sequence may have done half, and only what is mounted is fetched.
 */
export function useAction() {
  const iam = useIam()
  const { id } = useSession()
  const queries = useQueryClient()
  const [state, setState] = useState<{ running: boolean; error?: unknown }>({ running: false })

  async function run<T>(call: (iam: IAM) => Promise<T>): Promise<Outcome<T>> {
    setState({ running: true })
    try {
      const value = await call(iam)
      setState({ running: false })
      return { ok: true, value }
    } catch (error) {
      setState({ running: false, error })
      return { ok: false, error }
    } finally {
      askAgain(queries, id)
    }
  }

  return { ...state, run, clear: () => setState({ running: false }) }
}
