/** What the lab API says. See server/lab. */
export interface LessonSummary {
  id: string
  title: string
  minutes: number
  status: 'ready' | 'coming'
  steps: { id: string; title: string }[]
}

export interface LessonText {
  id: string
  title: string
  goal: string
  recap: string
  steps: {
    id: string
    title: string
    hotspot?: string
    task: string
    hints: string[]
    why: string
    mistakes: { id: string; text: string }[]
  }[]
  breakIt?: { id: string; text: string }
  quiz: { id: string; prompt: string; options: { id: string; text: string }[] }[]
}

export interface StepProgress {
  state: 'locked' | 'open' | 'passed'
  mistakes: { id: string }[]
  hintsOpened: number
}

export interface LessonProgress {
  status: 'not-started' | 'started' | 'passed'
  steps: Record<string, StepProgress>
  breakIt?: { state: 'open' | 'passed' }
  quiz: Record<string, { attempts: number; correct: boolean }>
}
