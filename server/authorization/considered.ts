import type { Decision } from './evaluate.js'
import type { PolicyTrace } from './trace.js'

/** Why a call was allowed, kept in its record. */
export type Authorized = Decision | { effect: 'allowed'; decidedBy: 'no-permission-needed' | 'root' }

/** A refusal with everything that was considered, kept in its record for explanations. */
export interface Unauthorized {
  decision: Decision
  principal: string
  action: string
  resource: string
  /** By key: its value, and where that came from. */
  context: Record<string, { value: string | readonly string[]; origin: string }>
  policies: PolicyTrace[]
}
