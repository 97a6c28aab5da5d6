import type { Check } from './check.js'

/** Answered right, at any attempt. */
export const quizPassed: Check<{ id: string }> = {
  names: [],
  passes: ({ quizzesPassed }, { id }) => quizzesPassed.has(id),
}
