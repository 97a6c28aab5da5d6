import type { AccountRef } from '../../account/account.js'
import { foldedEmail } from '../../account/account-names.js'
import { AccountGone } from '../../account/accounts.js'
import { keyOf } from '../../account/indexes.js'
import type { AccountDocument, Adoption, AdoptionResult } from '../../account/repository.js'
import { ApiError } from '../../api/api-error.js'
import { progressDocuments } from '../progress/engine.js'
import type { LabServices } from '../services.js'
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
 * one transaction, in which `removes` go. Throws ApiError when a name is taken.
 */
export async function importAccount(
  { accounts }: Pick<LabServices, 'accounts'>,
  own: Importing,
  { partners, removes }: { partners: readonly Importing[]; removes: readonly AccountRef[] } = { partners: [], removes: [] },
): Promise<void> {
  const along = { adopts: partners.map(adoptionOf), removes }
  refuse(await accounts.adopt(adoptionOf(own), along), own.opened.accountId)
}

function adoptionOf({ opened: { accountId, content, account }, replaces, documents }: Importing): Adoption {
  const { entities, records, nextSequence, stamps, progress } = content
  return {
    accountId,
    replaces,
    changes: entities.map(({ kind, entity }) => ({ kind, key: keyOf(kind, entity), entity })),
    claims: [
      { kind: 'root-email', value: foldedEmail(account.email) },
      ...(account.alias ? [{ kind: 'alias' as const, value: account.alias }] : []),
    ],
    records,
    nextSequence,
    stamps,
    documents: [...progressDocuments(accountId, progress), ...documents],
  }
}

function refuse(result: AdoptionResult, accountId: string): void {
  if (result.status === 'gone') throw new AccountGone(accountId)
  if (result.status === 'exists') throw new ApiError(409, 'AccountExists', `Account ${accountId} is already on this server.`)
  if (result.status !== 'taken') return
  const { kind, value } = result.entry
  const what = kind === 'alias' ? 'account alias' : 'root email address'
  throw new ApiError(409, 'NameTaken', `The ${what} ${value} belongs to another account on this server. Nothing was changed.`)
}
