import type { AuthorizationRequest, Effect, PolicyType } from './types.js'

/** A policy as it is handed to the evaluator: its text and where it came from. */
export interface PolicySource {
  name: string
  arn?: string
  via?: unknown
  document: string
}

export interface PolicySet {
  identity: readonly PolicySource[]
  boundary?: PolicySource
  session?: readonly PolicySource[]
  resource?: PolicySource
}

export interface Decision {
  effect: Effect
  /** The statement that decided; absent for an implicit deny. */
  decidedBy?: { type: PolicyType; name: string; arn?: string; statement: number; sid?: string }
}

export function evaluate(_policies: PolicySet, _request: AuthorizationRequest): Decision {
  throw new Error('written by the authorization room')
}
