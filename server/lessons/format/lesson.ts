import type { FrontMatter } from './front-matter.js'
import type { Quiz } from './quiz.js'

/** A lesson as its folder holds it (lessons/<nn>-<slug>/lesson.md), validated. See docs/lesson-format.md. */
export interface Lesson extends Omit<FrontMatter, 'steps' | 'breakIt' | 'quiz' | 'snippets' | 'page'> {
  /** Where it was read. */
  file: string
  steps: Step[]
  breakIt?: BreakIt
  quiz: Quiz[]
  snippets: Snippet[]
  page?: NonNullable<FrontMatter['page']> & { text: string }
  /** `prepares`: what starting it adds to the account. */
  texts: { goal: string; recap: string; prepares?: string }
}

export type Step = Omit<FrontMatter['steps'][number], 'mistakes'> & {
  mistakes: Mistake[]
  task: string
  /** Two or three; none in an exam. */
  hints: string[]
  why: string
}

/** `example`: how it is made, for the rehearsal. */
export type Mistake = FrontMatter['steps'][number]['mistakes'][number] & { text: string }

/** What the recorded solution does: an operation, or one of the dojo's own acts, as somebody. */
export type SolutionLine = FrontMatter['steps'][number]['solution'][number]

/** `why`: shown once it was done. */
export type BreakIt = NonNullable<FrontMatter['breakIt']> & { text: string; why?: string }
export type Snippet = FrontMatter['snippets'][number] & { text: string }
/** A part of a signature to make by hand. */
export type Worksheet = Extract<Snippet, { kind: 'worksheet' }>
/** A text that is handed in to be looked at. */
export type EditedText = Exclude<Snippet, Worksheet>
export type Actor = FrontMatter['actors'][number]
