import { NEW_ROOT_PASSWORD_SCORE, newRootPassword } from '../../signin/recover-root.js'
import type { LabServices } from '../services.js'

/**
 * A root password of its own for an account of a class: the fixture's stands in a file that all learners can read. The
 * password is in this answer alone; `rootPassword` is what the account keeps. `learner` is for whom it is hashed.
 */
export async function ownRootPassword(
  { passwords, random, clock }: Pick<LabServices, 'passwords' | 'random' | 'clock'>,
  learner: string,
) {
  const password = newRootPassword(random)
  const hash = await passwords.hash(password, undefined, ['account', learner])
  return { password, rootPassword: { hash, changedAt: clock.now(), score: NEW_ROOT_PASSWORD_SCORE } }
}
