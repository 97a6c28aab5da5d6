import { z } from 'zod'
import type { NumberedRecord } from '../../account/request-record.js'
import { check, matcher, matches } from './check.js'
import { isOfInstance, isPrincipal, isSessionOf, principalName, who } from './lookups.js'

const outcome = z.enum(['success', 'error']).exactOptional()
const action = z
  .string()
  .regex(/^[a-z0-9-]+:[A-Za-z]+$/, 'an action is a service, a colon, and an operation: iam:CreateUser')
  .exactOptional()

const via = ({ principal }: NumberedRecord): 'console' | 'api' => (principal.credentialKind === 'console' ? 'console' : 'api')

/** One such event exists after the anchor. */
export const event = check({
  parameters: z.strictObject({
    name: matcher.exactOptional(),
    principal: principalName.exactOptional(),
    outcome,
    errorCode: matcher.exactOptional(),
    reason: matcher.exactOptional(),
    /** Of the request, first letter lower-case. */
    params: z.record(z.string().regex(/^[a-z]/, 'parameters begin with a lowercase letter'), matcher).exactOptional(),
    via: z.enum(['console', 'api']).exactOptional(),
    mfaUsed: z.boolean().exactOptional(),
  }),
  history: true,
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
})

/** A console sign-in with these facts. */
export const consoleSignIn = check({
  parameters: z.strictObject({
    ...who,
    outcome: z.enum(['success', 'failure']).exactOptional(),
    mfaUsed: z.boolean().exactOptional(),
    reason: matcher.exactOptional(),
  }),
  history: true,
  names: ['ConsoleLogin'],
  passes: ({ records }, { user, root, outcome: wanted = 'success', mfaUsed, reason }) =>
    records.some(
      (record) =>
        record.name === 'ConsoleLogin' &&
        isPrincipal(record.principal, root ? 'root' : user) &&
        record.outcome === (wanted === 'success' ? 'success' : 'error') &&
        (mfaUsed === undefined || (record.principal.mfaPresent ?? false) === mfaUsed) &&
        matches(record.reason, reason),
    ),
})

/** A signed call with these facts; console pages sign too, so `tokenKind` tells a program's key from them. */
export const apiCall = check({
  parameters: z.strictObject({
    action,
    ...who,
    /** Whose session signed it. */
    role: z.string().exactOptional(),
    /** From an address as instances have, or from any other. */
    from: z.enum(['instance', 'elsewhere']).exactOptional(),
    outcome,
    errorCode: matcher.exactOptional(),
    tokenKind: z.enum(['long-term', 'session']).exactOptional(),
    mfaPresent: z.boolean().exactOptional(),
    userAgent: matcher.exactOptional(),
  }),
  history: true,
  names: ['*'],
  passes: (
    { account, records },
    { action: called, user, root, role, from, outcome: wanted = 'success', errorCode, tokenKind, mfaPresent, userAgent },
  ) =>
    records.some(
      (record) =>
        record.category === 'api' &&
        (called === undefined || called === `${record.service}:${record.name}`) &&
        isPrincipal(record.principal, root ? 'root' : user) &&
        (role === undefined || isSessionOf(record.principal, role)) &&
        (from === undefined || isOfInstance(account, record.sourceIp) === (from === 'instance')) &&
        record.outcome === wanted &&
        matches(record.errorCode, errorCode) &&
        matches(record.principal.credentialKind, tokenKind) &&
        matches(record.userAgent, userAgent) &&
        (mfaPresent === undefined || (record.principal.mfaPresent ?? false) === mfaPresent),
    ),
})

/** An AccessDenied with this reason. */
export const denied = check({
  parameters: z.strictObject({
    principal: principalName.exactOptional(),
    action,
    decision: z.enum(['implicit', 'explicit']).exactOptional(),
  }),
  history: true,
  names: ['*'],
  passes: ({ records }, { principal, action: called, decision }) =>
    records.some(
      (record) =>
        (record.errorCode === 'AccessDenied' || record.errorCode === 'UnauthorizedOperation') &&
        isPrincipal(record.principal, principal) &&
        (called === undefined || called === `${record.service}:${record.name}`) &&
        (decision === undefined || record.reason === `${decision}-deny`),
    ),
})

/**
 * A call that failed authentication, from the learner's own source. `reason`: `clock`, `scope`, or the one mistake that
 * gives the client's signature (`secret-space`, `body-declared-hash` …: see server/sigv4/diagnose.ts).
 */
export const signatureError = check({
  parameters: z.strictObject({ code: z.string().exactOptional(), reason: matcher.exactOptional() }),
  history: true,
  names: ['*'],
  passes: ({ refusals }, { code, reason }) =>
    refusals.some(
      (refusal) =>
        matches(refusal.errorCode, code) && (matches(refusal.reason, reason) || matches(refusal.evidence?.cause?.kind, reason)),
    ),
})
