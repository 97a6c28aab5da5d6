import { breathe } from '../../bounds/turn.js'
import type { Lesson } from '../../lessons/format/lesson.js'
import { type Cell, csvText } from './csv.js'
import { type LessonResult, mostPoints } from './lesson-results.js'

/** Somebody of the class with their results, one a lesson of the class, in its order. */
export interface LearnerResults {
  id: string
  /** What the class sees; with pseudonyms, it isn't who they are. */
  name: string
  /** From the roster, as are the next two. */
  fullName?: string | undefined
  email?: string | undefined
  externalId?: string | undefined
  section?: string | undefined
  results: readonly LessonResult[]
}

export interface ClassResults {
  title: string
  lessons: readonly Lesson[]
  learners: readonly LearnerResults[]
}

const RESULT_FIELDS = [
  ...['learner', 'name', 'full name', 'email', 'external id', 'section', 'lesson', 'title'],
  ...['started', 'passed', 'minutes', 'steps passed', 'steps', 'hints', 'score', 'score of'],
]

const time = (at: number | undefined): string | undefined => (at === undefined ? undefined : new Date(at).toISOString())

/** One line a learner and lesson; times are ISO 8601 in UTC. */
export const resultsCsv = (results: ClassResults): Promise<string> => csvText(RESULT_FIELDS, resultRows(results))

function* resultRows({ lessons, learners }: ClassResults): Generator<Cell[]> {
  for (const { id, name, fullName, email, externalId, section, results } of learners) {
    for (const [at, { lesson, started, passed, minutes, steps, hints, score, scoreOf }] of results.entries()) {
      yield [
        ...[id, name, fullName, email, externalId, section, lesson, lessons[at]?.title],
        ...[time(started), time(passed), minutes, steps, lessons[at]?.steps.length, hints, score, scoreOf],
      ]
    }
  }
}

/** The same as JSON, one object a learner. Times as in the CSV. */
export async function resultsJson({ title, lessons, learners }: ClassResults): Promise<string> {
  const parts: string[] = []
  for (const { results, ...learner } of learners) {
    const own = results.map(({ started, passed, ...result }, at) => ({
      ...result,
      stepsOf: lessons[at]?.steps.length ?? 0,
      started: time(started),
      passed: time(passed),
    }))
    parts.push(JSON.stringify({ ...learner, lessons: own }))
    await breathe()
  }
  const head = JSON.stringify({ class: title, lessons: lessons.map((lesson) => ({ id: lesson.id, title: lesson.title })) })
  return `${head.slice(0, -1)},"learners":[\n${parts.join(',\n')}\n]}\n`
}

/**
 * A file for Canvas's "Import Gradebook". Canvas looks for a learner by `ID`, which is its own and unknown here, then by
 * `SIS User ID` and `SIS Login ID`, and last by the name. `Section` is required, and not read. A lesson that has no
 * assignment of its name yet becomes one, with the points of the second row. An empty cell is no grade.
 *
 * Source: Canvas Instructor Guide, "How do I import grades in the Gradebook?"; canvas-lms, lib/gradebook_importer.rb
 * (`header?`, `process_pp`, `process_student`) and lib/gradebook_exporter.rb (`csv_data`).
 */
export function canvasCsv({ lessons, learners }: ClassResults): Promise<string> {
  const rows = learners.map(({ name, fullName, email, externalId, section, results }): Cell[] => [
    ...[fullName ?? name, '', externalId, email, section],
    ...results.map(({ score }) => score),
  ])
  const possible: Cell[] = ['Points Possible', '', '', '', '', ...lessons.map(mostPoints)]
  const fields = ['Student', 'ID', 'SIS User ID', 'SIS Login ID', 'Section', ...lessons.map(({ title }) => title)]
  return csvText(fields, [possible, ...rows])
}

/**
 * A file for Moodle's "Import > CSV file", where the teacher says which column identifies the user ("Email address" or
 * "ID number") and which grade item a lesson goes to. Grades are in percent, since Moodle takes at most 100 for a new item.
 * An empty cell is no grade in an item that there is; in a new one, Moodle makes it 0. (Its own `-`, which is no grade in
 * both, begins with what a spreadsheet takes for a formula.)
 *
 * Learners whom the roster gives neither are left out: Moodle refuses the whole file for one that it doesn't find.
 *
 * Source: MoodleDocs, "Grade import", sections "CSV import" and "Grade mapping"; moodle,
 * grade/import/csv/classes/load_data.php (`map_user_data_with_value`, `import_new_grade_item`, `insert_grade_record`).
 */
export function moodleCsv({ lessons, learners }: ClassResults): Promise<string> {
  const known = learners.filter(({ email, externalId }) => email !== undefined || externalId !== undefined)
  const rows = known.map(({ email, externalId, results }): Cell[] => [email, externalId, ...results.map(percent)])
  return csvText(['Email address', 'ID number', ...lessons.map(({ title }) => title)], rows)
}

/** To two places, as gradebooks show it. */
const percent = ({ score, scoreOf }: LessonResult): number | undefined =>
  score === undefined || scoreOf === 0 ? undefined : Math.round((10_000 * score) / scoreOf) / 100
