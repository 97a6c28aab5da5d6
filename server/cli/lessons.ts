import { existsSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { oneLine } from '../account/visible-text.js'
import { isLessonFolder, readCourse, unnumberedIn } from '../lessons/course/load-course.js'
import type { Lesson } from '../lessons/format/lesson.js'
import { rehearse, rehearseMistake } from '../rehearsal/rehearse.js'
import { openStage, type Stage } from '../rehearsal/stage.js'
import { CliError } from './cli-error.js'
import { COMMANDS } from './commands.js'
import { flags } from './flags.js'
import { print } from './output.js'
import { COURSE } from './paths.js'

/**
 * `iam-dojo lessons check [DIR] [--only ID]`: reads a folder of lessons (the course's own by default), then plays each
 * one's solution, break-it and mistakes against fresh accounts in a server of its own.
 */
export async function lessons(args: string[]): Promise<void> {
  const { values, positionals } = flags(args, COMMANDS.checkLessons.flags, 2)
  const [verb, dir = COURSE] = positionals
  if (verb !== 'check') throw new CliError('Usage: iam-dojo lessons check [DIR] [--only ID]', 2)
  if (!existsSync(dir)) throw new CliError(`There's no folder ${dir}.`, 2)
  if (isLessonFolder(dir)) {
    const [around, id] = [dirname(resolve(dir)), basename(resolve(dir)).replace(/^\d\d-/, '')]
    throw new CliError(
      `${dir} is the folder of one lesson. Give the folder that it's in: iam-dojo lessons check ${relative(process.cwd(), around) || '.'} --only ${id}`,
      2,
    )
  }
  // An instructor's lessons may stand on the course's fixtures.
  const { errors, ...course } = readCourse(dir === COURSE ? [COURSE] : [COURSE, dir])
  const unnumbered = unnumberedIn(dir)
  for (const name of unnumbered) {
    say(join(dir, name), ` the name of a lesson's folder begins with two digits and a hyphen, such as 01-${name}`)
  }
  for (const { file, line, problem } of errors) say(file, `${line}: ${problem}`)
  const wanted = course.lessons.filter(
    ({ id, file, status }) => file.startsWith(dir) && status === 'ready' && (values.only === undefined || id === values.only),
  )
  if (errors.length + unnumbered.length + wanted.length === 0) throw new CliError(`There are no lessons to play in ${dir}.`)
  const stage = await openStage(course)
  let failed = errors.length + unnumbered.length
  try {
    for (const lesson of wanted) failed += await rehearseAll(stage, lesson)
  } finally {
    await stage.close()
  }
  print(failed === 0 ? 'No problems found.' : `${failed} problem${failed === 1 ? '' : 's'}.`)
  if (failed > 0) process.exitCode = 1
}

/** In the words of the report. */
const steps = (count: number): string =>
  count === 1 ? '1 step, and it can be passed' : `${count} steps, and all can be passed`

async function rehearseAll(stage: Stage, lesson: Lesson): Promise<number> {
  const problems = await rehearse(stage, lesson)
  // A lesson that can't be passed can't be played up to its mistakes.
  if (problems.length === 0) {
    for (const step of lesson.steps) {
      for (const { id } of step.mistakes) problems.push(...(await rehearseMistake(stage, lesson, step.id, id)))
    }
  }
  for (const problem of problems) say(lesson.file, ` ${problem}`)
  if (problems.length === 0) print(`${lesson.id}: ${steps(lesson.steps.length)}`)
  return problems.length
}

const say = (file: string, problem: string) => print(`${oneLine(relative(process.cwd(), file))}:${problem}`)
