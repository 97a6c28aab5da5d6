import { accountEntity, type Draft } from '../../account/account.js'
import { DAY_MS } from '../../account/durations.js'
import { newAccountId } from '../../account/ids.js'
import { newAccount } from '../../account/new-account.js'
import type { AccountDocument, Adoption } from '../../account/repository.js'
import { StagedAccount } from '../../account/staged-account.js'
import type { Fixture } from '../../lessons/course/fixture.js'
import type { LabServices } from '../services.js'
import { type FixtureServices, playFixture } from './play-fixture.js'

const MAX_ATTEMPTS = 5

export interface InheritedAccount {
  accountId: string
  name: string
  email: string
  /** The fixture's, printed in the course's own file: no secret. */
  password: string
}

/** What playing a fixture's own account needs. */
export type InheritServices = FixtureServices & Pick<LabServices, 'passwords' | 'estimateScore' | 'random'>

/**
 * Makes the account that a course begins with, as its former owner left it some time ago, together with its documents: in
 * one transaction, once all of it has been played aside.
 */
export async function makeInheritedAccount(
  services: InheritServices & Pick<LabServices, 'accounts'>,
  fixture: Fixture,
  documentsOf: (accountId: string) => readonly AccountDocument[],
): Promise<InheritedAccount> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    const { adoption, ...account } = await inheritedAccount(services, fixture, documentsOf)
    const { status } = await services.accounts.adopt(adoption)
    if (status === 'adopted') return account
  }
  throw new Error('no free account id was found')
}

/** The same aside, to be taken in with something else. Its ID or its email may be somebody's by then. */
export async function inheritedAccount(
  services: InheritServices,
  fixture: Fixture,
  documentsOf: (accountId: string) => readonly AccountDocument[],
  /** Where its clock stands in the end. */
  clockOffset = 0,
): Promise<InheritedAccount & { adoption: Adoption }> {
  const { account } = fixture
  if (!account) throw new Error('this fixture makes no account')
  const accountId = newAccountId(services.random)
  const email = `${account.email[0]}.${accountId.slice(-4)}@${account.email[1]}`
  const password = await hashedPassword(services, fixture, email)
  const staged = await inThePast(services, fixture, { accountId, email, ...password }, clockOffset)
  const adoption = await staged.adoption({ documents: documentsOf(accountId) })
  return { accountId, name: account.name, email, password: account.password, adoption }
}

/** The root password of a fixture's account, as the account keeps it. */
export async function hashedPassword(
  { passwords, estimateScore }: Pick<LabServices, 'passwords' | 'estimateScore'>,
  { account }: Fixture,
  email: string,
): Promise<{ passwordHash: string; passwordScore: number | undefined }> {
  const { password = '', name = '' } = account ?? {}
  return {
    passwordHash: await passwords.hash(password),
    passwordScore: await estimateScore(password, [name, email]),
  }
}

/** The clock stands in the past while the operations are played, then at its end, so that keys are as old as they look. */
export async function inThePast(
  services: FixtureServices & Pick<LabServices, 'random'>,
  fixture: Fixture,
  wanted: { accountId: string; email: string; passwordHash: string; passwordScore: number | undefined },
  endOffset = 0,
): Promise<StagedAccount> {
  const { clock, random } = services
  const { name = '', ageDays = 0 } = fixture.account ?? {}
  const clockOffset = endOffset - ageDays * DAY_MS
  const draft = newAccount({ ...wanted, name, now: clock.now() + clockOffset, random })
  setClock(draft, clockOffset)
  const staged = new StagedAccount(draft, clock)
  await playFixture(services, staged, fixture)
  await staged.accounts.write(await staged.account(), (last) => setClock(last, endOffset))
  return staged
}

const setClock = (draft: Draft, clockOffset: number): void => draft.put('Account', { ...accountEntity(draft), clockOffset })
