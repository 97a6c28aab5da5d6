/** A lesson as its folder holds it (lessons/<nn>-<slug>/lesson.md), validated. See docs/lesson-format.md. */
export interface Lesson {
  /** Where it was read. */
  file: string
  id: string
  title: string
  minutes: number
  level: 'core' | 'extra'
  /** `coming`: validated and listed, not played. */
  status: 'ready' | 'coming'
  requires: string[]
  misconceptions: string[]
  /** The fixture that makes what the lesson stands on. */
  start?: string
  persona: Record<string, string>
  steps: Step[]
  breakIt?: BreakIt
  quiz: Quiz[]
  instructor: Record<string, unknown>
  texts: { goal: string; recap: string }
}

/** One check of the vocabulary with its parameters: `{ userExists: { name: 'alice' } }`. */
export type CheckCall = Record<string, unknown>

export interface Step {
  id: string
  title: string
  /** Where the console draws the eye. */
  hotspot?: string
  check: CheckCall
  /** `example`: how it is made, for the rehearsal. */
  mistakes: { id: string; when: CheckCall; text: string; example: SolutionLine[] }[]
  solution: SolutionLine[]
  task: string
  hints: string[]
  why: string
}

/** What the recorded solution does: an operation, or one of the dojo's own acts, as somebody. */
export interface SolutionLine {
  as: string
  call: string
  with: Record<string, unknown>
}

export interface BreakIt {
  id: string
  check: CheckCall
  solution: SolutionLine[]
  text: string
}

export interface Quiz {
  id: string
  kind: 'single'
  /** The option's letter. */
  answer: string
  prompt: string
  options: { id: string; text: string }[]
  explanation: string
}
