import { useSyncExternalStore } from 'react'

/** What a device of this page signed for one request, by its own account: without secret or token. */
export interface SignedRequest {
  id: number
  requestId: string | undefined
  service: string
  operation: string
  canonicalRequest: string
  stringToSign: string
  status: number
}

const KEPT = 50

let requests: readonly SignedRequest[] = []
let counter = 0
const listeners = new Set<() => void>()

export function recordSignedRequest(request: Omit<SignedRequest, 'id'>): void {
  requests = [{ ...request, id: ++counter }, ...requests].slice(0, KEPT)
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/**
 * The requests of this tab's terminal, newest first.
 * @public For whoever shows them.
 */
export const useSignedRequests = (): readonly SignedRequest[] => useSyncExternalStore(subscribe, () => requests)
