/** As `/api/lab/explanations/:requestId` answers. */
export interface Explanation {
  requestId: string
  time: string
  operation: string
  principal?: string
  outcome: 'success' | { code: string; message: string }
  kind: string
  summary: string
  rule: string
  state: string[]
  wayOut: string[]
  signature?: {
    checks: { name: string; result: 'passed' | 'failed' | 'not reached' }[]
    canonicalRequest?: string
    stringToSign?: string
  }
  authorization?: {
    principal: string
    action: string
    resource: string
    context: { key: string; value: string; origin: string }[]
    policies: PolicyTrace[]
    decision: string
    suggestion?: { statement: Record<string, unknown>; where: string; warning?: string }
  }
}

export interface PolicyTrace {
  type: string
  name: string
  arn?: string
  group?: string
  /** The text is no policy, and denies everything. */
  unreadable?: true
  statements: StatementTrace[]
  /** Statements that are not shown. */
  omitted?: number
}

export interface StatementTrace {
  index: number
  sid?: string
  effect: 'Allow' | 'Deny'
  matched: boolean
  action: boolean
  resource?: boolean
  resources?: { patterns: string[]; except: boolean }
  principal?: boolean
  conditions: { operator: string; key: string; values: string[]; actual?: string[]; holds: boolean }[]
}
