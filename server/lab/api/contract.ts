import type { QuizAnswer } from '../../lessons/format/quiz.js'
import type { Explanation } from '../../records/explanations/explanation.js'
import type { Inspection, RequestSummary } from '../../records/inspections/inspection.js'
import type { RecoveredRoot } from '../../signin/recover-root.js'
import type { BrowserOutput, Refused } from '../../ssh/browser-guest.js'
import type { AccountListing } from '../accounts/describe.js'
import type { Bill } from '../bill.js'
import type { Grade, LessonProgress } from '../progress/progress.js'
import type { ShownLine } from '../show-me/shown-line.js'
import type { Worksheet } from '../worksheet/worksheet.js'

export type { PolicyTrace, StatementTrace } from '../../authorization/trace.js'
export type { ActorProgress } from '../../lessons/checks/check.js'
export type { TextFinding, WorksheetFindingName } from '../../lessons/format/findings.js'
export type { StepProgress } from '../progress/progress.js'
export type {
  AccountListing,
  Bill,
  Explanation,
  Grade,
  Inspection,
  LessonProgress,
  QuizAnswer,
  RequestSummary,
  ShownLine,
  Worksheet,
}

/** An account of this learner. */
export interface OwnAccount extends AccountListing {
  /** Made by "Start the course". */
  course: boolean
  /** An account's of the course, until root has changed it. */
  password?: string
  /** The lesson, with its title, that has it as its second account, and the account in which that lesson is played. */
  partnerOf?: { accountId: string; lesson: string; title: string }
  /** The account of an exam. */
  exam?: OwnExam
}

export interface OwnExam {
  lessonId: string
  /** Once it was handed in. */
  result?: Pick<Grade, 'points' | 'of' | 'passed' | 'at'>
}

/** An account as somebody left it; its root password stands in the course's own files. */
export interface InheritedAccount {
  accountId: string
  name: string
  email: string
  password: string
}

export interface LessonSummary {
  id: string
  title: string
  minutes: number
  level: 'core' | 'extra'
  status: 'ready' | 'coming'
  exam: boolean
  steps: { id: string; title: string }[]
}

/** A lesson for its reader: texts filled in; no checks, solutions or answers. */
export interface LessonText {
  id: string
  title: string
  goal: string
  recap: string
  /** What starting the lesson adds to the account. */
  prepares?: string | undefined
  exam?: { passMark: number } | undefined
  steps: {
    id: string
    title: string
    hotspot?: string | undefined
    /** Whose page the hotspot is on: a user, a group, or `root`. */
    of?: string | undefined
    /** In the order of the step's progress. */
    ticks: string[]
    points?: number | undefined
    snippet?: string | undefined
    task: string
    hints: string[]
    /** How many lines the solution has; none in an exam. */
    solutionLines: number
    why: string
    mistakes: { id: string; text: string }[]
  }[]
  breakIt?: { id: string; text: string; why?: string | undefined } | undefined
  page?: { title: string; text: string; acts: { id: string; label: string }[] } | undefined
  snippets: {
    id: string
    kind: 'config' | 'note' | 'worksheet'
    text: string
    /** Only for a worksheet: what is asked for. */
    part?: 'canonical-request' | 'string-to-sign' | 'signature'
  }[]
  actors: { id: string; title: string; user: string; sourceIp: string; takesKey: boolean; calls: string[]; session: boolean }[]
  bill?: { instanceType: string } | undefined
  quiz: Quiz[]
}

/** What the account of a lesson can be taken back to. */
export interface LessonStart {
  /** Absent if there is no copy of the account. `time`: on the account's clock. */
  copy?: { time: number; secondAccount: boolean }
}

export interface Quiz {
  id: string
  kind: 'single' | 'multiple' | 'order' | 'sort' | 'text'
  prompt: string
  options: { id: string; text: string }[]
  bins?: Record<string, string> | undefined
  /** Of a question that was answered right, and said to be. */
  answered?: { answer: QuizAnswer; explanation: string } | undefined
}

/** What the event stream `/api/lab/events` tells of an account, by the event's name. */
export interface StreamEvents {
  progress: { lesson: string; progress: LessonProgress }
  /** Names of the operations that changed it. */
  account: { operations: readonly string[] }
  request: RequestSummary
  clock: { clockOffset: number }
  /** What the learner's class shows them has changed: it is to be read again. */
  class: object
  /** What an instance prints to the browser's terminal, in Base64; or the exit code at the end. */
  ssh: BrowserOutput
}

/** Whose account a route about a lesson is for. */
interface ForAccount {
  account: string
}

/**
 * `/api/lab`, but for what is no JSON: the event stream, a lesson's pictures, and account files.
 * What GET and DELETE take stands in the query: `?account=` says which of the learner's accounts is meant.
 */
export interface LabApi {
  /** The public half of the SSH host's key, in Base64. */
  'GET /lab/ssh/host-key': { answer: { hostKey: string } }
  'POST /lab/ssh/challenges': { body: ForAccount & { loginName: string }; answer: { challenge: string } | Refused }
  'POST /lab/ssh/sessions': {
    body: ForAccount & {
      loginName: string
      challenge: string
      publicKey?: string | undefined
      signature?: string | undefined
      /** Absent: without a terminal. */
      size?: { columns: number; rows: number } | undefined
      command?: string | undefined
      input?: string | undefined
    }
    answer: { session: string } | Refused
  }
  'POST /lab/ssh/sessions/:id/keys': { body: ForAccount & { data: string }; answer: object }
  'POST /lab/ssh/sessions/:id/size': { body: ForAccount & { columns: number; rows: number }; answer: object }
  'POST /lab/ssh/sessions/:id/end': { body: ForAccount; answer: object }

  'GET /lab/session': { answer: { learner: { id: string }; accounts: OwnAccount[] } }
  'POST /lab/enter': { body: { code: string }; answer: { learner: { id: string } } }
  'POST /lab/enter-codes': { answer: { code: string } }
  'POST /lab/course': { answer: InheritedAccount & { signInUrl: string } }

  'GET /lab/accounts': { answer: { accounts: AccountListing[] } }
  'POST /lab/accounts/:id/reset': { answer: InheritedAccount | { accountId: string; password?: undefined } }
  /** For the operator's token alone. */
  'POST /lab/accounts/:id/root-password': { answer: RecoveredRoot }
  'DELETE /lab/accounts/:id': { answer: { accountId: string } }
  'POST /lab/accounts/:id/clock': { body: { forward: string }; answer: { clockOffset: number } }
  /** The body is a line of JSON and the file after it, of the type IMPORT_TYPE. */
  'POST /lab/accounts/import': { body: Blob; answer: { accountId: string; replaced: boolean } }

  'GET /lab/lessons': { answer: LessonSummary[] }
  'GET /lab/lessons/:id': { answer: LessonText }
  'POST /lab/lessons/:id/account': { answer: InheritedAccount & { signInUrl: string } }
  'GET /lab/progress': { answer: { accountId: string; lessons: Record<string, LessonProgress> } }
  'POST /lab/lessons/:id/start': { body: ForAccount & { setUp?: boolean | undefined }; answer: LessonProgress }
  'GET /lab/lessons/:id/start': { answer: LessonStart }
  'POST /lab/lessons/:id/back-to-start': { body: ForAccount; answer: LessonProgress }
  'POST /lab/lessons/:id/steps/:step/skip': { body: ForAccount; answer: LessonProgress }
  'POST /lab/lessons/:id/steps/:step/reset': { body: ForAccount; answer: LessonProgress }
  'POST /lab/lessons/:id/steps/:step/show': {
    body: ForAccount & { line: number }
    answer: { shown: ShownLine; progress: LessonProgress }
  }
  'POST /lab/lessons/:id/hint': { body: ForAccount & { step: string; hint: number }; answer: LessonProgress }
  'POST /lab/lessons/:id/quiz': {
    body: ForAccount & { quiz: string; answer: QuizAnswer }
    /** `correct` is absent in an exam that a class sits. */
    answer: { correct?: boolean; explanation?: string }
  }
  'POST /lab/lessons/:id/snippet': { body: ForAccount & { snippet: string; text: string }; answer: LessonProgress }
  'POST /lab/lessons/:id/act': { body: ForAccount & { act: string }; answer: LessonProgress }
  'POST /lab/lessons/:id/actors/:actor/key': {
    body: ForAccount & { accessKeyId: string; secretAccessKey: string }
    answer: LessonProgress
  }
  'POST /lab/lessons/:id/finish': { body: ForAccount; answer: LessonProgress }
  'GET /lab/lessons/:id/worksheet': { answer: Worksheet }
  'POST /lab/lessons/:id/worksheet': {
    body: ForAccount & { snippet: string; text: string; time: string }
    answer: LessonProgress
  }
  'GET /lab/cheat-sheet': { answer: { accountId: string; lessons: { id: string; recap: string; note: string }[] } }
  /** An empty text deletes the note. */
  'POST /lab/lessons/:id/note': { body: ForAccount & { text: string }; answer: { text: string } }
  'GET /lab/lessons/:id/bill': { answer: Bill & { principals: string[] } }

  /** `null`: this server takes no SSH connections. */
  'GET /lab/ssh': { answer: { port: number | null; address: string } }

  'GET /lab/explanations/:requestId': { answer: { explanation: Explanation; text: string } }
  'GET /lab/requests': { answer: { requests: RequestSummary[] } }
  'DELETE /lab/requests': { answer: { accountId: string } }
  /** A login by SSH has no more than its summary. */
  'GET /lab/requests/:requestId': { answer: { request: Inspection | RequestSummary } }
}
