import type { Instant } from '../../account/ports.js'
import type { AccountListing, Explanation, RequestSummary } from '../../lab/api/contract.js'

/**
 * What a learner needs, most urgent first. `asks`: raised a hand. `stuck`: active, but no step passed for as long as the class
 * says, or the same refusal or mistake three times. `idle`: nothing for five minutes. `away`: no page of theirs is open.
 */
export type Need = 'asks' | 'stuck' | 'active' | 'idle' | 'away' | 'done'

export interface BoardCell {
  state: 'locked' | 'open' | 'passed' | 'skipped'
  /** Open for so long, or passed in so long; none while it's locked. */
  minutes?: number
  hints: number
  mistakes: number
}

export interface BoardRow {
  learner: string
  name: string
  section?: string
  need: Need
  /** Since when, in real time. */
  since: Instant
  /** Why they are stuck, in a sentence. */
  why?: string
  handTakenBy?: string
  /** One a step of the lesson, or one a lesson of the course; in the order of the board's columns. */
  cells: BoardCell[]
  /** The newest first, at most three, with the private reason. */
  refusals: { requestId: string; name: string; code: string; reason: string; at: Instant }[]
}

interface Board {
  columns: { id: string; title: string }[]
  /** Sorted by need. */
  rows: BoardRow[]
  /** How many learners have made a mistake that stands for it: M1 to M20. */
  misconceptions: { id: string; title: string; learners: number }[]
}

export interface BoardOfLesson extends Board {
  lesson: { id: string; title: string }
}

export type BoardOfCourse = Board

/** What has changed on a board since the last such event. */
export interface BoardChanges {
  /** The lesson whose board it is; absent for the course's. */
  lesson?: string
  rows: BoardRow[]
  gone: string[]
  misconceptions: Board['misconceptions']
}

/** One learner: never a password, secret, seed, code, private key, or file. */
export interface LearnerPage {
  learner: { id: string; name: string; section?: string; joinedAt?: Instant; seenAt?: Instant }
  timeline: {
    at: Instant
    what:
      | 'joined'
      | 'lesson-started'
      | 'step-passed'
      | 'step-skipped'
      | 'hint'
      | 'mistake'
      | 'refusal'
      | 'lesson-passed'
      | 'exam'
    /** A sentence. */
    text: string
    requestId?: string
  }[]
  refusals: { request: RequestSummary; explanation?: Explanation }[]
  accounts: (AccountListing & {
    users: {
      name: string
      console: boolean
      mfa: boolean
      accessKeys: { id: string; status: string; createdAt: Instant }[]
      groups: string[]
    }[]
    groups: { name: string; policies: string[] }[]
    roles: string[]
    policies: string[]
  })[]
}
