import type { ClassroomServices } from './services.js'
import { LEARNER_PREFIX } from './visitors.js'

/** These learners' pages read again what their class says. */
export async function tellLearners(
  { lab, news }: Pick<ClassroomServices, 'lab' | 'news'>,
  classId: string,
  learners: readonly string[],
): Promise<void> {
  const owned = await lab.learners.accountsByLearner(LEARNER_PREFIX)
  for (const learner of learners) {
    for (const accountId of owned.get(learner) ?? []) lab.live.publish(accountId, 'class', {})
  }
  news?.changed(classId)
}
