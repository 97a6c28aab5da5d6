import type { CheckCall } from '../format/lesson.js'
import { accountAlias, clockMoved, credentialReportRead, passwordPolicy, securityStatus } from './account.js'
import type { Check, Evidence } from './check.js'
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
import { apiCall, consoleSignIn, denied, event, signatureError } from './events.js'
import {
  groupExists,
  groupMember,
  loginProfile,
  noDirectUserPolicies,
  passwordChangedBy,
  passwordExpired,
  policyAttached,
  userAbsent,
  userExists,
} from './identities.js'
import { acted, actorCalls, leakContained, quizPassed, secretNotExposed, snippetFinding } from './lesson.js'
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
  loginProfile,
  accessKeyCount,
  mfaEnabled,
  policyEffect,
  quizPassed,
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
  actorCalls,
  leakContained,
}

export const CHECK_NAMES: ReadonlySet<string> = new Set(Object.keys(VOCABULARY))

/** Evaluates a check as a lesson writes it: a map with one key, the check's name. */
export function passes(call: CheckCall, evidence: Evidence): boolean {
  const [[name, parameters] = ['', undefined]] = Object.entries(call)
  const check = VOCABULARY[name]
  if (!check) throw new Error(`there is no check '${name}'`)
  return check.passes(evidence, (parameters ?? {}) as never, (child, narrowed = evidence) => passes(child, narrowed))
}

/** Could an event of this name change the check's outcome? */
export function concerns(call: CheckCall, eventName: string): boolean {
  const [[name, parameters] = ['', undefined]] = Object.entries(call)
  if (Array.isArray(parameters)) return parameters.some((child: CheckCall) => concerns(child, eventName))
  const names = VOCABULARY[name]?.names ?? []
  return names.includes('*') || names.includes(eventName)
}
