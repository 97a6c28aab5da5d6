import { type Account, accountEntity } from '../../account/account.js'
import { AccountGone } from '../../account/accounts.js'
import { newAccount } from '../../account/new-account.js'
import type { AccountDocument, Adoption } from '../../account/repository.js'
import { StagedAccount } from '../../account/staged-account.js'
import type { Fixture } from '../../lessons/course/fixture.js'
import type { LabServices } from '../services.js'
import { hashedPassword, type InheritServices, inThePast } from './inherited-account.js'

/** An account to be reset, the documents it keeps, and the fixture that it was made from. */
export interface Resetting {
  account: Account
  documents: readonly AccountDocument[]
  fixture?: Fixture | undefined
  /** Its root user keeps the password, even if the account is a fixture's. */
  keepsPassword: boolean
}

/**
 * An account as new, or as its fixture left it, with the documents it keeps: everything else in it goes, its event history
 * too, and a fresh sealing key makes every old session token worthless. One transaction takes the place of the old account,
 * and of the second accounts of its lessons. A root user of the learner's own keeps the password; a fixture's gets the
 * fixture's. Throws AccountGone.
 */
export async function resetAccounts(
  services: InheritServices & Pick<LabServices, 'accounts'>,
  own: Resetting,
  partners: readonly Resetting[],
): Promise<void> {
  const [adoption, ...adopts] = await Promise.all([own, ...partners].map((one) => asBefore(services, one)))
  if (!adoption) return
  const { status } = await services.accounts.adopt(adoption, { adopts, removes: [] })
  if (status !== 'adopted') throw new AccountGone(own.account.accountId)
}

async function asBefore(
  services: InheritServices & Pick<LabServices, 'accounts'>,
  { account, documents, fixture, keepsPassword }: Resetting,
): Promise<Adoption> {
  const { accounts } = services
  const { accountId, incarnation: replaces } = account
  const staged = fixture?.account ? await asInherited(services, account, fixture) : asNew(services, account)
  if (fixture?.account && keepsPassword) await keepPassword(staged, account)
  await accounts.flush(accountId)
  const firstSequence = (await accounts.repository.lastSequence(accountId)) + 1
  return staged.adoption({ replaces, firstSequence, documents })
}

async function asInherited(services: InheritServices, account: Account, fixture: Fixture): Promise<StagedAccount> {
  const { accountId } = account
  const { email } = accountEntity(account)
  return inThePast(services, fixture, { accountId, email, ...(await hashedPassword(services, fixture, email)) })
}

async function keepPassword(staged: StagedAccount, before: Account): Promise<void> {
  const { rootPassword } = accountEntity(before)
  await staged.accounts.write(await staged.account(), (draft) => {
    draft.put('Account', { ...accountEntity(draft), rootPassword })
  })
}

function asNew({ clock, random }: Pick<LabServices, 'clock' | 'random'>, account: Account): StagedAccount {
  const { accountId } = account
  const { name, email, rootPassword } = accountEntity(account)
  const { hash: passwordHash, score: passwordScore } = rootPassword
  const draft = newAccount({ accountId, name, email, passwordHash, passwordScore, now: clock.now(), random })
  draft.put('Account', { ...accountEntity(draft), rootPassword })
  return new StagedAccount(draft, clock)
}
