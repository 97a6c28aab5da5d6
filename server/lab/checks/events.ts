import type { NumberedRecord } from '../../account/request-record.js'
import { type Check, type Matcher, matches } from './check.js'
import { isPrincipal, type PrincipalName, type Who } from './lookups.js'

interface EventParameters {
  name?: string
  principal?: PrincipalName
  outcome?: 'success' | 'error'
  errorCode?: Matcher
  reason?: Matcher
  /** Of the request, first letter lower-case. */
  params?: Record<string, Matcher>
  via?: 'console' | 'api'
  mfaUsed?: boolean
}

const via = ({ principal }: NumberedRecord): 'console' | 'api' => (principal.credentialKind === 'console' ? 'console' : 'api')

/** One such event exists after the anchor. */
export const event: Check<EventParameters> = {
  names: ['*'],
  passes: ({ records }, wanted) =>
    records.some(
      (record) =>
        matches(record.name, wanted.name) &&
        isPrincipal(record.principal, wanted.principal) &&
        matches(record.outcome, wanted.outcome) &&
        matches(record.errorCode, wanted.errorCode) &&
        matches(record.reason, wanted.reason) &&
        (wanted.via === undefined || via(record) === wanted.via) &&
        (wanted.mfaUsed === undefined || (record.principal.mfaPresent ?? false) === wanted.mfaUsed) &&
        Object.entries(wanted.params ?? {}).every(([name, matcher]) => matches(record.params[name], matcher)),
    ),
}

interface SignInParameters extends Who {
  outcome?: 'success' | 'failure'
  mfaUsed?: boolean
  reason?: Matcher
}

/** A console sign-in with these facts. */
export const consoleSignIn: Check<SignInParameters> = {
  names: ['ConsoleLogin'],
  passes: ({ records }, { user, root, outcome = 'success', mfaUsed, reason }) =>
    records.some(
      (record) =>
        record.name === 'ConsoleLogin' &&
        isPrincipal(record.principal, root ? 'root' : user) &&
        record.outcome === (outcome === 'success' ? 'success' : 'error') &&
        (mfaUsed === undefined || (record.principal.mfaPresent ?? false) === mfaUsed) &&
        matches(record.reason, reason),
    ),
}

interface ApiCallParameters extends Who {
  action?: string
  outcome?: 'success' | 'error'
  errorCode?: Matcher
  tokenKind?: 'long-term' | 'session'
  mfaPresent?: boolean
  userAgent?: Matcher
}

/** A signed call with these facts; console pages sign too, so `tokenKind` tells a program's key from them. */
export const apiCall: Check<ApiCallParameters> = {
  names: ['*'],
  passes: ({ records }, { action, user, root, outcome = 'success', errorCode, tokenKind, mfaPresent, userAgent }) =>
    records.some(
      (record) =>
        record.category === 'api' &&
        (action === undefined || action === `${record.service}:${record.name}`) &&
        isPrincipal(record.principal, root ? 'root' : user) &&
        record.outcome === outcome &&
        matches(record.errorCode, errorCode) &&
        matches(record.principal.credentialKind, tokenKind) &&
        matches(record.userAgent, userAgent) &&
        (mfaPresent === undefined || (record.principal.mfaPresent ?? false) === mfaPresent),
    ),
}

interface DeniedParameters {
  principal?: PrincipalName
  action?: string
  decision?: 'implicit' | 'explicit'
}

/** An AccessDenied with this reason. */
export const denied: Check<DeniedParameters> = {
  names: ['*'],
  passes: ({ records }, { principal, action, decision }) =>
    records.some(
      (record) =>
        record.errorCode === 'AccessDenied' &&
        isPrincipal(record.principal, principal) &&
        (action === undefined || action === `${record.service}:${record.name}`) &&
        (decision === undefined || record.reason === `${decision}-deny`),
    ),
}

interface SignatureErrorParameters {
  code?: string
  reason?: Matcher
}

/**
 * A call that failed authentication, from the learner's own source. `reason`: `clock`, `scope`, or the one mistake that
 * gives the client's signature (`secret-space`, `body-declared-hash` …: see server/wire/sigv4/diagnose.ts).
 */
export const signatureError: Check<SignatureErrorParameters> = {
  names: ['*'],
  passes: ({ refusals }, { code, reason }) =>
    refusals.some(
      (refusal) =>
        matches(refusal.errorCode, code) && (matches(refusal.reason, reason) || matches(refusal.evidence?.cause?.kind, reason)),
    ),
}
