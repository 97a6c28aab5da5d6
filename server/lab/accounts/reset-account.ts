import { AccountGone } from '../../account/accounts.js'
import type { Fixture } from '../../lessons/course/fixture.js'
import type { LabContext } from '../api/requests.js'
import { keptDocuments } from './kept-documents.js'
import { type Resetting, resetAccounts } from './reset.js'

/** Resets an account, and the second accounts of its lessons. Returns the fixture that it was made from. Throws AccountGone. */
export async function resetAccount(context: LabContext, accountId: string): Promise<Fixture | undefined> {
  const own = await resetting(context, accountId)
  if (!own) throw new AccountGone(accountId)
  const partners = await context.partners.allOf(accountId)
  const others = await Promise.all(partners.map((partner) => resetting(context, partner.accountId)))
  await resetAccounts(
    context,
    own,
    others.filter((one) => one !== undefined),
  )
  return own.fixture
}

async function resetting(context: LabContext, accountId: string): Promise<Resetting | undefined> {
  const account = await context.accounts.get(accountId)
  if (!account) return undefined
  const name = await context.learners.fixtureOf(accountId)
  const documents = await keptDocuments(context, accountId)
  const fixture = name ? context.course().fixtures.get(name) : undefined
  return { account, documents, fixture, keepsPassword: context.classRules !== undefined }
}
