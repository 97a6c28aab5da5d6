import type { Entity } from '../../account/account.js'
import { AccountGone } from '../../account/accounts.js'
import { SINGLETON } from '../../account/entities.js'
import { accountOfAccessKeyId } from '../../account/ids.js'
import { keyOf } from '../../account/indexes.js'
import type { AccountDocument, Adoption, AdoptionResult } from '../../account/repository.js'
import { LabError } from '../lab-error.js'
import { progressDocuments } from '../progress/engine.js'
import type { LabServices } from '../services.js'
import { type Content, contentSchema } from './content.js'
import { damaged, openFile } from './sealed-file.js'

/** An account file that was opened and found to be whole. */
export interface OpenedAccount {
  accountId: string
  content: Content
  account: Entity<'Account'>
}

/** Opens and checks a file without changing anything; throws LabError. */
export async function openAccountFile(file: string, passphrase: string): Promise<OpenedAccount> {
  const { accountId, content } = await openFile(file, passphrase)
  const { success, data } = contentSchema.safeParse(content)
  if (!success || !isOf(accountId, data)) throw damaged()
  const [account] = data.entities.filter(({ kind }) => kind === 'Account')
  if (!account) throw damaged()
  return { accountId, content: data, account: account.entity as Entity<'Account'> }
}

/** Nothing in it is another account's, and nothing stands twice. */
function isOf(accountId: string, { entities, records, nextSequence }: Content): boolean {
  const keys = new Set<string>()
  for (const { kind, entity } of entities) {
    keys.add(`${kind} ${keyOf(kind, entity)}`)
    if (kind === 'Account' && (entity as Entity<'Account'>).accountId !== accountId) return false
    if (kind === 'AccessKey' && accountOfAccessKeyId((entity as Entity<'AccessKey'>).accessKeyId) !== accountId) return false
  }
  const numbers = records.map(({ sequence }, index) => sequence ?? nextSequence - records.length + index)
  const inOrder = numbers.every((number, index) => number > (numbers[index - 1] ?? 0) && number < nextSequence)
  const whole = keys.size === entities.length && keys.has(`Account ${SINGLETON}`) && inOrder
  return whole && records.every((record) => record.accountId === accountId)
}

/** Puts the account into this server, its secrets sealed with this server's key. Throws LabError when a name is taken. */
export async function importAccount(
  { accounts }: LabServices,
  { accountId, content, account }: OpenedAccount,
  { replaces, documents }: { replaces: string | undefined; documents: readonly AccountDocument[] },
): Promise<void> {
  const { entities, records, nextSequence, stamps, progress } = content
  const adoption: Adoption = {
    accountId,
    replaces,
    changes: entities.map(({ kind, entity }) => ({ kind, key: keyOf(kind, entity), entity })),
    claims: [
      { kind: 'root-email', value: account.email.toLowerCase() },
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
  if (result.status === 'exists') throw new LabError(409, 'AccountExists', `Account ${accountId} is on this server already.`)
  if (result.status !== 'taken') return
  const { kind, value } = result.entry
  const what = kind === 'alias' ? 'account alias' : 'root e-mail address'
  throw new LabError(409, 'NameTaken', `The ${what} ${value} belongs to another account of this server. Nothing was changed.`)
}
