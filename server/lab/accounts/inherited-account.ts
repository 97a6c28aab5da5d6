import type { Entity } from '../../account/account.js'
import { newAccountId } from '../../account/ids.js'
import type { AccountDocument, Adoption, AdoptionResult } from '../../account/repository.js'
import type { Fixture } from '../../lessons/course/fixture.js'
import { refuseUnlessAdopted, wholeAccount } from '../account-file/import-account.js'
import type { LabServices } from '../services.js'
import { type PlayServices, playedAside } from './played-aside.js'
import { type AccountContent, fromTemplate, type Wanted } from './template.js'

const MAX_ATTEMPTS = 5

export interface InheritedAccount {
  accountId: string
  name: string
  email: string
  /** The fixture's, printed in the course's own file: no secret. */
  password: string
}

export type InheritServices = PlayServices & Pick<LabServices, 'templates'>

/** What isn't left to the fixture and to chance. */
export interface Chosen {
  accountId?: string
  name?: string
  email?: string
  alias?: string
  /** How far its clock is ahead of real time. */
  clockOffset?: number
  /** Root's own, instead of the fixture's. */
  rootPassword?: Entity<'Account'>['rootPassword']
}

/** Whose place the account takes. */
export interface Replacing {
  /** The incarnation of the account that goes. */
  replaces: string
  /** Record numbers are never given twice. */
  firstSequence: number
}

/**
 * Makes the account that a course begins with, as its former owner left it some time ago, together with its documents: in
 * one transaction. Every account has IDs, keys and secrets of its own. Throws ApiError (409) if another account has the
 * chosen ID, email or alias.
 */
export async function makeInheritedAccount(
  services: InheritServices & Pick<LabServices, 'accounts'>,
  fixture: Fixture,
  documentsOf: (accountId: string) => readonly AccountDocument[],
  chosen: Chosen = {},
): Promise<InheritedAccount> {
  for (let attempt = 1; ; attempt++) {
    const { adoption, ...account } = await inheritedAccount(services, fixture, documentsOf, chosen)
    const result = await services.accounts.adopt(adoption)
    if (result.status === 'adopted') return account
    if (attempt === MAX_ATTEMPTS || isChosen(result, chosen)) refuseUnlessAdopted(result, account.accountId)
  }
}

/** Another try would end in the same way. */
function isChosen(result: AdoptionResult, { accountId, email }: Chosen): boolean {
  if (result.status !== 'taken') return accountId !== undefined
  return result.entry.kind === 'alias' || email !== undefined
}

/** The same aside, to be taken in with something else. Its ID or its email may be somebody's by then. */
export async function inheritedAccount(
  services: InheritServices,
  fixture: Fixture,
  documentsOf: (accountId: string) => readonly AccountDocument[],
  chosen: Chosen & Partial<Replacing> = {},
): Promise<InheritedAccount & { adoption: Adoption }> {
  const { account } = fixture
  if (!account) throw new Error('this fixture makes no account')
  const { accountId = newAccountId(services.random), name = account.name, alias, clockOffset = 0 } = chosen
  const { email = `${account.email[0]}.${accountId.slice(-4)}@${account.email[1]}` } = chosen
  const made = await contentOf(services, fixture, { accountId, name, email, alias, clockOffset })
  const content = withRootPassword(made, chosen.rootPassword)
  const { replaces, firstSequence = 1 } = chosen
  const nextSequence = firstSequence + content.records.length
  const documents = documentsOf(accountId)
  const adoption = wholeAccount(ownRow(content), { ...content, nextSequence }, { replaces, documents })
  return { accountId, name, email, password: account.password, adoption }
}

function withRootPassword(content: AccountContent, rootPassword: Chosen['rootPassword']): AccountContent {
  if (!rootPassword) return content
  const entities = content.entities.map((row) =>
    'rootPassword' in row.entity ? { ...row, entity: { ...row.entity, rootPassword } } : row,
  )
  return { ...content, entities }
}

function ownRow({ entities }: AccountContent): Entity<'Account'> {
  for (const { entity } of entities) if ('rootPassword' in entity) return entity
  throw new Error('an account has no row of its own')
}

async function contentOf(services: InheritServices, fixture: Fixture, wanted: Wanted): Promise<AccountContent> {
  const { templates, clock, random } = services
  const template = await templates.of(fixture)
  if (template) return fromTemplate(template, { ...wanted, now: clock.now(), random })
  return playedAside(services, fixture, wanted)
}
