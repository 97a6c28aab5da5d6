import type { Instant } from '../account/ports.js'
import type { BoardChanges, BoardOfCourse, BoardOfLesson, LearnerPage } from './board/contract.js'
import type { Exam, ExamResult, OwnExamOfClass } from './exam/contract.js'

export type { BoardCell, BoardChanges, BoardOfCourse, BoardOfLesson, BoardRow, LearnerPage, Need } from './board/contract.js'
export type { Exam, ExamItem, ExamResult, OwnExamOfClass } from './exam/contract.js'

/**
 * Who may ask what is one table, `ROUTE_ROLES` in roles.ts. The projector is a browser that shows the class's address; it reads
 * nothing else. `visitor`: somebody who hasn't joined or signed in. `operator`: whoever holds the operator's token.
 */
export type Role = 'instructor' | 'assistant' | 'learner' | 'projector' | 'visitor' | 'operator'

/** `free`: any name that nobody has taken. `roster`: names of the roster alone. `pseudonyms`: made up here; real names stand in the roster alone. */
export type NameRule = 'free' | 'roster' | 'pseudonyms'

export interface ClassSettings {
  title: string
  /** Nobody joins before and after; absent: no limit. */
  openFrom?: Instant | undefined
  openUntil?: Instant | undefined
  mostLearners: number
  sections: string[]
  names: NameRule
  /** The projector shows who has joined by name, not only how many. */
  namesOnProjector: boolean
  /** Lesson ids in the order of the class; empty: all of the course. */
  lessons: string[]
  /** The account that a learner gets when they join. Absent: a new, empty one. */
  fixture?: string | undefined
  /** Active without a step passed for so long: stuck. */
  stuckAfterMinutes: number
}

/** What changes; `null` takes a limit or the fixture away. */
export type ClassChanges = {
  [K in keyof ClassSettings]?: ClassSettings[K] | undefined | (K extends 'openFrom' | 'openUntil' | 'fixture' ? null : never)
}

export interface ClassListing extends ClassSettings {
  id: string
  /** Six letters and digits that can't be mistaken for each other, in two groups: `K7M-4QX`. */
  code: string
  joined: number
  archivedAt?: Instant
}

/** Somebody of the class, as its staff sees them. */
export interface ClassLearner {
  id: string
  /** What the class sees. With pseudonyms this isn't who they are. */
  name: string
  section?: string
  /** From the roster. */
  fullName?: string
  email?: string
  externalId?: string
  /** Absent: on the roster, and not here yet. */
  joinedAt?: Instant
  seenAt?: Instant
  accountIds: string[]
  handRaised?: { at: Instant; takenBy?: string }
  /** Where the instructor holds them back, and the lesson that was set. */
  lesson?: string
}

export interface StaffMember {
  id: string
  name: string
  role: 'instructor' | 'assistant'
  mfa: boolean
  /** An assistant's; an instructor sees all. */
  classIds: string[]
}

/** Whom an act is for: everybody of the class, a section, or these learners. */
export type Whom = { all: true } | { section: string } | { learners: string[] }

export interface Mistake {
  /** Of the file, from 1. */
  line: number
  message: string
}

/** What an act did to how many; learners that it couldn't be done for, with a sentence. */
export interface ActResult {
  done: number
  failed: { learner: string; message: string }[]
}

export interface AuditEntry {
  at: Instant
  /** A person of the staff, by name; kept when they're gone. */
  who: string
  /** The route, such as `POST /classroom/classes/:class/clock`. */
  what: string
  /** Names of learners or of the section, or `everybody`. */
  whom: string
  /** What was asked for, in a sentence, without a secret. */
  detail: string
}

/** What a learner's pages show of their class. */
export interface OwnClass {
  learner: { id: string; name: string; section?: string }
  title: string
  lessons: string[]
  lesson?: string
  /** Nobody goes past this step for now. */
  paceLock?: { lesson: string; step: string }
  handRaised?: { at: Instant; takenBy?: string }
  messages: ClassMessage[]
  spotlight?: Spotlight
  exam?: OwnExamOfClass
}

export interface ClassMessage {
  id: string
  at: Instant
  from: string
  text: string
  /** A hint for a step, rather than something in general. */
  hint?: { lesson: string; step: string }
}

/** A request of somebody's, shown to all without their name, account, or address. */
export interface Spotlight {
  at: Instant
  operation: string
  errorCode?: string
  /** Why it was refused, in sentences. */
  explanation?: string
}

export interface WelcomeCard {
  learner: { id: string; name: string }
  /** `password`: of the root user, shown when the account is made and never again. */
  account: { accountId: string; alias?: string; email: string; password?: string; signInUrl: string }
}

interface OfClass {
  class: string
}

/** `/api/classroom`, but for what is no JSON: see ClassroomFile. */
export interface ClassroomApi {
  /** Who this browser is here. */
  'GET /classroom/session': {
    answer: {
      classroom: boolean
      staff?: StaffMember
      learner?: { id: string; name: string; class: string }
      projector?: OfClass
    }
  }
  /** `needsCode`: the password was right, and the TOTP code is asked for. */
  'POST /classroom/session': {
    body: { name: string; password: string; code?: string | undefined }
    answer: { staff: StaffMember } | { needsCode: true }
  }
  'DELETE /classroom/session': { answer: object }
  'POST /classroom/staff/mfa': { body: { secret: string; code: string }; answer: StaffMember }
  'DELETE /classroom/staff/mfa': { answer: StaffMember }
  'GET /classroom/staff': { answer: StaffMember[] }
  'DELETE /classroom/staff/:staff': { answer: object }
  /** Good once, for a day. A projector's for ten minutes. */
  'POST /classroom/invitations': {
    body: { role: 'instructor' | 'assistant' | 'projector'; classIds: string[] }
    answer: { code: string; address: string }
  }
  'POST /classroom/staff': { body: { invitation: string; name: string; password: string }; answer: { staff: StaffMember } }
  'POST /classroom/projectors': { body: { invitation: string }; answer: OfClass }
  /** With the operator's token: makes the first instructor, or sets a lost password anew and ends their sessions and MFA. */
  'POST /classroom/staff/password': { body: { name: string; password: string }; answer: StaffMember }

  'GET /classroom/classes': { answer: ClassListing[] }
  'POST /classroom/classes': { body: ClassChanges & { title: string }; answer: ClassListing }
  'GET /classroom/classes/:class': { answer: ClassListing & { addresses: string[] } }
  'POST /classroom/classes/:class': { body: ClassChanges; answer: ClassListing }
  /** A new join code; the old one is refused from then on. */
  'POST /classroom/classes/:class/code': { answer: ClassListing }
  'POST /classroom/classes/:class/archive': { body: { archived: boolean }; answer: ClassListing }
  /** With all its learners, their accounts, and what is kept of them. `title`: typed to confirm. */
  'POST /classroom/classes/:class/delete': { body: { title: string }; answer: object }
  'GET /classroom/classes/:class/audit': { answer: AuditEntry[] }
  'GET /classroom/classes/:class/learners': { answer: ClassLearner[] }
  /** Read again it updates, and makes nobody twice. Nothing is changed when a line is wrong. */
  'POST /classroom/classes/:class/roster': {
    body: { csv: string }
    /** `ignored`: headers of columns that a roster doesn't have. */
    answer: { added: number; updated: number; unchanged: number; mistakes: Mistake[]; ignored: string[] }
  }
  /**
   * Personal codes, each good once, for those who haven't joined: for slips to print. `address` has the class's code at
   * its end; `/` and the personal code come after it.
   */
  'POST /classroom/classes/:class/slips': {
    body: { to: Whom }
    answer: { address: string; slips: { learner: string; name: string; section?: string; code: string }[] }
  }

  /** What the join page asks for, of the class that has the code in `?code=`. */
  'GET /classroom/join': { answer: { title: string; names: NameRule; open: boolean; sections: string[] } }
  /**
   * Joins, or comes back: with the name and passphrase of somebody who has joined, it's them. `name` is absent with
   * pseudonyms and for a personal code.
   */
  'POST /classroom/join': {
    body: {
      code: string
      name?: string | undefined
      passphrase: string
      section?: string | undefined
      personalCode?: string | undefined
    }
    answer: { card: WelcomeCard; back: boolean }
  }
  'POST /classroom/leave': { answer: object }
  /** A new root password for an account of the learner's own, who proves by their passphrase that it's them. */
  'POST /classroom/me/root-password': {
    body: { accountId: string; passphrase: string }
    answer: { accountId: string; email: string; password: string }
  }
  'GET /classroom/me': { answer: OwnClass }
  /** What the class's staff sees of this learner. */
  'GET /classroom/me/seen': { answer: LearnerPage }
  'POST /classroom/me/hand': { body: { raised: boolean }; answer: OwnClass }
  'GET /classroom/me/result': { answer: ExamResult }

  'GET /classroom/projector': {
    answer: {
      title: string
      code: string
      addresses: string[]
      joined: number
      names?: string[]
      spotlight?: Spotlight
      exam?: { endsAt: Instant }
    }
  }

  'GET /classroom/classes/:class/board': { answer: BoardOfCourse }
  'GET /classroom/classes/:class/board/:lesson': { answer: BoardOfLesson }
  'GET /classroom/classes/:class/learners/:learner': { answer: LearnerPage }
  'POST /classroom/classes/:class/learners/:learner/hand': { body: { taken: boolean }; answer: ClassLearner }

  'POST /classroom/classes/:class/messages': { body: { to: Whom; text: string }; answer: ActResult }
  'POST /classroom/classes/:class/hints': {
    body: { to: Whom; lesson: string; step: string; text?: string | undefined }
    answer: ActResult
  }
  'POST /classroom/classes/:class/lesson': { body: { to: Whom; lesson: string }; answer: ActResult }
  'POST /classroom/classes/:class/pace-lock': { body: { lesson: string; step: string } | { off: true }; answer: ActResult }
  'POST /classroom/classes/:class/spotlight': {
    body: { learner: string; requestId: string } | { off: true }
    answer: ActResult
  }
  'POST /classroom/classes/:class/clock': { body: { to: Whom; forward: string }; answer: ActResult }
  'POST /classroom/classes/:class/resets': {
    body: { to: Whom } & ({ step: string; lesson: string } | { lesson: string } | { account: true })
    answer: ActResult
  }
  'POST /classroom/classes/:class/learners/:learner/fresh-account': { answer: { accountId: string } }
  /** A one-time code with which the learner chooses a new passphrase at the join page; the old one and their sessions end. */
  'POST /classroom/classes/:class/learners/:learner/passphrase': { answer: { code: string } }
  'POST /classroom/classes/:class/learners/:learner/lift-wait': { answer: object }
  'POST /classroom/classes/:class/learners/:learner': { body: { name: string }; answer: ClassLearner }
  'DELETE /classroom/classes/:class/learners/:learner': { answer: object }

  'GET /classroom/classes/:class/exams': { answer: Exam[] }
  'POST /classroom/classes/:class/exams': { body: { to: Whom; lesson: string; minutes: number }; answer: Exam }
  'POST /classroom/classes/:class/exams/:exam/end': { answer: Exam }
  'POST /classroom/classes/:class/exams/:exam/more-time': { body: { learner: string; minutes: number }; answer: Exam }
  'POST /classroom/classes/:class/exams/:exam/release': { answer: Exam }
  'GET /classroom/classes/:class/exams/:exam/results': { answer: ExamResult[] }
}

/** What is no JSON: streams, pictures, and files that are saved. */
export type ClassroomFile =
  | 'GET /classroom/classes/:class/events'
  | 'GET /classroom/classes/:class/qr.svg'
  | 'GET /classroom/classes/:class/roster.csv'
  | 'GET /classroom/classes/:class/results.csv'
  | 'GET /classroom/classes/:class/results.json'
  | 'GET /classroom/classes/:class/canvas.csv'
  | 'GET /classroom/classes/:class/moodle.csv'

/** The board's event stream, by the event's name: at most two in a second. */
export interface BoardEvents {
  board: BoardChanges
  /** Somebody joined, left, was renamed, or the class was changed: lists are to be read again. */
  class: object
}
