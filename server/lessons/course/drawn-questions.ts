import { createHash } from 'node:crypto'
import type { Lesson } from '../format/lesson.js'

/** The questions that a lesson asks in an account: an exam draws some of its own, always the same ones for the account. */
export function questionsFor({ id, exam, quiz }: Lesson, accountId: string): Lesson['quiz'] {
  const { questions = quiz.length } = exam ?? {}
  if (questions >= quiz.length) return quiz
  const lot = (question: string) => createHash('sha256').update(`${accountId}/${id}/${question}`).digest('hex')
  const drawn = new Set([...quiz].sort((a, b) => (lot(a.id) < lot(b.id) ? -1 : 1)).slice(0, questions))
  return quiz.filter((question) => drawn.has(question))
}
