import type { LabContext } from '../../lab/api/requests.js'

/** The accounts in which a learner plays: without the second accounts of lessons, and those of exams. */
export async function playedAccounts(lab: LabContext, learner: string): Promise<string[]> {
  const exams = new Set(lab.course().lessons.flatMap(({ exam, start }) => (exam && start !== undefined ? [start] : [])))
  const played: string[] = []
  for (const { accountId, fixture } of await lab.learners.accountsOf(learner)) {
    const isExam = fixture !== undefined && exams.has(fixture)
    if (!isExam && !(await lab.partners.isOf(accountId)) && (await lab.accounts.get(accountId))) played.push(accountId)
  }
  return played
}
