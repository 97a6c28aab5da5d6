import type { AccountView } from '../../account/account.js'
import type { Instant } from '../../account/ports.js'
import type { NumberedRecord } from '../../account/request-record.js'
import type { Refusal } from '../../events/refusals.js'
import type { CheckCall } from '../format/lesson.js'

/** All a check may look at: the account as it stands and what happened since the anchor. Never a secret. */
export interface Evidence {
  account: AccountView
  /** On the account's clock. */
  now: Instant
  /** After the anchor, in order of sequence. */
  records: readonly NumberedRecord[]
  /** Calls since the anchor that failed authentication, from the learner's own source. */
  refusals: readonly Refusal[]
  /** Ids of quiz questions answered right. */
  quizzesPassed: ReadonlySet<string>
  lesson: LessonEvidence
}

/** What came to pass in the lesson itself and is no request of AWS's. */
export interface LessonEvidence {
  /** By id: what was found in the text that the learner handed in last. */
  snippets: Record<string, { findings: string[] }>
  /** Ids of acts on the lesson's page. */
  acts: string[]
  /** By id. */
  actors: Record<string, ActorProgress>
}

/** How an actor fares: whose key they hold and what became of their calls. */
export interface ActorProgress {
  accessKeyId: string
  /** When they began, on the account's clock. */
  since: Instant
  succeeded: number
  failed: number
  /** The latest, oldest first; `error`: AWS's code. */
  calls: { at: Instant; error?: string }[]
}

/** Of an account without a lesson. */
export const NO_LESSON: LessonEvidence = { snippets: {}, acts: [], actors: {} }

/** A pure function of the evidence; `names` are the events that can change its outcome (`*`: any). */
export interface Check<P = never> {
  /** `evaluate` asks another check, of the same evidence or of part of it. */
  passes(evidence: Evidence, parameters: P, evaluate: (call: CheckCall, evidence?: Evidence) => boolean): boolean
  names: readonly string[]
}

/** A literal, `{not}`, `{oneOf}`, `{min, max}` or `{matches: glob}`. */
export type Matcher =
  | string
  | number
  | boolean
  | { not: Matcher }
  | { oneOf: readonly Matcher[] }
  | { min?: number; max?: number }
  | { matches: string }

export function matches(value: unknown, matcher: Matcher | undefined): boolean {
  if (matcher === undefined) return true
  if (typeof matcher !== 'object') return value === matcher
  if ('not' in matcher) return !matches(value, matcher.not)
  if ('oneOf' in matcher) return matcher.oneOf.some((one) => matches(value, one))
  if ('matches' in matcher) return typeof value === 'string' && globbed(matcher.matches).test(value)
  return typeof value === 'number' && value >= (matcher.min ?? -Infinity) && value <= (matcher.max ?? Infinity)
}

const globbed = (glob: string): RegExp =>
  new RegExp(
    `^${glob
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  )
