import type { Answer, Question } from './protocol.js'

type AnswerTo<Q extends Question> = Extract<Answer, { type: Q['type'] | 'end' }>

/** How long a command may sleep in all while it holds its thread, in milliseconds. */
const SHORT_MS = 200
const MOST_ANSWERS = 500

/**
 * The questions of one command. A thread never waits for a person or for time: where an answer isn't there yet, the
 * command is given up and run again from its beginning, with all answers so far and without what it had printed.
 */
export class Dialogue {
  readonly #answers: readonly Answer[]
  readonly #send: (question: Question) => Promise<Answer>
  #asked = 0
  #slept = 0
  #suspend: (question: Question) => void = () => {}
  /** The question that the command waits for. */
  readonly suspended: Promise<Question>

  constructor(answers: readonly Answer[], send: (question: Question) => Promise<Answer>) {
    this.#answers = answers
    this.#send = send
    this.suspended = new Promise((resolve) => {
      this.#suspend = resolve
    })
  }

  async ask<Q extends Question>(question: Q): Promise<AnswerTo<Q>> {
    const known = this.#answers[this.#asked++]
    if (this.#asked > MOST_ANSWERS) throw new Error('too many questions')
    const answer = known ?? (question.type === 'send' ? await this.#send(question) : await this.#wait(question))
    if (answer.type !== question.type && answer.type !== 'end') throw new Error('the command asks for something else now')
    return answer as AnswerTo<Q>
  }

  async sleep(ms: number): Promise<void> {
    if (this.#slept + ms > SHORT_MS) {
      await this.ask({ type: 'pause', ms })
      return
    }
    this.#slept += ms
    await new Promise((resolve) => setTimeout(resolve, ms))
  }

  /** Never goes on. */
  #wait(question: Question): Promise<Answer> {
    this.#suspend(question)
    return new Promise(() => {})
  }
}
