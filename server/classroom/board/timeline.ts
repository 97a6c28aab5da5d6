import type { Instant } from '../../account/ports.js'
import type { LessonProgress } from '../../lab/progress/progress.js'
import type { Lesson } from '../../lessons/format/lesson.js'
import type { LearnerPage } from './contract.js'
import type { Failure } from './signs.js'

type Entry = LearnerPage['timeline'][number]

/** More are no timeline that anybody reads; the newest stay. */
const MAX_ENTRIES = 300

/** What a learner did, the newest first: in the class, in the lessons of their accounts, and what was refused. */
export function timelineOf(
  joinedAt: Instant | undefined,
  lessons: readonly { lesson: Lesson; progress: LessonProgress }[],
  failures: readonly Failure[],
): Entry[] {
  const joined: Entry[] = joinedAt === undefined ? [] : [{ at: joinedAt, what: 'joined', text: 'Joined the class.' }]
  const refused = failures.map(({ at, requestId, name, code }): Entry => {
    return { at, what: 'refusal', text: `${name} failed: ${code}.`, requestId }
  })
  const all = [...joined, ...lessons.flatMap(({ lesson, progress }) => entriesOf(lesson, progress)), ...refused]
  return all.sort((one, other) => other.at - one.at).slice(0, MAX_ENTRIES)
}

function entriesOf({ title, steps }: Lesson, progress: LessonProgress): Entry[] {
  const { startedAt, status, grade } = progress
  if (status === 'not-started' || startedAt === undefined) return []
  const entries: Entry[] = [{ at: startedAt, what: 'lesson-started', text: `Started the lesson “${title}”.` }]
  for (const step of steps) {
    const at = progress.steps[step.id]
    if (!at) continue
    const of = `“${step.title}”`
    for (const [index, time] of (at.hintsAt ?? []).entries()) {
      entries.push({ at: time, what: 'hint', text: `Opened hint ${index + 1} of ${of}.` })
    }
    for (const { id, at: time } of at.mistakes) {
      const text = step.mistakes.find((mistake) => mistake.id === id)?.text
      entries.push({ at: time, what: 'mistake', text: text === undefined ? `Made a mistake in ${of}.` : oneParagraph(text) })
    }
    if (at.passedAt !== undefined) entries.push({ at: at.passedAt, what: 'step-passed', text: `Passed ${of}.` })
    if (at.skippedAt !== undefined) entries.push({ at: at.skippedAt, what: 'step-skipped', text: `Skipped ${of}.` })
  }
  if (grade) {
    // Not with how many points: a learner sees the same page, perhaps before they may know.
    entries.push({ at: grade.at, what: 'exam', text: `Handed in the exam “${title}”.` })
  } else if (status === 'passed') {
    const at = Math.max(...Object.values(progress.steps).map(({ passedAt = startedAt }) => passedAt))
    entries.push({ at, what: 'lesson-passed', text: `Passed the lesson “${title}”.` })
  }
  return entries
}

/** The lesson's own words about it, which are Markdown of several lines. */
const oneParagraph = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()
