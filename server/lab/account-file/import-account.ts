import type { AccountRef, Entity } from '../../account/account.js'
import { foldedEmail } from '../../account/account-names.js'
import { AccountGone } from '../../account/accounts.js'
import { keyOf } from '../../account/indexes.js'
import type { AccountDocument, Adoption, AdoptionResult } from '../../account/repository.js'
import { ApiError } from '../../api/api-error.js'
import { progressDocuments } from '../progress/lesson-documents.js'
import type { LabServices } from '../services.js'
import type { Content } from './content.js'
import type { OpenedAccount } from './open-account-file.js'

/** An account out of a file, and what it is written with. */
export interface Importing {
  opened: OpenedAccount
  /** The incarnation of the account that it takes the place of. */
  replaces: string | undefined
  documents: readonly AccountDocument[]
}

/**
 * Puts an account and the second accounts of its lessons into this server, their secrets sealed with this server's key: in
 * one transaction, which also deletes `removes`. Throws ApiError when a name is taken.
 */
export async function importAccount(
  { accounts }: Pick<LabServices, 'accounts'>,
  own: Importing,
  { partners, removes }: { partners: readonly Importing[]; removes: readonly AccountRef[] } = { partners: [], removes: [] },
): Promise<void> {
  const along = { adopts: partners.map(adoptionOf), removes }
  refuseUnlessAdopted(await accounts.adopt(adoptionOf(own), along), own.opened.accountId)
}

function adoptionOf({ opened: { account, content, disks }, replaces, documents }: Importing): Adoption {
  const all = [...progressDocuments(account.accountId, content.progress), ...documents]
  return { ...wholeAccount(account, content, { replaces, documents: all }), disks }
}

/** A whole account with the names that it has among all accounts. */
export function wholeAccount(
  { accountId, email, alias }: Entity<'Account'>,
  {
    entities,
    records,
    nextSequence,
    stamps,
  }: Pick<Content, 'entities' | 'nextSequence' | 'stamps'> & Pick<Adoption, 'records'>,
  { replaces, documents }: Pick<Adoption, 'replaces' | 'documents'>,
): Adoption {
  const changes = entities.map(({ kind, entity }) => ({ kind, key: keyOf(kind, entity), entity }))
  return {
    accountId,
    replaces,
    changes,
    claims: [{ kind: 'root-email', value: foldedEmail(email) }, ...(alias ? [{ kind: 'alias' as const, value: alias }] : [])],
    records,
    nextSequence,
    stamps,
    documents,
  }
}

/** Throws ApiError unless the account was adopted. */
export function refuseUnlessAdopted(result: AdoptionResult, accountId: string): void {
  if (result.status === 'gone') throw new AccountGone(accountId)
  if (result.status === 'exists') throw new ApiError(409, 'AccountExists', `Account ${accountId} is already on this server.`)
  if (result.status !== 'taken') return
  const { kind, value } = result.entry
  const what = kind === 'alias' ? 'account alias' : 'root email address'
  throw new ApiError(409, 'NameTaken', `The ${what} ${value} belongs to another account on this server. Nothing was changed.`)
}
