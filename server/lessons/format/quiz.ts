import { z } from 'zod'
import type { Section } from './sections.js'

const id = z.string().regex(/^[a-z0-9][a-z0-9-]*$/)
const letter = z.string().regex(/^[a-h]$/, 'an option is a letter from a to h')

/** The machine part of a question. Its text stands in the body: see `quizOf`. */
export const quizFront = z.discriminatedUnion('kind', [
  z.strictObject({ id, kind: z.literal('single'), answer: letter }),
  z.strictObject({ id, kind: z.literal('multiple'), answer: z.array(letter).min(1) }),
  /** All options, in the right order. */
  z.strictObject({ id, kind: z.literal('order'), answer: z.array(letter).min(2) }),
  /** Each option into a bin; `bins` are names and what is written on them. */
  z.strictObject({ id, kind: z.literal('sort'), bins: z.record(z.string(), z.string()), answer: z.record(letter, z.string()) }),
  /** Typed; case and space around it don't count. */
  z.strictObject({ id, kind: z.literal('text'), answer: z.string().min(1) }),
])
export type QuizFront = z.infer<typeof quizFront>

export type Quiz = QuizFront & {
  prompt: string
  options: { id: string; text: string }[]
  explanation: string
}

/** What a learner may send: a letter or a text, several letters, or letters and their bins. */
export const quizAnswer = z.union([
  z.string().max(200),
  z.array(z.string().max(10)).max(20),
  z.record(z.string().max(10), z.string().max(40)),
])
export type QuizAnswer = z.infer<typeof quizAnswer>

/** Is that the right answer? An answer of another kind is wrong, not an error. */
export function isRight(quiz: QuizFront, given: QuizAnswer): boolean {
  switch (quiz.kind) {
    case 'single':
      return given === quiz.answer
    case 'text':
      return typeof given === 'string' && given.trim().toLowerCase() === quiz.answer.toLowerCase()
    case 'order':
      return Array.isArray(given) && given.join() === quiz.answer.join()
    case 'multiple':
      return Array.isArray(given) && [...given].sort().join() === [...quiz.answer].sort().join()
    case 'sort':
      return (
        typeof given === 'object' &&
        !Array.isArray(given) &&
        Object.keys(given).length === Object.keys(quiz.answer).length &&
        Object.entries(quiz.answer).every(([card, bin]) => given[card] === bin)
      )
  }
}

/** A quiz section: the question, its options `a) …` on lines of their own, and after `>` the right one explained. */
export function quizOf(section: Section): Pick<Quiz, 'prompt' | 'options' | 'explanation'> {
  const prompt: string[] = []
  const options: Quiz['options'] = []
  const explanation: string[] = []
  for (const line of section.text.split('\n')) {
    const option = /^([a-h])\) (.+)$/.exec(line.trim())
    if (option) options.push({ id: option[1] ?? '', text: option[2] ?? '' })
    else if (line.startsWith('>')) explanation.push(line.replace(/^> ?/, ''))
    else prompt.push(line)
  }
  return { prompt: prompt.join('\n').trim(), options, explanation: explanation.join('\n').trim() }
}

/** What does not fit between a question's machine part and its text; undefined when all does. */
export function quizProblem(front: QuizFront, { options, explanation }: ReturnType<typeof quizOf>): string | undefined {
  if (!explanation) return `quiz ${front.id} needs an explanation after '>'`
  if (front.kind === 'text') return undefined
  const letters = new Set(options.map(({ id: letter }) => letter))
  if (letters.size < 2) return `quiz ${front.id} needs options 'a) …', one per line`
  const named = front.kind === 'sort' ? Object.keys(front.answer) : [front.answer].flat()
  const missing = named.find((one) => !letters.has(one))
  if (missing) return `quiz ${front.id} has no option ${missing}`
  const whole = front.kind === 'sort' || front.kind === 'order'
  if (whole && named.length !== letters.size) return `quiz ${front.id} must place every option`
  if (front.kind === 'sort') {
    const bin = Object.values(front.answer).find((one) => !Object.hasOwn(front.bins, one))
    if (bin) return `quiz ${front.id} has no bin '${bin}'`
  }
  return undefined
}
