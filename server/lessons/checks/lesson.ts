import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { NumberedRecord } from '../../account/request-record.js'
import { durationMs } from '../format/duration.js'
import { TEXT_FINDINGS, WORKSHEET_FINDINGS } from '../format/findings.js'
import { check, duration, range } from './check.js'
import { isPrincipal } from './lookups.js'
import { effectFor } from './policy-effect.js'

/** The question was answered right. */
export const quizPassed = check({
  parameters: z.strictObject({ id: z.string() }),
  refersTo: ({ id }) => ['quiz', id],
  names: [],
  passes: ({ quizzesPassed }, { id }) => quizzesPassed.has(id),
})

/** The question was answered, and not right yet. */
export const quizMissed = check({
  parameters: z.strictObject({ id: z.string() }),
  refersTo: ({ id }) => ['quiz', id],
  names: [],
  passes: ({ lesson: { quiz } }, { id }) => (quiz[id]?.attempts ?? 0) > 0 && !quiz[id]?.correct,
})

/** The act on the lesson's page was done. */
export const acted = check({
  parameters: z.strictObject({ act: z.string() }),
  refersTo: ({ act }) => ['acts', act],
  history: true,
  names: [],
  passes: ({ lesson }, { act }) => lesson.acts.includes(act),
})

const nothingFound = check({
  parameters: z.strictObject({ snippet: z.string() }),
  refersTo: ({ snippet }) => ['snippets', snippet],
  names: [],
  passes: ({ lesson }, { snippet }) => lesson.snippets[snippet]?.findings.length === 0,
})

/** The text that the learner handed in shows no secret and says what it has to. */
export const secretNotExposed = nothingFound

/** The part of a signature that the learner handed in is the one that the server makes. */
export const worksheetRight = nothingFound

/** This was found in the text that the learner handed in. */
export const snippetFinding = check({
  parameters: z.strictObject({
    snippet: z.string(),
    finding: z.enum([...TEXT_FINDINGS, ...WORKSHEET_FINDINGS]),
    /** What is not mentioned. */
    what: z.string().exactOptional(),
  }),
  refersTo: ({ snippet }) => ['snippets', snippet],
  names: [],
  passes: ({ lesson }, { snippet, finding, what }) =>
    lesson.snippets[snippet]?.findings.some((found) => {
      const [name, detail] = found.split(':')
      return name === finding && (what === undefined || detail === what)
    }) ?? false,
})

/**
 * The very request that was accepted before came a second time: the same key, time, operation and parameters. Within 15
 * minutes of its time it is accepted again; later it is refused (`outcome: error`).
 */
export const replayed = check({
  parameters: z.strictObject({ user: z.string().exactOptional(), outcome: z.enum(['success', 'error']).exactOptional() }),
  history: true,
  names: ['*'],
  passes: ({ records, refusals }, { user, outcome = 'success' }) => {
    const signed = records.filter(
      (record) =>
        record.signedAt !== undefined &&
        record.principal.credentialKind === 'long-term' &&
        isPrincipal(record.principal, user) &&
        record.outcome === 'success',
    )
    return signed.some((first, index) =>
      outcome === 'success'
        ? signed.slice(index + 1).some((again) => isDeepStrictEqual(signatureOf(again), signatureOf(first)))
        : refusals.some(
            ({ reason, accessKeyId, name, errorMessage }) =>
              reason === 'clock' &&
              accessKeyId === first.principal.accessKeyId &&
              name === first.name &&
              errorMessage.includes(first.signedAt ?? ''),
          ),
    )
  },
})

/** What decides a signature, as far as it is recorded. */
const signatureOf = ({ signedAt, principal, service, name, params, region }: NumberedRecord) => [
  signedAt,
  principal.accessKeyId,
  service,
  name,
  params,
  region,
]

/** How many calls of an actor had this outcome, since the lesson began. */
export const actorCalls = check({
  parameters: z.strictObject({
    actor: z.string(),
    outcome: z.enum(['success', 'error']),
    ...range,
    /** Only the newest so many calls. */
    last: z.int().min(1).exactOptional(),
  }),
  refersTo: ({ actor }) => ['actors', actor],
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
})

/**
 * The key that an actor stole is not active any more, and no session minted from it is allowed anything. `within`: of
 * the actor's first call, on the account's clock. Source of why both: IAM User Guide, "Revoking IAM role temporary
 * security credentials"; "GetSessionToken": its credentials live on when the key is deactivated.
 */
export const leakContained = check({
  parameters: z.strictObject({ actor: z.string(), within: duration.exactOptional() }),
  refersTo: ({ actor }) => ['actors', actor],
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
})
