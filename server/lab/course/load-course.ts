import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { Lesson } from '../format/lesson.js'
import { LessonError, parseLesson } from '../format/parse-lesson.js'
import { type Fixture, fixtureSchema } from './fixture.js'

export interface Course {
  /** In the order of their folders. */
  lessons: readonly Lesson[]
  fixtures: ReadonlyMap<string, Fixture>
}

/** Reads `<dir>/<nn>-<slug>/lesson.md` and `<dir>/fixtures/<name>.yaml`; throws LessonError at the first mistake. */
export function loadCourse(dir: string): Course {
  const fixtures = new Map<string, Fixture>()
  for (const name of readdirSync(join(dir, 'fixtures')).sort()) {
    if (!name.endsWith('.yaml')) continue
    const file = join(dir, 'fixtures', name)
    const parsed = fixtureSchema.safeParse(parse(readFileSync(file, 'utf8')))
    if (!parsed.success) {
      const [issue] = parsed.error.issues
      throw new LessonError(file, 1, `${issue?.path.join('.')}: ${issue?.message}`)
    }
    fixtures.set(name.replace(/\.yaml$/, ''), parsed.data)
  }
  const lessons = readdirSync(dir)
    .filter((name) => /^\d\d-/.test(name))
    .sort()
    .map((name) => {
      const file = join(dir, name, 'lesson.md')
      return parseLesson(file, readFileSync(file, 'utf8'))
    })
  for (const lesson of lessons) {
    if (lesson.start && !fixtures.has(lesson.start)) {
      throw new LessonError(join(dir, lesson.id), 2, `there is no fixture '${lesson.start}'`)
    }
  }
  return { lessons, fixtures }
}
