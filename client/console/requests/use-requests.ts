import { useCallback, useEffect, useRef, useState } from 'react'
import type { RequestSummary } from '../../../server/lab/api/contract.js'
import { api } from '../../shared/api.js'
import { watchAccount } from '../../shared/events/watch-account.js'

const SHOWN = 200

/** `more` and `known`, each request once, newest first. */
function joined(more: readonly RequestSummary[], known: readonly RequestSummary[]): RequestSummary[] {
  const ids = new Set(more.map(({ requestId }) => requestId))
  const all = [...more, ...known.filter(({ requestId }) => !ids.has(requestId))]
  return all.sort((one, other) => Date.parse(other.time) - Date.parse(one.time)).slice(0, SHOWN)
}

/** The account's requests as they come; while paused they wait. */
export function useRequests(accountId: string) {
  const [requests, setRequests] = useState<readonly RequestSummary[]>([])
  const [waiting, setWaiting] = useState<readonly RequestSummary[]>()
  const paused = useRef(false)

  const add = useCallback((more: readonly RequestSummary[]) => {
    if (paused.current) setWaiting((known = []) => joined(more, known))
    else setRequests((known) => joined(more, known))
  }, [])

  useEffect(() => {
    const load = async () => {
      const { requests: kept } = await api('GET /lab/requests', { query: { account: accountId } })
      add(kept)
    }
    setRequests([])
    load().catch(() => undefined)
    return watchAccount(accountId, (news) => {
      if (news.event === 'request') add([news.data])
      if (news.event === 'open') load().catch(() => undefined)
    })
  }, [accountId, add])

  return {
    requests,
    /** Undefined: not paused. */
    waiting: waiting?.length,
    pause() {
      paused.current = true
      setWaiting([])
    },
    resume() {
      paused.current = false
      setRequests((known) => joined(waiting ?? [], known))
      setWaiting(undefined)
    },
    async clear() {
      await api('DELETE /lab/requests', { query: { account: accountId } })
      setRequests([])
      setWaiting((known) => known && [])
    },
  }
}
