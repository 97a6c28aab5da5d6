/** What the lab API says. See server/lab. */
export interface LessonSummary {
  id: string
  title: string
  minutes: number
  level: 'core' | 'extra'
  status: 'ready' | 'coming'
  exam: boolean
  steps: { id: string; title: string }[]
}

export interface LessonText {
  id: string
  title: string
  goal: string
  recap: string
  exam?: { passMark: number }
  steps: {
    id: string
    title: string
    hotspot?: string
    points?: number
    snippet?: string
    task: string
    hints: string[]
    why: string
    mistakes: { id: string; text: string }[]
  }[]
  breakIt?: { id: string; text: string; why?: string }
  page?: { title: string; text: string; acts: { id: string; label: string }[] }
  snippets: {
    id: string
    kind: 'config' | 'note' | 'worksheet'
    text: string
    /** Of a worksheet: what is asked for. */
    part?: 'canonical-request' | 'string-to-sign' | 'signature'
  }[]
  actors: { id: string; title: string; user: string; sourceIp: string; takesKey: boolean; calls: string[]; session: boolean }[]
  bill?: { instanceType: string }
  quiz: Quiz[]
}

export interface Quiz {
  id: string
  kind: 'single' | 'multiple' | 'order' | 'sort' | 'text'
  prompt: string
  options: { id: string; text: string }[]
  bins?: Record<string, string>
}
export type QuizAnswer = string | string[] | Record<string, string>

export interface StepProgress {
  state: 'locked' | 'open' | 'passed' | 'skipped'
  /** Done once more; `met`: the account meets it as it stands, so that it waits for a new act. */
  again?: 'asked' | 'met'
  passedAt?: number
  /** The event that passed it. */
  event?: string
  /** `mended`: not so any more. */
  mistakes: { id: string; mended?: true }[]
  hintsOpened: number
}

export interface ActorProgress {
  accessKeyId: string
  /** On the account's clock. */
  since: number
  succeeded: number
  failed: number
  calls: { at: number; error?: string }[]
}

export interface Grade {
  points: number
  of: number
  passed: boolean
  at: number
  items: { id: string; title: string; points: number; of: number; event?: string; spoiledBy?: { name: string; time: number } }[]
  deductions: { id: string; title: string; points: number }[]
  questions: { right: number; of: number }
}

export interface LessonProgress {
  status: 'not-started' | 'started' | 'passed'
  steps: Record<string, StepProgress>
  breakIt?: { state: 'open' | 'passed' }
  quiz: Record<string, { attempts: number; correct: boolean }>
  snippets: Record<string, { findings: string[] }>
  acts: string[]
  actors: Record<string, ActorProgress>
  spentMs: number
  /** Of two, the greater is the newer. */
  revision: number
  /** Operations that were called on the way. */
  practised?: string[]
  grade?: Grade
}
