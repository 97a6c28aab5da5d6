import type { Lesson, SolutionLine } from '../lessons/format/lesson.js'
import { Learner } from './learner.js'
import { play } from './play.js'
import type { Stage } from './stage.js'

/** Plays a lesson's recorded solution in an account of its own and says what is wrong with it: nothing, if all is well. */
export const rehearse = (stage: Stage, lesson: Lesson): Promise<string[]> =>
  unlessUnplayable(() => solutionProblems(stage, lesson))

/** A mistake of a step, made on purpose: it must be recognised, and must not pass the step. */
export const rehearseMistake = (stage: Stage, lesson: Lesson, stepId: string, mistakeId: string): Promise<string[]> =>
  unlessUnplayable(() => mistakeProblems(stage, lesson, stepId, mistakeId))

/** A line that can't be played (an act that there is not, credentials that nobody has) is a problem of the lesson. */
async function unlessUnplayable(play: () => Promise<string[]>): Promise<string[]> {
  try {
    return await play()
  } catch (error) {
    if (error instanceof Unplayable) return error.problems
    return [error instanceof Error ? error.message : String(error)]
  }
}

/** A line couldn't be played; the calls before it that were refused are often why. */
class Unplayable extends Error {
  constructor(readonly problems: string[]) {
    super(problems.join('; '))
  }
}

async function solutionProblems(stage: Stage, lesson: Lesson): Promise<string[]> {
  const learner = await Learner.begin(stage, lesson)
  const neighbour = await Learner.begin(stage, lesson)
  const problems: string[] = []
  for (const one of [learner, neighbour]) {
    const { status } = await one.start(lesson.id)
    if (status !== 200) return [`the lesson can't be started (${status})`]
  }
  for (const step of lesson.steps) {
    const before = (await learner.progress(lesson.id)).steps[step.id]?.state
    if (before !== 'open') problems.push(`step ${step.id}: it’s ${before} before it’s done`)
    const refused = await playAll(learner, step.solution, lesson, `step ${step.id}, solution`)
    const after = (await learner.progress(lesson.id)).steps[step.id]?.state
    if (after !== 'passed') return [...problems, ...refused, `step ${step.id}: its solution doesn’t pass it`]
  }
  if (lesson.exam) {
    const { grade } = await learner.handIn(lesson.id)
    if (!grade || grade.points !== grade.of || !grade.passed) {
      problems.push(`the exam's solution earns ${grade?.points ?? 0} of ${grade?.of ?? 0} points`)
    }
  }
  if (lesson.breakIt) {
    const refused = await playAll(learner, lesson.breakIt.solution, lesson, `break-it ${lesson.breakIt.id}, solution`)
    if ((await learner.progress(lesson.id)).breakIt?.state !== 'passed') {
      problems.push(...refused, `break-it ${lesson.breakIt.id}: its solution doesn’t pass it`)
    }
  }
  const elsewhere = Object.entries((await neighbour.progress(lesson.id)).steps)
  const first = lesson.steps[0]?.id
  for (const [id, { state }] of elsewhere) {
    if (state !== (id === first || lesson.exam ? 'open' : 'locked'))
      problems.push(`step ${id}: an act in another account changed it`)
  }
  return problems
}

async function mistakeProblems(stage: Stage, lesson: Lesson, stepId: string, mistakeId: string): Promise<string[]> {
  const learner = await Learner.begin(stage, lesson)
  await learner.start(lesson.id)
  for (const step of lesson.steps) {
    if (step.id !== stepId) {
      await playAll(learner, step.solution, lesson, `step ${step.id}, solution`)
      continue
    }
    const example = step.mistakes.find(({ id }) => id === mistakeId)?.example ?? []
    const refused = await playAll(learner, example, lesson, `step ${step.id}, mistake ${mistakeId}, example`)
    const at = (await learner.progress(lesson.id)).steps[stepId]
    if (!at?.mistakes.some(({ id }) => id === mistakeId)) {
      return [...refused, `step ${stepId}: the mistake ${mistakeId} isn’t recognized`]
    }
    if (at.state !== 'open') return [`step ${stepId}: the mistake ${mistakeId} passes it`]
    return []
  }
  return [`there is no step ${stepId}`]
}

/** Plays lines one by one; returns the calls that were refused, each with its line. `where`: what the lines belong to. */
async function playAll(learner: Learner, lines: readonly SolutionLine[], lesson: Lesson, where: string): Promise<string[]> {
  const refused: string[] = []
  for (const [index, line] of lines.entries()) {
    const at = `${where} ${index + 1}`
    try {
      for (const { call, code } of await play(learner, line, lesson.id)) refused.push(`${at}: ${call} as ${line.as}: ${code}`)
    } catch (error) {
      throw new Unplayable([...refused, `${at}: ${error instanceof Error ? error.message : String(error)}`])
    }
    // The console's own order: what was done is on record before the next act.
    await learner.stage.settled()
  }
  return refused
}
