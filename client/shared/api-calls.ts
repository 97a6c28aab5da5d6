import { useSyncExternalStore } from 'react'

/** One call that this page made, without anything secret. */
export interface ApiCall {
  id: number
  service: string
  /** `CreateUser` */
  operation: string
  input: Record<string, unknown>
  readOnly: boolean
  requestId: string | undefined
  error: string | undefined
}

const KEPT = 50
/** Never kept, not even for the page itself. */
const SECRET =
  /^(Password|OldPassword|NewPassword|PrivateKey|AddPrivateKey|AuthenticationCode[12]|TokenCode|WebIdentityToken|SAMLAssertion)$/

let calls: readonly ApiCall[] = []
let counter = 0
const listeners = new Set<() => void>()

export function recordCall(call: Omit<ApiCall, 'id' | 'readOnly'>): void {
  const input = Object.fromEntries(
    Object.entries(call.input).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, SECRET.test(name) ? '…' : value]],
    ),
  )
  const readOnly = /^(Get|List|Lookup|Simulate|Generate)/.test(call.operation)
  calls = [{ ...call, input, readOnly, id: ++counter }, ...calls].slice(0, KEPT)
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The calls of this tab, newest first. */
export const useApiCalls = (): readonly ApiCall[] => useSyncExternalStore(subscribe, () => calls)
