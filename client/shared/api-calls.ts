import { isReading } from '../../server/aws/reading.js'
import { isSensitive } from '../../server/aws/sensitive.js'
import { externalStore } from './external-store.js'

/** One call that this page made, without anything secret. */
export interface ApiCall {
  id: number
  service: string
  /** Undefined for a service without Regions. */
  region: string | undefined
  /** `CreateUser` */
  operation: string
  input: Record<string, unknown>
  readOnly: boolean
  requestId: string | undefined
  error: string | undefined
}

const KEPT = 50
const calls = externalStore<readonly ApiCall[]>([])
let counter = 0

export function recordCall(call: Omit<ApiCall, 'id' | 'readOnly'>): void {
  const input = Object.fromEntries(
    Object.entries(call.input).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, isSensitive(name) ? '…' : value]],
    ),
  )
  const readOnly = isReading(call.operation)
  calls.set([{ ...call, input, readOnly, id: ++counter }, ...calls.get()].slice(0, KEPT))
}

/** The calls of this tab, newest first. */
export const useApiCalls = (): readonly ApiCall[] => calls.useValue()
