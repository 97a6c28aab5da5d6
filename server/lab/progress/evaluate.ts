import type { Account } from '../../account/account.js'
import type { NumberedRecord } from '../../account/request-record.js'
import { breathe } from '../../bounds/turn.js'
import type { Course } from '../../lessons/course/load-course.js'
import { isActorAddress } from '../../lessons/format/actor-addresses.js'
import type { Lesson } from '../../lessons/format/lesson.js'
import type { Partners } from '../partners.js'
import type { LabServices } from '../services.js'
import { type Active, lastSeen } from './active-lessons.js'
import { evidenceAt, type Facts, learnersOwn } from './evidence.js'
import type { PageAddresses } from './page-addresses.js'
import { type PartnerFacts, partnerFacts, upTo } from './partner-facts.js'
import { type AccountEvidence, advanced, examAdvanced, type LessonProgress } from './progress.js'

/** A longer pause is no time spent with the lesson. */
const PAUSE_MS = 5 * 60_000
/** Time spent is written with other news, or when so much has come together. */
const SPENT_GRAIN_MS = 30_000

export interface EvaluationServices extends Pick<LabServices, 'accounts' | 'refusals' | 'clock'> {
  partners: Partners
  addresses: PageAddresses
  course: () => Course
}

/** Up to which record a lesson of an account, and of its second account, was evaluated. */
interface Reached {
  own: number
  partner: number
}

/** Of a lesson, what its progress is looked at with. */
export interface Looked {
  facts: Facts
  last: Reached
  evidence: AccountEvidence
}

/** What a lesson's progress may be judged by now. */
export async function lookAt(
  services: EvaluationServices,
  active: Active,
  account: Account,
  lesson: Lesson,
  before: Pick<LessonProgress, 'status' | 'partnerAnchor' | 'anchor'>,
): Promise<Looked> {
  const { accountId } = account
  const partner = await partnerFacts(services, accountId, lesson, before)
  const facts = await factsOf(services, active, account, partner)
  const own = Math.max(active.records.last, before.anchor)
  return { facts, last: { own, partner: partner?.last ?? 0 }, evidence: evidenceAt(facts, own) }
}

async function factsOf(
  { refusals, addresses, clock, course }: EvaluationServices,
  { records }: Active,
  account: Account,
  partner: PartnerFacts | undefined,
): Promise<Facts> {
  const { accountId } = account
  const ids = [accountId, ...(partner ? [partner.account.accountId] : [])]
  // Asked where calls were refused: most accounts have none.
  let own: Promise<ReadonlySet<string>> | undefined
  const pages = async () => (await Promise.all(ids.map((id) => addresses.of(id)))).flat()
  const from = () => {
    const actors = new Set(course().lessons.flatMap((lesson) => lesson.actors.map(({ sourceIp }) => sourceIp)))
    own ??= pages().then((found) => learnersOwn({ account, pages: found, records: records.all, partner, actors }))
    return own
  }
  const refused = {
    own: await refusals.of(accountId, from),
    partner: partner ? await refusals.of(partner.account.accountId, from) : [],
  }
  return { account, records: records.all, refusals: refused, partner, now: clock.now() }
}

/**
 * Moves an account's lessons on by the records that they were not evaluated for. `asked`: by what else has changed, too,
 * which is no record. Gives each lesson whose progress has to be saved to `save`.
 */
export async function evaluate(
  services: EvaluationServices,
  active: Active,
  account: Account,
  { asked, save }: { asked: boolean; save(lesson: Lesson, progress: LessonProgress, reached: Reached): Promise<void> },
): Promise<void> {
  if (active.progress.size === 0) return
  const onScreen = active.onScreen?.lesson ?? lastSeen(active)
  for (const lesson of services.course().lessons) {
    const before = active.progress.get(lesson.id)
    if (!before) continue
    const from = reached(active, lesson, before)
    // Nobody looks into a second account, and nothing is put together, where there is nothing to look at.
    if (!asked && lesson.partner === undefined && active.records.last <= from.own) continue
    const looked = await lookAt(services, active, account, lesson, before)
    const own = active.records.after(from.own)
    // Records go when their lessons are over; a program's address stays the learner's own.
    for (const source of sourcesOf(own)) await services.addresses.add(active.of, source)
    const theirs = looked.facts.partner?.records.filter(({ sequence }) => sequence > from.partner) ?? []
    if (!asked && own.length + theirs.length === 0) continue
    const progress = await moved(lesson, before, looked, { own, theirs, asked })
    const isSeen = lesson.id === onScreen
    const now = services.clock.now()
    const seenAt = lastSeenAt(before, active, lesson, now)
    const spent = isSeen ? timeSpent(before, seenAt, now, [...own, ...theirs]) : 0
    // A clock that was set back begins anew, or nothing would be counted until it has caught up.
    const setBack = isSeen && seenAt > now
    if (progress !== before || spent >= SPENT_GRAIN_MS || setBack) {
      const seen = isSeen ? { seenAt: now } : {}
      await save(lesson, { ...progress, spentMs: progress.spentMs + spent, ...seen }, looked.last)
    } else active.evaluated[lesson.id] = { revision: before.revision, ...looked.last }
  }
}

/** Progress of an earlier version doesn't say: then nothing before its newest step is looked at again. */
export function reached({ evaluated }: Active, { id }: Lesson, progress: LessonProgress): Reached {
  const known = evaluated[id]
  if (known?.revision === progress.revision) return known
  const anchors = [progress, ...Object.values(progress.steps)]
  return {
    own: progress.evaluatedTo ?? Math.max(...anchors.map(({ anchor }) => anchor)),
    partner: progress.partnerEvaluatedTo ?? Math.max(...anchors.map(({ partnerAnchor = 0 }) => partnerAnchor)),
  }
}

async function moved(
  lesson: Lesson,
  before: LessonProgress,
  { facts, last, evidence }: Looked,
  { own, theirs, asked }: { own: readonly NumberedRecord[]; theirs: readonly NumberedRecord[]; asked: boolean },
): Promise<LessonProgress> {
  let progress = before
  const newest = own.at(-1)
  if (lesson.exam && newest) {
    progress = examAdvanced(lesson, progress, evidenceAt(facts, newest.sequence), actsIn(own))
  }
  for (const { sequence, name } of lesson.exam ? [] : own) {
    progress = advanced(lesson, progress, evidenceAt(facts, sequence), sequence, name)
    await breathe()
  }
  for (const { sequence, name } of theirs) {
    const partner = facts.partner && upTo(facts.partner, sequence)
    progress = advanced(lesson, progress, evidenceAt({ ...facts, partner }, last.own), last.own, name)
    await breathe()
  }
  return asked ? advanced(lesson, progress, evidence, last.own) : progress
}

/** When the page came back to it, unless it was written since, or the clock was set back since. */
function lastSeenAt({ seenAt = 0 }: LessonProgress, { onScreen }: Active, { id }: Lesson, now: number): number {
  return onScreen?.lesson === id && onScreen.at <= now ? Math.max(seenAt, onScreen.at) : seenAt
}

/** Since the lesson was last seen, as long as it is open and that was no pause. */
function timeSpent({ status, grade }: LessonProgress, seenAt: number, now: number, news: readonly NumberedRecord[]): number {
  const idle = news.length > 0 && news.every(({ sourceIp }) => isActorAddress(sourceIp))
  const since = Math.max(0, now - seenAt)
  return status === 'started' && !grade && !idle && since < PAUSE_MS ? since : 0
}

/** Where calls that the account let in came from. */
const sourcesOf = (news: readonly NumberedRecord[]): ReadonlySet<string> =>
  new Set(
    news.flatMap(({ outcome, principal, sourceIp }) =>
      outcome === 'success' && principal.type !== 'AWSService' && !isActorAddress(sourceIp) ? [sourceIp] : [],
    ),
  )

/** What the learner changed, newest first. */
const actsIn = (news: readonly NumberedRecord[]): string[] =>
  news
    .filter(({ readOnly, outcome, sourceIp }) => !readOnly && outcome === 'success' && !isActorAddress(sourceIp))
    .map(({ name }) => name)
    .reverse()
