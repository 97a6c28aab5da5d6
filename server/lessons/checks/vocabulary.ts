import { z } from 'zod'
import type { NumberedRecord } from '../../account/request-record.js'
import { accountAlias, clockMoved, credentialReportRead, passwordPolicy, securityStatus } from './account.js'
import type { Check, CheckCall, Evidence, Reference } from './check.js'
import { all, any, count, none, sequence } from './combine.js'
import {
  accessKeyAge,
  accessKeyCount,
  accessKeyRotated,
  accessKeyUsed,
  consoleUsersHaveMfa,
  mfaDeviceExists,
  mfaEnabled,
  mfaResynced,
} from './credentials.js'
import { instanceProfile, instanceState, keyPair, metadataRead, sshLogin } from './ec2.js'
import { apiCall, consoleSignIn, denied, event, signatureError } from './events.js'
import {
  groupExists,
  groupMember,
  loginProfile,
  noDirectUserPolicies,
  passwordChangedBy,
  passwordExpired,
  permissionsBoundary,
  policyAttached,
  userAbsent,
  userExists,
} from './identities.js'
import {
  acted,
  actorCalls,
  leakContained,
  quizMissed,
  quizPassed,
  replayed,
  secretNotExposed,
  snippetFinding,
  worksheetRight,
} from './lesson.js'
import { policyEffect } from './policy-effect.js'
import { roleAssumed, roleExists, roleTrust, sessionExpired } from './roles.js'
import { rootAccessKeys, rootMfaEnabled, rootPasswordChanged, rootUnusedFor } from './root.js'

/** The named checks of lessons. See docs/lesson-format.md for each one's parameters. */
const VOCABULARY: Record<string, Check> = {
  all,
  any,
  none,
  sequence,
  count,
  event,
  consoleSignIn,
  apiCall,
  denied,
  signatureError,
  rootMfaEnabled,
  rootAccessKeys,
  rootPasswordChanged,
  userExists,
  groupExists,
  groupMember,
  policyAttached,
  permissionsBoundary,
  loginProfile,
  accessKeyCount,
  mfaEnabled,
  policyEffect,
  quizPassed,
  quizMissed,
  accountAlias,
  passwordPolicy,
  securityStatus,
  clockMoved,
  credentialReportRead,
  userAbsent,
  noDirectUserPolicies,
  passwordChangedBy,
  roleExists,
  roleTrust,
  roleAssumed,
  sessionExpired,
  mfaDeviceExists,
  mfaResynced,
  consoleUsersHaveMfa,
  accessKeyAge,
  accessKeyUsed,
  accessKeyRotated,
  passwordExpired,
  rootUnusedFor,
  acted,
  secretNotExposed,
  snippetFinding,
  worksheetRight,
  replayed,
  actorCalls,
  leakContained,
  keyPair,
  instanceState,
  instanceProfile,
  sshLogin,
  metadataRead,
}

/** A check as a lesson writes it: a map with one key, the check's name, over its parameters. */
export const checkCall = z.record(z.string(), z.unknown()).superRefine((call, context) => {
  for (const { path, message } of problemsOf(call)) context.addIssue({ code: 'custom', path, message })
})

interface Problem {
  path: PropertyKey[]
  message: string
}

function problemsOf(call: CheckCall): Problem[] {
  const [name] = Object.keys(call)
  if (name === undefined || Object.keys(call).length !== 1) return [{ path: [], message: 'a check is a map with one key' }]
  const check = VOCABULARY[name]
  if (!check) return [{ path: [], message: `there’s no check '${name}'` }]
  const { account, parameters } = whereAndWhat(call[name])
  if (account !== undefined && account !== PARTNER) {
    return [{ path: [name, 'account'], message: `account is '${PARTNER}', or left out: the lesson's own account` }]
  }
  const parsed = check.parameters.safeParse(parameters)
  const problems = parsed.success
    ? childrenOf(call).flatMap(([at, child]) =>
        problemsOf(child).map(({ path, message }) => ({ path: [...at, ...path], message })),
      )
    : parsed.error.issues
  return problems.map(({ path, message }) => ({ path: [name, ...path], message }))
}

/** `account: partner` in any check: it looks at the lesson's second account. */
const PARTNER = 'partner'

function whereAndWhat(written: unknown): { account?: unknown; parameters: unknown } {
  if (typeof written !== 'object' || written === null || Array.isArray(written)) return { parameters: written ?? {} }
  const { account, ...parameters } = written as Record<string, unknown>
  return { account, parameters }
}

/** The same evidence, seen from the other account. */
const fromPartner = ({ account, now, records, refusals, partner, ...rest }: Evidence): Evidence | undefined =>
  partner && { ...rest, ...partner, partner: { account, now, records, refusals } }

/** The checks that a check combines or asks of an event, each with where it stands in the parameters. */
function childrenOf(call: CheckCall): [at: PropertyKey[], child: CheckCall][] {
  const [parameters] = Object.values(call)
  if (Array.isArray(parameters)) return parameters.map((child: CheckCall, index) => [[index], child])
  const { of, after } = (parameters ?? {}) as { of?: CheckCall; after?: CheckCall }
  return Object.entries({ of, after }).flatMap(([at, child]) => (child === undefined ? [] : [[[at], child]]))
}

function checkOf(call: CheckCall): { check: Check; parameters: never; elsewhere: boolean } {
  const [[name, written] = ['', undefined]] = Object.entries(call)
  const check = VOCABULARY[name]
  if (!check) throw new Error(`there’s no check '${name}'`)
  const { account, parameters } = whereAndWhat(written)
  return { check, parameters: parameters as never, elsewhere: account !== undefined }
}

/** Does it, or one in it, look at the lesson's second account? */
export const looksAtPartner = (call: CheckCall): boolean =>
  checkOf(call).elsewhere || childrenOf(call).some(([, child]) => looksAtPartner(child))

/** Does a check hold? */
export function passes(call: CheckCall, evidence: Evidence): boolean {
  const { check, parameters, elsewhere } = checkOf(call)
  const seen = elsewhere ? fromPartner(evidence) : evidence
  if (!seen) return false
  return check.passes(seen, parameters, (child, narrowed = seen) => passes(child, narrowed))
}

/** What a check of several acts consists of: the parts of `all`, and of `sequence` each with those before it. */
export function partsOf(call: CheckCall): CheckCall[] {
  const { all: together, sequence: inOrder } = call as Record<string, CheckCall[] | undefined>
  return together ?? inOrder?.map((_, at) => ({ sequence: inOrder.slice(0, at + 1) })) ?? []
}

/** Could an event of this name change the check's outcome? */
export function concerns(call: CheckCall, eventName: string): boolean {
  const { check } = checkOf(call)
  if (check.names.includes(eventName)) return true
  const children = childrenOf(call)
  return children.length > 0 ? children.some(([, child]) => concerns(child, eventName)) : check.names.includes('*')
}

/** Is it about events of this name, and not about whatever happens? */
export function isAbout(call: CheckCall, eventName: string): boolean {
  return checkOf(call).check.names.includes(eventName) || childrenOf(call).some(([, child]) => isAbout(child, eventName))
}

/** Does it tell what happened, which no later state undoes? */
export function isHistory(call: CheckCall): boolean {
  return checkOf(call).check.history ?? childrenOf(call).some(([, child]) => isHistory(child))
}

/** The event that keeps a check, or one in it, from passing whatever is done later. */
export function spoilerOf(call: CheckCall, evidence: Evidence): NumberedRecord | undefined {
  const { check, parameters } = checkOf(call)
  const own = check.spoiledBy?.(evidence, parameters)
  return own ?? childrenOf(call).flatMap(([, child]) => spoilerOf(child, evidence) ?? [])[0]
}

/** What a check, or one in it, names of its lesson's own. */
export function referencesOf(call: CheckCall): Reference[] {
  const { check, parameters } = checkOf(call)
  const own = check.refersTo?.(parameters)
  return [...(own ? [own] : []), ...childrenOf(call).flatMap(([, child]) => referencesOf(child))]
}
