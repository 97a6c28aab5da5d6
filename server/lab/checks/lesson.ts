import { durationMs } from '../accounts/clock.js'
import type { Check } from './check.js'
import { effectFor } from './policy-effect.js'

/** The question was answered right. */
export const quizPassed: Check<{ id: string }> = {
  names: [],
  passes: ({ quizzesPassed }, { id }) => quizzesPassed.has(id),
}

/** The act on the lesson's page was done. */
export const acted: Check<{ act: string }> = {
  names: [],
  passes: ({ lesson }, { act }) => lesson.acts.includes(act),
}

/** The text that the learner handed in shows no secret and says what it has to. */
export const secretNotExposed: Check<{ snippet: string }> = {
  names: [],
  passes: ({ lesson }, { snippet }) => lesson.snippets[snippet]?.findings.length === 0,
}

/** This was found in the text that the learner handed in. */
export const snippetFinding: Check<{ snippet: string; finding: string }> = {
  names: [],
  passes: ({ lesson }, { snippet, finding }) => lesson.snippets[snippet]?.findings.includes(finding) ?? false,
}

interface ActorCalls {
  actor: string
  outcome: 'success' | 'error'
  min?: number
  max?: number
  /** Only the newest so many calls. */
  last?: number
}

/** How many calls of an actor had this outcome, since the lesson began. */
export const actorCalls: Check<ActorCalls> = {
  names: [],
  passes: ({ lesson }, { actor, outcome, min = 0, max = Number.POSITIVE_INFINITY, last }) => {
    const fares = lesson.actors[actor]
    if (!fares) return false
    const ok = outcome === 'success'
    const recent = last === undefined ? undefined : fares.calls.slice(-last)
    const found = recent
      ? recent.filter(({ error }) => (error === undefined) === ok).length
      : ok
        ? fares.succeeded
        : fares.failed
    return found >= min && found <= max
  },
}

/**
 * The key that an actor stole is not active any more, and no session minted from it is allowed anything. `within`: of
 * the actor's first call, on the account's clock. Source of why both: IAM User Guide, "Revoking IAM role temporary
 * security credentials"; "GetSessionToken": its credentials live on when the key is deactivated.
 */
export const leakContained: Check<{ actor: string; within?: string }> = {
  names: ['*'],
  passes: ({ account, now, records, lesson }, { actor, within }) => {
    const fares = lesson.actors[actor]
    if (!fares) return false
    if (within !== undefined && now - fares.since > (durationMs(within) ?? 0)) return false
    const key = account.get('AccessKey', fares.accessKeyId)
    if (key?.status === 'Active') return false
    const minted = records.filter(
      ({ name, outcome, principal }) =>
        name === 'GetSessionToken' && outcome === 'success' && principal.accessKeyId === fares.accessKeyId,
    )
    return minted.every(({ time, principal: { userId = '' } }) => {
      const user = account.get('User', userId)
      const issued = new Date(time).toISOString().replace(/\.\d+/, '')
      const context = { 'aws:tokenissuetime': issued }
      return !user || effectFor(account, user.userName, 'cloudtrail:LookupEvents', '*', context) !== 'allowed'
    })
  },
}
