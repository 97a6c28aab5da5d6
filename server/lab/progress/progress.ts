import { isDeepStrictEqual } from 'node:util'
import type { Instant } from '../../account/ports.js'
import type { NumberedRecord } from '../../account/request-record.js'
import type { CheckCall } from '../../lessons/checks/check.js'
import { type Evidence, type LessonEvidence, NO_LESSON } from '../../lessons/checks/check.js'
import { isReadByPage } from '../../lessons/checks/lookups.js'
import { concerns, isAbout, isHistory, partsOf, passes, referencesOf } from '../../lessons/checks/vocabulary.js'
import { isActorAddress } from '../../lessons/format/actor-addresses.js'
import type { Lesson, Step } from '../../lessons/format/lesson.js'

export interface StepProgress {
  /** `skipped`: the learner went on without it, for everybody to see. */
  state: 'locked' | 'open' | 'passed' | 'skipped'
  /** The account's sequence number after which records count for this step. */
  anchor: number
  /** On the account's clock. */
  openedAt?: Instant
  /** The same in real time; progress of an earlier version doesn't say. */
  openedRealTime?: Instant
  /** The same of the lesson's second account. */
  partnerAnchor?: number
  /**
   * Done once more. `met`: the account meets it as it stands, so that it waits for a new act: what a state says is no
   * doing of now.
   */
  again?: 'asked' | 'met'
  passedAt?: Instant
  skippedAt?: Instant
  /** The event that passed it, where it was one. */
  event?: string
  /** `mended`: what was wrong is not any more. `times`: made again after that, so often in all. */
  mistakes: { id: string; at: Instant; mended?: true; times?: number }[]
  hintsOpened: number
  /** When each was opened; progress of an earlier version doesn't say. */
  hintsAt?: Instant[]
  /** Its solution was played for the learner, or some of it. */
  shown?: true
  /** Which parts of a check of several acts hold now. */
  ticks?: boolean[]
}

/** What an exam earned, item by item. */
export interface Grade {
  points: number
  of: number
  passed: boolean
  at: Instant
  /** `event`: what passed it; `spoiledBy`: what keeps it from passing, with its time on the account's clock. */
  items: {
    id: string
    title: string
    points: number
    of: number
    event?: string
    spoiledBy?: { name: string; time: Instant }
  }[]
  /** `points` are negative. */
  deductions: { id: string; title: string; points: number }[]
  /** Answered right, for the learner to know: they earn no points. */
  questions: { right: number; of: number }
}

/** How far an account has come in a lesson. Passed steps are latched (but in an exam): undoing later does not un-pass them. */
export interface LessonProgress extends LessonEvidence {
  status: 'not-started' | 'started' | 'passed'
  startedAt?: Instant
  anchor: number
  /** When it was started, on the account's clock. */
  openedAt?: Instant
  partnerAnchor?: number
  /** Not for the first time. */
  again?: true
  steps: Record<string, StepProgress>
  breakIt?: { state: 'open' | 'passed' }
  quiz: Record<string, { attempts: number; correct: boolean }>
  /** Time with the lesson, in milliseconds; pauses of more than five minutes are none of it. */
  spentMs: number
  /** Grows with each save: of two that a page hears of, the greater is the newer. */
  revision: number
  /** The number of the newest record that it has been evaluated for, in the account and in the lesson's second one. */
  evaluatedTo?: number
  partnerEvaluatedTo?: number
  seenAt?: Instant
  /** Operations that the learner called on the way, in order: said at the end. */
  practised?: string[]
  /** For an exam that was handed in. */
  grade?: Grade
  /** The class waits at this step: those after it don't open. */
  heldAt?: string
  /** A class sits this exam: its learner doesn't see the grade yet. */
  withheld?: true
  /** Instead of a grade that is withheld: see `asSeen`. */
  handedInAt?: Instant
}

/** What a class says of a lesson when it is started. */
export type OfClass = Pick<LessonProgress, 'heldAt' | 'withheld'>

/** What its learner may see: of a grade that is withheld, and of the answers that it counts, that they were handed in. */
export function asSeen(progress: LessonProgress): LessonProgress {
  if (!progress.withheld) return progress
  const { grade, quiz, ...rest } = progress
  const silent = Object.entries(quiz).map(([id, { attempts }]) => [id, { attempts, correct: false }] as const)
  return {
    ...rest,
    status: 'started',
    quiz: Object.fromEntries(silent),
    ...(grade ? { handedInAt: grade.at } : {}),
  }
}

export function notStarted(lesson: Lesson): LessonProgress {
  return {
    status: 'not-started',
    anchor: 0,
    steps: Object.fromEntries(lesson.steps.map(({ id }) => [id, locked()])),
    quiz: {},
    snippets: {},
    acts: [],
    actors: {},
    spentMs: 0,
    revision: 0,
  }
}

const locked = (): StepProgress => ({ state: 'locked', anchor: 0, mistakes: [], hintsOpened: 0 })

/** From where on something counts: the account's newest record then, and the time on its clock. */
export interface Since {
  anchor: number
  openedAt: Instant
  /** In real time. */
  openedRealTime?: Instant
  /** The newest record of the lesson's second account. */
  partnerAnchor?: number
}

/** A fresh start: the first step is open (in an exam all are). `before`: what there was, if anything. */
export function started(
  lesson: Lesson,
  since: Since,
  now: Instant,
  before?: LessonProgress,
  ofClass: OfClass = {},
): LessonProgress {
  const progress = notStarted(lesson)
  for (const step of lesson.exam ? lesson.steps : lesson.steps.slice(0, 1)) {
    progress.steps[step.id] = { ...locked(), state: 'open', ...since }
  }
  const { openedRealTime: _startedAt, ...opened } = since
  return {
    ...progress,
    status: 'started',
    startedAt: now,
    seenAt: now,
    ...opened,
    ...(before && before.status !== 'not-started' && !lesson.exam ? { again: true } : {}),
    ...(lesson.breakIt ? { breakIt: { state: 'open' } } : {}),
    ...ofClass,
  }
}

/** All the evidence of an account; `after(anchor)` narrows it to what counts for a step. */
export interface AccountEvidence {
  after(anchor: number, partnerAnchor?: number): Omit<Evidence, 'openedAt' | 'quizzesPassed' | 'lesson'>
  /** The newest record of the second account that is looked at. */
  partnerLast?: number
  now: Instant
  /** On the account's clock. */
  accountNow: Instant
}

/** Does a check hold now, of what came since then? */
export type Holds = (check: CheckCall, since: Since) => boolean

/** From here on, for a step that opens at record number `sequence`. */
export const sinceRecord = ({ now, accountNow, partnerLast }: AccountEvidence, sequence: number): Since => ({
  anchor: sequence,
  openedAt: accountNow,
  openedRealTime: now,
  ...(partnerLast === undefined ? {} : { partnerAnchor: partnerLast }),
})

export const holding =
  (progress: LessonProgress, evidence: AccountEvidence): Holds =>
  (check, since) =>
    passes(check, evidenceOf(progress, evidence, since))

/** All that a check of the lesson may look at. */
export function evidenceOf(
  progress: LessonProgress,
  evidence: AccountEvidence,
  { anchor, openedAt, partnerAnchor }: Since = sinceOf(progress),
): Evidence {
  const quizzesPassed = new Set(Object.entries(progress.quiz).flatMap(([id, { correct }]) => (correct ? [id] : [])))
  return { ...evidence.after(anchor, partnerAnchor), openedAt, quizzesPassed, lesson: progress }
}

/** Steps of a lesson that was stored by an earlier version know no time: then it counts from the lesson's start. */
export function sinceOf(progress: LessonProgress, at?: StepProgress): Since {
  const { startedAt = 0, openedAt = startedAt } = progress
  const { anchor, partnerAnchor } = at ?? progress
  return { anchor, openedAt: at?.openedAt ?? openedAt, ...(partnerAnchor === undefined ? {} : { partnerAnchor }) }
}

/** Does it hold by the account's state alone, with nothing done for it since? */
function metBefore(check: CheckCall, evidence: AccountEvidence, { anchor, partnerAnchor }: Since): boolean {
  const nothing = { openedAt: evidence.accountNow, quizzesPassed: new Set<string>(), lesson: NO_LESSON }
  const { records, partner } = evidence.after(anchor, partnerAnchor)
  return (
    passes(check, { ...evidence.after(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY), ...nothing }) &&
    ![...records, ...(partner?.records ?? [])].some(
      ({ name, readOnly, outcome, sourceIp }) =>
        !readOnly && outcome === 'success' && !isActorAddress(sourceIp) && concerns(check, name),
    )
  )
}

/**
 * The progress after what has happened up to record number `sequence` (`eventName`: what it was; undefined when a
 * quiz, an actor or a start asks). Returns the same object when nothing changed.
 */
export function advanced(
  lesson: Lesson,
  before: LessonProgress,
  evidence: AccountEvidence,
  sequence: number,
  eventName?: string,
): LessonProgress {
  if (before.status === 'not-started' || before.grade) return before
  const holds = holding(before, evidence)
  if (lesson.exam) return examAdvanced(lesson, before, evidence, [])
  const concerned = (check: CheckCall) => eventName === undefined || concerns(check, eventName)
  const sinceNow = sinceRecord(evidence, sequence)
  let progress = before
  let fresh = false
  for (const step of lesson.steps) {
    const at = progress.steps[step.id] ?? locked()
    if (isDone(at)) continue
    if (at.state === 'locked') break
    const since = sinceOf(progress, step.since === 'lesson' ? undefined : at)
    if ((fresh || concerned(step.check)) && holds(step.check, since)) {
      if ((progress.again || at.again) && metBefore(step.check, evidence, sinceOf(progress, at))) {
        if (at.again !== 'met') progress = { ...progress, steps: { ...progress.steps, [step.id]: { ...at, again: 'met' } } }
        break
      }
      const done: StepProgress = { ...at, state: 'passed', passedAt: evidence.now, ...(eventName ? { event: eventName } : {}) }
      progress = openNext(lesson, { ...progress, steps: { ...progress.steps, [step.id]: done } }, sinceNow)
      fresh = true
      continue
    }
    progress = withMistakes(progress, step, at, evidence.now, (check) => (concerned(check) ? holds(check, since) : undefined))
    progress = withTicks(progress, step, (part) => holds(part, since))
    break
  }
  const { breakIt } = lesson
  if (breakIt && progress.breakIt?.state === 'open' && concerned(breakIt.check) && holds(breakIt.check, sinceOf(progress))) {
    progress = { ...progress, breakIt: { state: 'passed' } }
  }
  if (progress.status === 'passed' && before.status !== 'passed') {
    return { ...progress, practised: practised(evidence.after(progress.anchor).records) }
  }
  return progress
}

/**
 * An exam's steps are passed while they hold: what is undone is lost again. `acts`: the changes that led here, newest
 * first. One that a step is about is said to have earned it; a step about a state in general names none.
 */
export function examAdvanced(
  lesson: Lesson,
  before: LessonProgress,
  evidence: AccountEvidence,
  acts: readonly string[],
): LessonProgress {
  if (before.status === 'not-started' || before.grade) return before
  const holds = holding(before, evidence)
  let progress = before
  for (const step of lesson.steps) {
    const at = progress.steps[step.id] ?? locked()
    const state = holds(step.check, sinceOf(progress)) ? 'passed' : 'open'
    if (state === at.state) continue
    const { passedAt: _at, event: _event, ...rest } = at
    const act = acts.find((name) => isAbout(step.check, name))
    const news = state === 'passed' ? { passedAt: evidence.now, ...(act ? { event: act } : {}) } : {}
    progress = { ...progress, steps: { ...progress.steps, [step.id]: { ...rest, state, ...news } } }
  }
  return progress
}

/** Something is left to do; the experiment may come after the last step. */
export const isUnderWay = ({ status, steps, breakIt, grade }: LessonProgress): boolean =>
  status !== 'not-started' && !grade && (breakIt?.state === 'open' || Object.values(steps).some((step) => !isDone(step)))

const isDone = ({ state }: StepProgress): boolean => state === 'passed' || state === 'skipped'

/**
 * The first step that is not done is open, what comes after it locked; all passed: the lesson is. Where the class waits at
 * a step, none after it opens; one that was open before stays so.
 */
function openNext(lesson: Lesson, progress: LessonProgress, since: Since): LessonProgress {
  const steps = { ...progress.steps }
  let opened = false
  for (const { id } of lesson.steps) {
    const at = steps[id] ?? locked()
    if (isDone(at)) continue
    if (opened) steps[id] = { ...at, state: 'locked' }
    else if (at.state === 'locked' && !isPast(lesson, progress, id)) steps[id] = { ...at, state: 'open', ...since }
    opened = true
  }
  const passed = lesson.steps.every(({ id }) => steps[id]?.state === 'passed')
  return { ...progress, steps, status: passed ? 'passed' : 'started' }
}

/** Does the step come after the one at which the class waits? */
function isPast({ steps }: Lesson, { heldAt }: LessonProgress, stepId: string): boolean {
  const place = (wanted: string) => steps.findIndex(({ id }) => id === wanted)
  return heldAt !== undefined && place(heldAt) >= 0 && place(stepId) > place(heldAt)
}

/** Is it the step at which the class waits, or one after it? Then nobody may skip it. */
export const isHeld = (lesson: Lesson, progress: LessonProgress, stepId: string): boolean =>
  progress.heldAt === stepId || isPast(lesson, progress, stepId)

/** The class waits at a step; undefined: no more, and what waited opens. In an exam nobody waits: all its steps are open. */
export function held(lesson: Lesson, progress: LessonProgress, step: string | undefined, since: Since): LessonProgress {
  if (progress.status === 'not-started' || lesson.exam || progress.heldAt === step) return progress
  const { heldAt: _before, ...rest } = progress
  return openNext(lesson, step === undefined ? rest : { ...rest, heldAt: step }, since)
}

/** On without it. Only the open step can be skipped. */
export function skipped(lesson: Lesson, progress: LessonProgress, stepId: string, since: Since): LessonProgress {
  const at = progress.steps[stepId]
  if (at?.state !== 'open' || lesson.exam) return progress
  const done: StepProgress = { ...at, state: 'skipped', ...(since.openedRealTime ? { skippedAt: since.openedRealTime } : {}) }
  return openNext(lesson, { ...progress, steps: { ...progress.steps, [stepId]: done } }, since)
}

/** A step that was done, or skipped, once more: from now, with what was answered or handed in for it forgotten. */
export function reopened(lesson: Lesson, progress: LessonProgress, stepId: string, since: Since): LessonProgress {
  const at = progress.steps[stepId]
  if (!at || at.state === 'locked' || lesson.exam) return progress
  const step = lesson.steps.find(({ id }) => id === stepId)
  const snippets = Object.fromEntries(Object.entries(progress.snippets).filter(([id]) => id !== step?.snippet))
  const asked = new Set(step ? referencesOf(step.check).flatMap(([kind, id]) => (kind === 'quiz' ? [id] : [])) : [])
  const quiz = Object.fromEntries(Object.entries(progress.quiz).filter(([id]) => !asked.has(id)))
  const again = {
    ...progress,
    snippets,
    quiz,
    steps: { ...progress.steps, [stepId]: { ...locked(), again: 'asked' as const } },
  }
  return openNext(lesson, again, since)
}

function withMistakes(
  progress: LessonProgress,
  step: Step,
  at: StepProgress,
  now: Instant,
  /** Undefined: nothing that could change it has happened. */
  isMade: (check: CheckCall) => boolean | undefined,
): LessonProgress {
  const mistakes = step.mistakes.flatMap(({ id, when }): StepProgress['mistakes'] => {
    const known = at.mistakes.find((one) => one.id === id)
    const present = isMade(when)
    if (!known) return present ? [{ id, at: now }] : []
    if (present === undefined || (!present && isHistory(when))) return [known]
    const { mended: before, ...kept } = known
    if (!present) return [{ ...kept, mended: true }]
    return [before ? { ...kept, times: (kept.times ?? 1) + 1 } : kept]
  })
  if (isDeepStrictEqual(mistakes, at.mistakes)) return progress
  return { ...progress, steps: { ...progress.steps, [step.id]: { ...at, mistakes } } }
}

/** Of an open step: what is done of it, where it has several parts. */
function withTicks(progress: LessonProgress, step: Step, holds: (part: CheckCall) => boolean): LessonProgress {
  const at = progress.steps[step.id]
  if (!at || step.ticks.length === 0) return progress
  const ticks = partsOf(step.check).map(holds)
  if (isDeepStrictEqual(ticks, at.ticks)) return progress
  return { ...progress, steps: { ...progress.steps, [step.id]: { ...at, ticks } } }
}

const MAX_PRACTISED = 30

function practised(records: readonly NumberedRecord[]): string[] {
  const names = records.flatMap((record) => {
    const { name, service, category, outcome, sourceIp } = record
    const own = category === 'api' && outcome === 'success' && !isActorAddress(sourceIp) && !isReadByPage(record)
    return own ? [`${service}:${name}`] : []
  })
  return [...new Set(names)].slice(0, MAX_PRACTISED)
}
