import type { LessonProgress } from '../../../../server/lab/progress/progress.js'
import { Learner } from '../../../../server/rehearsal/learner.js'
import type { Stage } from '../../../../server/rehearsal/stage.js'
import type { SigningKeys } from '../../../../server/wire/request.js'
import { course } from '../../../support/stage.js'
import { insist, pause } from './attempt.js'
import type { Load } from './load.js'

const LESSON = 'users-groups'
/** The lesson's first steps are done by calls alone. */
const STEPS = ['people', 'developers', 'bob-moves']
/** How long a step may take to show after its last call was acknowledged, while a process answers. */
const SHOWN_WITHIN_MS = 20_000
const DONE = ['EntityAlreadyExists', 'NoSuchEntity']

/** Learners do the first steps of a lesson: each step that was done is passed once, and stays passed as it was. */
export class Lessons implements Load {
  readonly what = 'steps'
  readonly #stage: Stage
  readonly #faults: string[] = []
  readonly #passed: { learner: Learner; steps: Map<string, string> }[] = []

  constructor(stage: Stage) {
    this.#stage = stage
  }

  async run(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      const begun = await this.#begun().catch(() => undefined)
      if (begun) await this.#play(begun.learner, begun.keys, isOver)
      else await pause(500)
    }
  }

  /** Undefined where the start met a process that ended: another learner begins then. */
  async #begun(): Promise<{ learner: Learner; keys: SigningKeys } | undefined> {
    const learner = await Learner.begin(this.#stage)
    const { status } = await learner.start(LESSON)
    return status === 200 ? { learner, keys: await learner.keysOf('root') } : undefined
  }

  async #play(learner: Learner, keys: SigningKeys, isOver: () => boolean): Promise<void> {
    const steps = new Map<string, string>()
    this.#passed.push({ learner, steps })
    for (const step of STEPS) {
      if (isOver()) return
      const lines = course.lessons.find(({ id }) => id === LESSON)?.steps.find(({ id }) => id === step)?.solution ?? []
      for (const line of lines) await insist(this.#stage.url, line.call, { ...line.with }, keys, { done: DONE })
      const shown = await this.#shown(learner, step)
      if (shown === undefined) {
        this.#faults.push(`${learner.accountId}: the step ${step} was done, and is not passed`)
        return
      }
      steps.set(step, shown)
    }
  }

  async #shown(learner: Learner, step: string): Promise<string | undefined> {
    for (let end = Date.now() + SHOWN_WITHIN_MS; Date.now() < end; await pause(200)) {
      const state = await stepsOf(learner).catch(() => undefined)
      if (state?.[step]?.state === 'passed') return JSON.stringify(state[step])
      if (!state) end = Date.now() + SHOWN_WITHIN_MS
    }
    return undefined
  }

  async faults(): Promise<string[]> {
    const changed: string[] = []
    for (const { learner, steps } of this.#passed) {
      const now = await stepsOf(learner)
      for (const [step, then] of steps) {
        if (JSON.stringify(now[step]) !== then)
          changed.push(`${learner.accountId}: ${step} was ${then}, is ${JSON.stringify(now[step])}`)
      }
    }
    return [...this.#faults, ...changed]
  }

  get done(): number {
    return this.#passed.reduce((sum, { steps }) => sum + steps.size, 0)
  }
}

const stepsOf = async (learner: Learner): Promise<LessonProgress['steps']> => (await learner.progress(LESSON)).steps
