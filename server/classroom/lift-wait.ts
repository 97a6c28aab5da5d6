import { type Account, accountEntity } from '../account/account.js'
import { foldedEmail } from '../account/account-names.js'
import type { Target } from '../credentials/guess-limit.js'
import { guessed } from '../credentials/guesses.js'
import { nameKey } from './names.js'
import type { LearnerRow } from './rows.js'
import type { ClassroomServices } from './services.js'

/** What guesses at a learner's own passphrase are counted for. */
export const passphraseTarget = (classId: string, learnerNameKey: string): Target => ({
  kind: 'passphrase',
  name: `${classId} ${learnerNameKey}`,
})

/**
 * Whoever waits because a learner's passphrase, or the passwords and codes in their accounts, were guessed at, comes in at
 * once, and all guesses begin anew.
 */
export async function liftWait(
  { lab, guesses }: Pick<ClassroomServices, 'lab' | 'guesses'>,
  { id, classId, body }: LearnerRow,
): Promise<void> {
  const targets = [passphraseTarget(classId, nameKey(body.name))]
  for (const { accountId } of await lab.learners.accountsOf(id)) {
    const account = await lab.accounts.get(accountId)
    if (account) targets.push(...signInTargets(account))
  }
  await guesses.forget(targets)
}

function signInTargets(account: Account): Target[] {
  const principals = [account.accountId, ...account.ordered('User').map(({ userId }) => userId)]
  return [
    { kind: 'root-email', name: foldedEmail(accountEntity(account).email) },
    ...principals.flatMap((id) => [guessed.password(account, id).target, guessed.codes(account, id).target]),
  ]
}
