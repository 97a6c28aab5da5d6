import { MINUTE_MS } from '../../account/durations.js'
import type { Instant } from '../../account/ports.js'
import type { Need } from './contract.js'
import { type Failure, type LearnerSigns, type LessonSigns, lastMark } from './signs.js'

/** Nothing for so long: idle, or away. */
export const IDLE_MS = 5 * MINUTE_MS
/** The same refusal or mistake so often: stuck. */
export const SAME_TIMES = 3
/** Refusals of somebody who is in no lesson count for so long. */
const FRESH_MS = 30 * MINUTE_MS

/** A board is about a lesson, or about all of the class's. */
export interface Scope {
  lesson?: string | undefined
  lessons: readonly string[]
}

export interface Needed {
  need: Need
  since: Instant
  why?: string
}

/** What a learner needs now. A hand counts before all else, and what is done needs nothing. */
export function needOf(signs: LearnerSigns, scope: Scope, now: Instant, stuckAfterMs: number): Needed {
  const { hand, activeAt, joinedAt, isPresent } = signs
  if (hand) return { need: 'asks', since: hand.at }
  const done = doneSince(signs, scope)
  if (done !== undefined) return { need: 'done', since: done }
  if (now - activeAt >= IDLE_MS) return { need: isPresent ? 'idle' : 'away', since: activeAt }
  const focus = focusOf(signs, scope)
  const stuck = focus ? stuckIn(signs, focus, now, stuckAfterMs) : sameRefusals(signs.failures, now - FRESH_MS)
  return stuck ? { need: 'stuck', ...stuck } : { need: 'active', since: focus ? lastMark(focus) : joinedAt }
}

function doneSince({ lessons }: LearnerSigns, { lesson, lessons: all }: Scope): Instant | undefined {
  const wanted = lesson === undefined ? all : [lesson]
  const found = wanted.flatMap((id) => lessons.get(id) ?? [])
  if (wanted.length === 0 || found.length < wanted.length || !found.every(({ isDone }) => isDone)) return undefined
  return Math.max(...found.map(lastMark))
}

/** The lesson that they're at: the board's own, or the one in which something happened last. */
function focusOf({ lessons }: LearnerSigns, { lesson, lessons: all }: Scope): LessonSigns | undefined {
  const own = lesson === undefined ? undefined : lessons.get(lesson)
  if (own && !own.isDone) return own
  const underWay = all.flatMap((id) => lessons.get(id) ?? []).filter(({ isDone }) => !isDone)
  return underWay.sort((one, other) => other.changedAt - one.changedAt)[0]
}

type Stuck = Pick<Needed, 'since' | 'why'>

/** By whatever came first. */
function stuckIn(signs: LearnerSigns, focus: LessonSigns, now: Instant, stuckAfterMs: number): Stuck | undefined {
  const mark = lastMark(focus)
  const quiet =
    now - mark >= stuckAfterMs
      ? { since: mark + stuckAfterMs, why: `No step passed for ${minutesOf(now - mark)} minutes.` }
      : undefined
  const found = [sameRefusals(signs.failures, mark), sameMistakes(focus), quiet].flatMap((one) => one ?? [])
  return found.sort((one, other) => one.since - other.since)[0]
}

export const minutesOf = (ms: number): number => Math.max(0, Math.floor(ms / MINUTE_MS))

function sameRefusals(failures: readonly Failure[], after: Instant): Stuck | undefined {
  const alike = new Map<string, Failure[]>()
  for (const failure of failures) {
    if (failure.at >= after) alike.set(failure.alike, [...(alike.get(failure.alike) ?? []), failure])
  }
  const [most] = [...alike.values()].filter((some) => some.length >= SAME_TIMES).sort((a, b) => b.length - a.length)
  const third = most?.at(-SAME_TIMES)
  if (!most || !third) return undefined
  return { since: third.at, why: `${most.length} times the same refusal: ${third.name}, ${third.code}.` }
}

function sameMistakes({ steps, repeated, changedAt }: LessonSigns): Stuck | undefined {
  const open = [...steps.values()].filter(({ state }) => state === 'open')
  const again = open.flatMap(({ mistakes }) => mistakes).find(({ times, mended }) => !mended && times >= SAME_TIMES)
  if (again) return { since: changedAt, why: `${again.times} times the same mistake.` }
  const handedIn = repeated.find(({ times }) => times >= SAME_TIMES)
  if (!handedIn) return undefined
  const { what, times } = handedIn
  const why =
    what === 'question' ? `${times} wrong answers to the same question.` : `${times} times the same mistake in a text.`
  return { since: changedAt, why }
}
