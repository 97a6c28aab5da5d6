import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LineCounter, parseDocument } from 'yaml'
import type { Lesson } from '../format/lesson.js'
import { LessonError, lineOfKey, parseLesson } from '../format/parse-lesson.js'
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
  const collect = (work: () => void) => {
    try {
      work()
    } catch (error) {
      if (!(error instanceof LessonError)) throw error
      errors.push(error)
    }
  }
  for (const dir of dirs) {
    for (const name of namesIn(join(dir, 'fixtures'), /\.yaml$/)) {
      const file = join(dir, 'fixtures', name)
      collect(() => fixtures.set(name.replace(/\.yaml$/, ''), parseFixture(file, readFileSync(file, 'utf8'))))
    }
  }
  for (const dir of dirs) {
    const own: Lesson[] = []
    for (const name of namesIn(dir, /^\d\d-/)) {
      const file = join(dir, name, 'lesson.md')
      collect(() => {
        if (!existsSync(file)) throw new LessonError(file, 1, 'a lesson folder needs a lesson.md')
        const lesson = parseLesson(file, readFileSync(file, 'utf8'))
        if (lesson.start && !fixtures.has(lesson.start)) {
          throw new LessonError(file, lineOfKey(readFileSync(file, 'utf8'), ['start']), `there’s no fixture '${lesson.start}'`)
        }
        if (lesson.partner !== undefined && !fixtures.get(lesson.partner)?.account) {
          const line = lineOfKey(readFileSync(file, 'utf8'), ['partner'])
          throw new LessonError(file, line, `there’s no fixture '${lesson.partner}' that makes an account`)
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
  const [issue] = parsed.error.issues
  const path = issue?.path ?? []
  throw new LessonError(file, lineOf(document, lineCounter, path), `${path.join('.')}: ${issue?.message}`)
}
