import { foldedEmail } from '../../account/account-names.js'
import { AccountGone } from '../../account/accounts.js'
import { keyOf } from '../../account/indexes.js'
import type { AccountDocument, Adoption, AdoptionResult } from '../../account/repository.js'
import { ApiError } from '../../api/api-error.js'
import { progressDocuments } from '../progress/engine.js'
import type { LabServices } from '../services.js'
import type { OpenedAccount } from './open-account-file.js'

/** Puts the account into this server, its secrets sealed with this server's key. Throws ApiError when a name is taken. */
export async function importAccount(
  { accounts }: Pick<LabServices, 'accounts'>,
  { accountId, content, account }: OpenedAccount,
  { replaces, documents }: { replaces: string | undefined; documents: readonly AccountDocument[] },
): Promise<void> {
  const { entities, records, nextSequence, stamps, progress } = content
  const adoption: Adoption = {
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
  refuse(await accounts.adopt(adoption), accountId)
}

function refuse(result: AdoptionResult, accountId: string): void {
  if (result.status === 'gone') throw new AccountGone(accountId)
  if (result.status === 'exists') throw new ApiError(409, 'AccountExists', `Account ${accountId} is already on this server.`)
  if (result.status !== 'taken') return
  const { kind, value } = result.entry
  const what = kind === 'alias' ? 'account alias' : 'root email address'
  throw new ApiError(409, 'NameTaken', `The ${what} ${value} belongs to another account on this server. Nothing was changed.`)
}
