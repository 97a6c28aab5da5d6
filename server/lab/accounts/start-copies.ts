import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { type Account, accountTime } from '../../account/account.js'
import type { Instant } from '../../account/ports.js'
import type { AccountDocument, Snapshot } from '../../account/repository.js'
import { openText, sealText } from '../../credentials/sealed-text.js'
import { type Content, inTheClear, outOfTheClear } from '../account-file/content.js'
import type { LabServices } from '../services.js'

const COLLECTION = 'lesson-start'
/** An account at its quotas has some 50 MB: a copy of it for each lesson would be more than it itself. */
const MAX_BYTES = 2_000_000

const packed = promisify(gzip)
const unpacked = promisify(gunzip)

/** An account as it was, without its records: those are on record until something takes their place. */
export type AccountCopy = Pick<Content, 'entities' | 'stamps' | 'nextSequence'> & { accountId: string }

/** The account in which a lesson began, and the lesson's second account if it has one. */
export interface StartCopy {
  own: AccountCopy
  partner?: AccountCopy
}

interface Kept {
  /** When the lesson was started, on the account's clock. */
  time: Instant
  /** The lesson's second account. */
  partnerId?: string
  sealed: string
}

/**
 * Copies of accounts as they were when a lesson was started. A copy holds the account's secrets, so it is sealed under the
 * account's own key, and it goes with the account.
 */
export class StartCopies {
  readonly #services: Pick<LabServices, 'accounts' | 'documents' | 'clock'>

  constructor(services: Pick<LabServices, 'accounts' | 'documents' | 'clock'>) {
    this.#services = services
  }

  /** Replaces the lesson's copy. If the account is too large, it keeps no copy. */
  async keep(account: Account, lesson: string, partnerId: string | undefined): Promise<void> {
    const { documents, clock } = this.#services
    const copy = await this.#copyOf(account, partnerId)
    const id = `${account.accountId}/${lesson}`
    if (!copy) return documents.delete(COLLECTION, id)
    const time = accountTime(account, clock.now())
    const sealed = await sealedCopy(account, id, copy)
    const kept: Kept = { time, sealed, ...(copy.partner ? { partnerId: copy.partner.accountId } : {}) }
    await documents.putOf(account, COLLECTION, id, kept)
  }

  /** From when a lesson's copy is, if there is one. */
  about(accountId: string, lesson: string): Promise<Omit<Kept, 'sealed'> | undefined> {
    return this.#services.documents.get<Kept>(COLLECTION, `${accountId}/${lesson}`)
  }

  async of(account: Account, lesson: string): Promise<StartCopy | undefined> {
    const id = `${account.accountId}/${lesson}`
    const kept = await this.#services.documents.get<Kept>(COLLECTION, id)
    return kept && openedCopy(account, id, kept)
  }

  /** All copies of an account as documents of the one that takes its place, whose key is another. */
  async documentsFor(before: Account, after: Account): Promise<AccountDocument[]> {
    const documents: AccountDocument[] = []
    for (const { id, body } of await this.#services.documents.listOf<Kept>(before.accountId, COLLECTION)) {
      const copy = await openedCopy(before, id, body)
      if (!copy) continue
      const sealed = await sealedCopy(after, id, copy)
      documents.push({ collection: COLLECTION, id, body: { ...body, sealed } satisfies Kept })
    }
    return documents
  }

  async #copyOf(account: Account, partnerId: string | undefined): Promise<StartCopy | undefined> {
    const { accounts } = this.#services
    const second = partnerId === undefined ? undefined : await accounts.get(partnerId)
    if (account.estimatedBytes + (second?.estimatedBytes ?? 0) > MAX_BYTES) return undefined
    const own = await this.#one(account.accountId)
    const partner = second && (await this.#one(second.accountId))
    return own && (partner ? { own, partner } : { own })
  }

  async #one(accountId: string): Promise<AccountCopy | undefined> {
    const { accounts } = this.#services
    await accounts.flush(accountId)
    const snapshot = await accounts.repository.load(accountId)
    if (!snapshot) return undefined
    const nextSequence = (await accounts.repository.lastSequence(accountId)) + 1
    return { accountId, entities: entitiesOf(snapshot), stamps: snapshot.stamps, nextSequence }
  }
}

const entitiesOf = ({ changes }: Snapshot): AccountCopy['entities'] =>
  changes.flatMap(({ kind, entity }) => (entity ? [{ kind, entity }] : []))

async function sealedCopy(account: Account, id: string, { own, partner }: StartCopy): Promise<string> {
  const text = JSON.stringify({ own: plain(own), ...(partner ? { partner: plain(partner) } : {}) })
  return sealText(account, `${COLLECTION}/${id}`, (await packed(text)).toString('base64'))
}

/** Undefined if it was sealed under a key that the account has no longer. */
async function openedCopy(account: Account, id: string, { sealed }: Kept): Promise<StartCopy | undefined> {
  const text = openText(account, `${COLLECTION}/${id}`, sealed)
  if (text === undefined) return undefined
  const { own, partner } = JSON.parse((await unpacked(Buffer.from(text, 'base64'))).toString()) as StartCopy
  return { own: withSecrets(own), ...(partner ? { partner: withSecrets(partner) } : {}) }
}

const plain = ({ entities, ...rest }: AccountCopy) => ({
  ...rest,
  entities: entities.map(({ kind, entity }) => ({ kind, entity: inTheClear(entity) })),
})

const withSecrets = ({ entities, ...rest }: AccountCopy): AccountCopy => ({
  ...rest,
  entities: entities.map(({ kind, entity }) => ({
    kind,
    entity: outOfTheClear(entity as unknown as Record<string, unknown>) as typeof entity,
  })),
})
