import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LineCounter, parseDocument } from 'yaml'
import type { Lesson } from '../format/lesson.js'
import { allOf, LessonError } from '../format/lesson-error.js'
import { lineOfKey, parseLesson } from '../format/parse-lesson.js'
import { problemsIn } from '../format/problems.js'
import { lineOf } from '../format/yaml-lines.js'
import { type Fixture, fixtureSchema } from './fixture.js'

export interface Course {
  /** In the order of their folders; the exams of each folder of lessons come last. */
  lessons: readonly Lesson[]
  fixtures: ReadonlyMap<string, Fixture>
}

/** What is in one or more folders, and what is wrong with it, file by file. */
export interface CheckedCourse extends Course {
  errors: readonly LessonError[]
}

/** Reads the folders of lessons; throws LessonError at the first mistake. */
export function loadCourse(dirs: readonly string[]): Course {
  const { errors, ...course } = readCourse(dirs)
  if (errors[0]) throw errors[0]
  return course
}

/** Reads `<dir>/<nn>-<slug>/lesson.md` and `<dir>/fixtures/<name>.yaml` of each folder, in order; collects all mistakes. */
export function readCourse(dirs: readonly string[]): CheckedCourse {
  const errors: LessonError[] = []
  const fixtures = new Map<string, Fixture>()
  const lessons: Lesson[] = []
  const broken = new Set<string>()
  const collect = (work: () => void) => {
    try {
      work()
    } catch (error) {
      if (!(error instanceof LessonError)) throw error
      errors.push(error, ...error.others)
    }
  }
  for (const dir of dirs) {
    for (const name of namesIn(join(dir, 'fixtures'), /\.yaml$/)) {
      const file = join(dir, 'fixtures', name)
      const fixture = name.replace(/\.yaml$/, '')
      broken.add(fixture)
      collect(() => {
        fixtures.set(fixture, parseFixture(file, readFileSync(file, 'utf8')))
        broken.delete(fixture)
      })
    }
  }
  for (const dir of dirs) {
    const own: Lesson[] = []
    for (const name of namesIn(dir, NUMBERED)) {
      const file = join(dir, name, 'lesson.md')
      collect(() => {
        if (!existsSync(file)) throw new LessonError(file, 1, 'a lesson folder needs a lesson.md')
        const lesson = parseLesson(file, readFileSync(file, 'utf8'))
        const fixture = (key: 'start' | 'partner' | 'prepares', problem: string) =>
          new LessonError(file, lineOfKey(readFileSync(file, 'utf8'), [key]), problem)
        for (const key of ['start', 'partner', 'prepares'] as const) {
          const name = lesson[key]
          if (name === undefined || fixtures.has(name)) continue
          throw fixture(key, broken.has(name) ? `the fixture '${name}' has errors` : `there’s no fixture '${name}'`)
        }
        if (lesson.partner !== undefined && !fixtures.get(lesson.partner)?.account) {
          throw fixture('partner', `the fixture '${lesson.partner}' makes no account: it has no 'account'`)
        }
        if ([...lessons, ...own].some(({ id }) => id === lesson.id)) {
          throw new LessonError(file, 2, `another lesson already has the ID '${lesson.id}'`)
        }
        own.push(lesson)
      })
    }
    // Whoever takes the exam has come past all that may help in it, whatever its number is.
    lessons.push(...own.filter(({ exam }) => !exam), ...own.filter(({ exam }) => exam))
  }
  const ids = new Set(lessons.map(({ id }) => id))
  for (const { file, requires } of errors.length > 0 ? [] : lessons) {
    const at = requires.findIndex((id) => !ids.has(id))
    if (at >= 0) {
      const line = lineOfKey(readFileSync(file, 'utf8'), ['requires', at])
      errors.push(new LessonError(file, line, `requires: there’s no lesson '${requires[at]}'`))
    }
  }
  return { lessons, fixtures, errors }
}

const namesIn = (dir: string, pattern: RegExp): string[] =>
  existsSync(dir)
    ? readdirSync(dir)
        .filter((name) => pattern.test(name))
        .sort()
    : []

function parseFixture(file: string, text: string): Fixture {
  const lineCounter = new LineCounter()
  const document = parseDocument(text, { lineCounter })
  const [syntax] = document.errors
  if (syntax) {
    throw new LessonError(file, lineCounter.linePos(syntax.pos[0]).line, syntax.message.split('\n')[0] ?? 'not YAML')
  }
  const parsed = fixtureSchema.safeParse(document.toJS())
  if (parsed.success) return parsed.data
  throw allOf(
    problemsIn(parsed.error.issues, 'a fixture is a map with a list of operations').map(
      ({ path, problem }) => new LessonError(file, lineOf(document, lineCounter, path), problem),
    ),
  )
}

const NUMBERED = /^\d\d-/

/** Is this the folder of a single lesson, not of a course? */
export const isLessonFolder = (dir: string): boolean => existsSync(join(dir, 'lesson.md'))

/** Folders with a lesson that no course reads, because their names don't begin with a number. */
export const unnumberedIn = (dir: string): string[] =>
  namesIn(dir, /./).filter((name) => !NUMBERED.test(name) && isLessonFolder(join(dir, name)))
