import { Account, accountEntity, type Entity } from '../../account/account.js'
import { newSealingKey } from '../../account/new-account.js'
import type { AccountDocument, AccountRepository, Adoption } from '../../account/repository.js'
import type { NumberedRecord } from '../../account/request-record.js'
import { breathe } from '../../bounds/turn.js'
import { PackedRecords } from '../account-file/content.js'
import { refuseUnlessAdopted, wholeAccount } from '../account-file/import-account.js'
import type { LabServices } from '../services.js'
import type { AccountCopy, StartCopy } from './start-copies.js'

type Services = Pick<LabServices, 'accounts' | 'random'>

/** What is written with an account: for the account as it will be. */
export type DocumentsFor = (after: Account) => Promise<readonly AccountDocument[]>

/**
 * Puts an account where it stood in a copy, and the second account of the lesson with it: in one transaction. The event
 * history ends where the copy was taken. Fresh sealing keys make every session token since then worthless. Throws ApiError,
 * also when another account has taken a name that this one had then.
 */
export async function backToStart(
  services: Services,
  { own, partner }: StartCopy,
  documentsFor: { own: DocumentsFor; partner: DocumentsFor },
): Promise<void> {
  const adoption = await asItWas(services, own, documentsFor.own)
  const adopts = partner ? [await asItWas(services, partner, documentsFor.partner)] : []
  refuseUnlessAdopted(await services.accounts.adopt(adoption, { adopts, removes: [] }), own.accountId)
}

async function asItWas({ accounts, random }: Services, copy: AccountCopy, documentsFor: DocumentsFor): Promise<Adoption> {
  const { accountId, stamps } = copy
  const now = await accounts.get(accountId)
  await accounts.flush(accountId)
  const entities = copy.entities.map(({ kind, entity }) => {
    if (kind === 'Account') return { kind, entity: { ...(entity as Entity<'Account'>), sealingKey: newSealingKey(random) } }
    return kind === 'VirtualMFADevice'
      ? { kind, entity: withSpentCodes(entity as Entity<'VirtualMFADevice'>, now) }
      : { kind, entity }
  })
  const records = await recordsBefore(accounts.repository, accountId, copy.nextSequence)
  // A number is never given twice: progress in other lessons counts from the numbers that there were.
  const nextSequence = Math.max(copy.nextSequence, (await accounts.repository.lastSequence(accountId)) + 1)
  const after = new Account(accountId, 0, entities)
  const documents = await documentsFor(after)
  const content = { entities, records, nextSequence, stamps }
  return wholeAccount(accountEntity(after), content, { replaces: now?.incarnation, documents })
}

/** Codes age in real time, which doesn't go back: what was spent since then stays spent. */
function withSpentCodes(then: Entity<'VirtualMFADevice'>, account: Account | undefined): Entity<'VirtualMFADevice'> {
  const now = account?.get('VirtualMFADevice', then.serialNumber)
  if (now?.lastStep === undefined || now.seed.reveal() !== then.seed.reveal()) return then
  return { ...then, lastStep: now.lastStep, drift: now.drift }
}

const PAGE = 500

/** What is on record from before a number. */
async function recordsBefore(repository: AccountRepository, accountId: string, end: number): Promise<PackedRecords> {
  const packed = new PackedRecords()
  for (let after = 0; ; ) {
    const page: NumberedRecord[] = await repository.records(accountId, { after, limit: PAGE })
    const before = page.filter(({ sequence }) => sequence < end)
    if (before.length > 0) packed.add(Buffer.from(JSON.stringify(before)), before.length)
    after = page.at(-1)?.sequence ?? end
    if (page.length < PAGE || after >= end - 1) return packed
    await breathe()
  }
}
