import type { PolicyTrace } from '../../authorization/trace.js'

/** Why a request was answered as it was. Holds no secret, no session token and no signature. */
export interface Explanation {
  requestId: string
  /** ISO 8601, on the account's clock (real time where no account is known). */
  time: string
  /** Absent: the key id names no account of this server. */
  accountId?: string
  /** `iam:CreateUser`, `signin:ConsoleLogin` */
  operation: string
  /** ARN, or the access key id of who could not be authenticated. */
  principal?: string
  outcome: 'success' | { code: string; message: string }
  kind: 'success' | 'signature' | 'credential' | 'authorization' | 'mfa' | 'password' | 'quota' | 'conflict' | 'input' | 'other'
  /** What happened, in one sentence. */
  summary: string
  /** The rule that decided. */
  rule: string
  /** What was found. */
  state: string[]
  /** What to do about it, the best first. */
  wayOut: string[]
  signature?: SignatureExplanation
  authorization?: AuthorizationExplanation
}

/** The parts that differ from error to error. */
export type Reasoning = Pick<Explanation, 'kind' | 'summary' | 'rule' | 'state' | 'wayOut'> &
  Partial<Pick<Explanation, 'signature' | 'authorization'>>

export interface SignatureExplanation {
  /** In the order in which they are made; those after the failed one were not. */
  checks: { name: string; result: 'passed' | 'failed' | 'not reached' }[]
  /** The server's, for comparison with the client's own. */
  canonicalRequest?: string
  stringToSign?: string
  /** The one mistake that gives the client's signature; absent: none of those that are looked for. */
  cause?: string
}

export interface AuthorizationExplanation {
  principal: string
  action: string
  resource: string
  context: { key: string; value: string; origin: string }[]
  policies: PolicyTrace[]
  decision: string
  /** The smallest statement that would allow it; absent where no Allow helps. */
  suggestion?: { statement: Record<string, unknown>; where: string; warning?: string }
}
