import type { Instant } from '../../account/ports.js'
import type { NumberedRecord } from '../../account/request-record.js'
import type { LessonProgress } from '../../lab/progress/progress.js'
import { isReadByPage } from '../../lessons/checks/lookups.js'
import { isActorAddress } from '../../lessons/format/actor-addresses.js'
import type { Lesson } from '../../lessons/format/lesson.js'
import type { Refusal } from '../../records/refusals.js'
import { failureOfCall, failureOfRecord } from './failures.js'
import { type Failure, type LessonSigns, lessonSigns } from './signs.js'

/** More of them aren't kept: the board shows three, and looks for the same three times. */
const MAX_FAILURES = 20
const MAX_ADDRESSES = 20

/** What is known of one account of a learner. */
export class AccountSigns {
  readonly lessons = new Map<string, { revision: number; signs: LessonSigns | undefined }>()
  /** The number of the newest record that was read. */
  last = 0
  #activeAt: Instant = 0
  #failed: NumberedRecord[] = []
  #failures: Failure[] = []
  #refused: Failure[] = []
  /** Where the learner's own calls came from. */
  readonly #addresses = new Set<string>()

  get activeAt(): Instant {
    return this.#activeAt
  }

  /** The newest first. */
  get failures(): Failure[] {
    if (this.#failed.length > 0) {
      this.#failures = newest([...this.#failures, ...this.#failed.map(failureOfRecord)])
      this.#failed = []
    }
    return newest([...this.#failures, ...this.#refused])
  }

  progressed(lesson: Lesson, progress: LessonProgress): void {
    const known = this.lessons.get(lesson.id)
    if (known && known.revision >= progress.revision) return
    const signs = lessonSigns(lesson, progress)
    this.lessons.set(lesson.id, { revision: progress.revision, signs })
    if (signs) this.#active(signs.changedAt)
  }

  /** In any order; what robots do by themselves is no doing of the learner's. */
  recorded(record: NumberedRecord): void {
    const { sourceIp, outcome, realTime, principal, sequence, requestId } = record
    if (isActorAddress(sourceIp) || principal.type === 'AWSService') return
    if (outcome === 'error') {
      if (this.#failed.some((one) => one.sequence === sequence) || this.#failures.some((one) => one.requestId === requestId))
        return
      this.#failed = [...this.#failed, record].slice(-MAX_FAILURES)
    } else {
      if (isReadByPage(record)) return
      if (this.#addresses.size < MAX_ADDRESSES) this.#addresses.add(sourceIp)
    }
    this.#active(realTime)
  }

  /** All that there are; those from elsewhere than the learner's own addresses prove nothing about them. */
  refused(refusals: readonly Refusal[], pages: readonly string[]): void {
    const own = refusals.filter(({ sourceIp }) => this.#addresses.has(sourceIp) || pages.includes(sourceIp))
    const found = newest(own.filter(({ sourceIp }) => !isActorAddress(sourceIp)).map(failureOfCall))
    this.#refused = found
    if (found[0]) this.#active(found[0].at)
  }

  #active(at: Instant): void {
    this.#activeAt = Math.max(this.#activeAt, at)
  }
}

const newest = (failures: readonly Failure[]): Failure[] =>
  [...failures].sort((one, other) => other.at - one.at).slice(0, MAX_FAILURES)
