import { accountEntity, accountTime } from '../../account/account.js'
import { newRootPassword } from '../../signin/recover-root.js'
import type { LabServices } from '../services.js'

/** 96 bits of chance: zxcvbn's best. */
const SCORE = 4

/**
 * Gives the root user of an account that was made from a fixture a password of its own, which is in this answer alone. The
 * fixture's stands in a file that all learners of a class can read. Throws AccountGone.
 */
export async function giveOwnRootPassword(
  { accounts, passwords, random, clock }: Pick<LabServices, 'accounts' | 'passwords' | 'random' | 'clock'>,
  accountId: string,
): Promise<string> {
  const password = newRootPassword(random)
  const hash = await passwords.hash(password)
  await accounts.write(await accounts.existing(accountId), (draft) => {
    const rootPassword = { hash, changedAt: accountTime(draft, clock.now()), score: SCORE }
    draft.put('Account', { ...accountEntity(draft), rootPassword })
  })
  return password
}
