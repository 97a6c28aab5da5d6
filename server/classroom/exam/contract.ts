import type { Instant } from '../../account/ports.js'

/** An exam that a class sits, all at once. Times are real. */
export interface Exam {
  id: string
  lesson: string
  title: string
  startedAt: Instant
  /** For those without more time; then it hands itself in. */
  endsAt: Instant
  minutes: number
  state: 'running' | 'ended'
  /** Learners see their results. */
  released: boolean
  learners: { id: string; name: string; endsAt: Instant; handedInAt?: Instant; points?: number; of?: number }[]
  /** Once it has ended: how the class did, item by item; points are averages. */
  items: ExamItem[]
  /** Learners who couldn't begin it, with a sentence. */
  failed: { learner: string; message: string }[]
}

/** What a learner's pages show of the exam that they sit or sat last. */
export interface OwnExamOfClass {
  id: string
  lesson: string
  /** The exam's own account. */
  accountId: string
  startedAt: Instant
  endsAt: Instant
  handedIn: boolean
  released: boolean
}

/** A step; or a deduction, which is worth nothing (`of` is 0) and costs points. */
export interface ExamItem {
  id: string
  title: string
  points: number
  of: number
}

export interface ExamResult {
  learner: string
  name: string
  points: number
  of: number
  passed: boolean
  handedInAt: Instant
  items: ExamItem[]
}
