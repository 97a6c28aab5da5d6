import { z } from 'zod'
import type { AccountView } from '../../account/account.js'
import type { Instant } from '../../account/ports.js'
import type { NumberedRecord } from '../../account/request-record.js'
import { globMatches } from '../../authorization/glob.js'
import type { Refusal } from '../../records/refusals.js'
import { durationMs } from '../format/duration.js'

/** One check of the vocabulary with its parameters: `{ userExists: { name: 'alice' } }`. */
export type CheckCall = Record<string, unknown>

/** An account as it stands, and what happened in it since the anchor. Never a secret. */
export interface AccountFacts {
  account: AccountView
  /** On the account's clock. */
  now: Instant
  /** After the anchor, in order of sequence. */
  records: readonly NumberedRecord[]
  /** Calls since the anchor that failed authentication, from the learner's own source. */
  refusals: readonly Refusal[]
}

/** All a check may look at. */
export interface Evidence extends AccountFacts {
  /** The lesson's second account, if there is one; of a check in that one: the lesson's own. */
  partner?: AccountFacts
  /** When the step (or the lesson) that asks was opened, on the account's clock. */
  openedAt: Instant
  /** Ids of quiz questions answered right. */
  quizzesPassed: ReadonlySet<string>
  lesson: LessonEvidence
}

/** What came to pass in the lesson itself and is no request of AWS's. */
export interface LessonEvidence {
  /** By id: how often a question was answered, and whether it was answered right at last. */
  quiz: Record<string, { attempts: number; correct: boolean }>
  /** By id: what was found in the text that the learner handed in last, and how often in a row it was the same. */
  snippets: Record<string, { findings: string[]; times?: number }>
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
export const NO_LESSON: LessonEvidence = { quiz: {}, snippets: {}, acts: [], actors: {} }

/** Of something that a lesson defines itself. */
export type Reference = [kind: 'quiz' | 'snippets' | 'actors' | 'acts', id: string]

/** A pure function of the evidence. */
export interface Check<P = never, Schema = z.ZodType> {
  /** What a lesson may write; what it reads is not changed by it. */
  parameters: Schema
  /** The events that can change its outcome (`*`: any). */
  names: readonly string[]
  /** It tells what happened, which stays so, whatever the account's state is later. */
  history?: true
  /** What it names of the lesson's own. */
  refersTo?(parameters: P): Reference
  /** What keeps it from passing whatever is done later. */
  spoiledBy?(evidence: Evidence, parameters: P): NumberedRecord | undefined
  /** `evaluate` asks another check, of the same evidence or of part of it. */
  passes(evidence: Evidence, parameters: P, evaluate: (call: CheckCall, evidence?: Evidence) => boolean): boolean
}

/** Lets the type of the parameters follow from their schema. */
export const check = <P>(defined: Check<P, z.ZodType<P>>): Check => defined

/** A check that another asks; the vocabulary validates it. */
export const childCheck = z.custom<CheckCall>(
  (value) => typeof value === 'object' && value !== null,
  'a check is a map with one key',
)

/** Of a check that has none. */
export const noParameters = z.strictObject({})

/** `90d`, `12h`, `5m`, `30s`. */
export const duration = z.string().refine((text) => durationMs(text) !== undefined, 'write a time as 30s, 5m, 12h, or 90d')

/** How often, at least and at most. */
export const range = { min: z.int().min(0).exactOptional(), max: z.int().min(0).exactOptional() }

/** A literal, `{not}`, `{oneOf}`, `{min, max}` or `{matches: glob}`. */
export type Matcher =
  | string
  | number
  | boolean
  | { not: Matcher }
  | { oneOf: readonly Matcher[] }
  | { min?: number; max?: number }
  | { matches: string }

export const matcher: z.ZodType<Matcher> = z.lazy(() =>
  z.union(
    [
      z.string(),
      z.number(),
      z.boolean(),
      z.strictObject({ not: matcher }),
      z.strictObject({ oneOf: z.array(matcher).min(1) }),
      z.strictObject({ matches: z.string() }),
      z.strictObject({ min: z.number().exactOptional(), max: z.number().exactOptional() }),
    ],
    'expected a value, {not}, {oneOf}, {min, max}, or {matches} here',
  ),
)

export function matches(value: unknown, matcher: Matcher | undefined): boolean {
  if (matcher === undefined) return true
  if (typeof matcher !== 'object') return value === matcher
  if ('not' in matcher) return !matches(value, matcher.not)
  if ('oneOf' in matcher) return matcher.oneOf.some((one) => matches(value, one))
  if ('matches' in matcher) return typeof value === 'string' && globMatches(matcher.matches, value)
  return typeof value === 'number' && value >= (matcher.min ?? -Infinity) && value <= (matcher.max ?? Infinity)
}
