import type { Lesson } from '../../lessons/format/lesson.js'
import { MISCONCEPTIONS, type Misconception } from '../../lessons/format/misconceptions.js'
import type { BoardOfCourse } from './contract.js'
import type { LearnerSigns } from './signs.js'

/** How many learners have made a mistake that stands for each, in these lessons. The most frequent first; those of nobody are left out. */
export function misconceptionsOf(
  learners: Iterable<LearnerSigns>,
  lessons: readonly Lesson[],
): BoardOfCourse['misconceptions'] {
  const counts = new Map<Misconception, number>()
  for (const signs of learners) {
    const held = new Set(lessons.flatMap((lesson) => heldIn(signs, lesson)))
    for (const id of held) counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return [...counts]
    .map(([id, count]) => ({ id, title: MISCONCEPTIONS[id], learners: count }))
    .sort((one, other) => other.learners - one.learners || Number(one.id.slice(1)) - Number(other.id.slice(1)))
}

function heldIn({ lessons }: LearnerSigns, { id, steps }: Lesson): Misconception[] {
  const own = lessons.get(id)
  if (!own) return []
  return steps.flatMap((step) => {
    const made = own.steps.get(step.id)?.mistakes ?? []
    return step.mistakes.flatMap((known) =>
      known.misconception && made.some((mistake) => mistake.id === known.id) ? [known.misconception] : [],
    )
  })
}
