import { accountEntity } from '../../account/account.js'
import { SINGLETON } from '../../account/entities.js'
import { newAccountId } from '../../account/ids.js'
import { EmailTaken, newAccount } from '../../account/new-account.js'
import type { LabServices } from '../services.js'
import type { Fixture } from './fixture.js'
import { playFixture } from './play-fixture.js'

const DAY_MS = 86_400_000

export interface InheritedAccount {
  accountId: string
  name: string
  email: string
  /** The fixture's, printed in the course's own file: no secret. */
  password: string
}

/**
 * Makes the account that a course begins with: as its former owner left it, some time ago. Its clock stands in the
 * past while the operations are played, then at now, so that its keys are as old as they look.
 */
export async function makeInheritedAccount(services: LabServices, fixture: Fixture): Promise<InheritedAccount> {
  const { account } = fixture
  if (!account) throw new Error('this fixture makes no account')
  for (let attempt = 1; ; attempt++) {
    const accountId = newAccountId(services.random)
    const email = `${account.email[0]}.${accountId.slice(-4)}@${account.email[1]}`
    try {
      if (await createInThePast(services, account, accountId, email)) {
        await playFixture(services, accountId, fixture)
        await bringToNow(services, accountId)
        return { accountId, name: account.name, email, password: account.password }
      }
    } catch (error) {
      if (!(error instanceof EmailTaken) || attempt === 5) throw error
    }
  }
}

async function createInThePast(
  services: LabServices,
  account: NonNullable<Fixture['account']>,
  accountId: string,
  email: string,
): Promise<boolean> {
  const offset = -account.ageDays * DAY_MS
  const draft = newAccount({
    accountId,
    name: account.name,
    email,
    passwordHash: await services.passwords.hash(account.password),
    passwordScore: await services.estimateScore(account.password, [account.name, email]),
    now: services.clock.now() + offset,
    random: services.random,
  })
  draft.put('Account', { ...accountEntity(draft), clockOffset: offset })
  return services.accounts.create(draft)
}

async function bringToNow(services: LabServices, accountId: string): Promise<void> {
  await services.accounts.write(accountId, (draft) => {
    const entity = draft.get('Account', SINGLETON)
    if (entity) draft.put('Account', { ...entity, clockOffset: 0 })
  })
}
