import { accountEntity } from '../../account/account.js'
import type { LabServices } from '../services.js'

export interface AccountListing {
  accountId: string
  name: string
  email: string
  alias?: string
  signInUrl: string
  createDate: string
  clockOffset: number
}

/** What a learner or the operator sees of an account; undefined when it is gone. */
export async function describeAccount(
  services: Pick<LabServices, 'accounts' | 'baseUrl'>,
  accountId: string,
): Promise<AccountListing | undefined> {
  const account = await services.accounts.get(accountId)
  if (!account) return undefined
  const { name, email, alias, createDate, clockOffset } = accountEntity(account)
  return {
    accountId,
    name,
    email,
    ...(alias ? { alias } : {}),
    signInUrl: `${services.baseUrl()}/signin?account=${alias ?? accountId}`,
    createDate: new Date(createDate).toISOString(),
    clockOffset,
  }
}

/** A course account's root password, which stands in the course's own files, for as long as nobody has changed it. */
export async function fixturePassword(
  { accounts, course }: Pick<LabServices, 'accounts' | 'course'>,
  accountId: string,
  fixture: string | undefined,
): Promise<{ password?: string }> {
  const password = fixture && course().fixtures.get(fixture)?.account?.password
  const account = await accounts.get(accountId)
  if (!password || !account) return {}
  const { rootPassword, createDate } = accountEntity(account)
  return rootPassword.changedAt === createDate ? { password } : {}
}
