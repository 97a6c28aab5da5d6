import type { AccountRef } from '../account/account.js'
import type { Accounts } from '../account/accounts.js'
import type { AccountDocument } from '../account/repository.js'
import type { DocumentStore } from '../store/documents.js'

const COLLECTION = 'lesson-partner'

/** Which lesson of which account has this one as its second account. */
export interface PartnerOf {
  accountId: string
  lesson: string
}

/**
 * Which lessons have a second account, and which one. The document belongs to the second account and is written with it:
 * so there is one exactly as long as there is the other.
 */
export class Partners {
  readonly #documents: DocumentStore

  constructor(documents: DocumentStore) {
    this.#documents = documents
  }

  documentOf({ accountId, lesson }: PartnerOf, partnerId: string): AccountDocument {
    return { collection: COLLECTION, id: `${accountId}/${lesson}`, body: { accountId: partnerId } }
  }

  /** The ID of a lesson's second account. */
  async of(accountId: string, lesson: string): Promise<string | undefined> {
    return (await this.#documents.get<{ accountId: string }>(COLLECTION, `${accountId}/${lesson}`))?.accountId
  }

  /** All second accounts of an account's lessons. */
  async allOf(accountId: string): Promise<{ lesson: string; accountId: string }[]> {
    const found = await this.#documents.list<{ accountId: string }>(COLLECTION, `${accountId}/`)
    return found.map(({ id, body }) => ({ lesson: id.slice(accountId.length + 1), accountId: body.accountId }))
  }

  /** Whose second account it is, if it is one. */
  async isOf(partnerId: string): Promise<PartnerOf | undefined> {
    const [found] = await this.#documents.listOf(partnerId, COLLECTION)
    if (!found) return undefined
    const [accountId = '', lesson = ''] = found.id.split('/')
    return { accountId, lesson }
  }

  /** What a reset or a replacement of a second account writes again. */
  async documentsOf(partnerId: string): Promise<AccountDocument[]> {
    const of = await this.isOf(partnerId)
    return of ? [this.documentOf(of, partnerId)] : []
  }

  /** The second accounts of an account's lessons as they are now. */
  async refsOf(accounts: Pick<Accounts, 'get'>, accountId: string): Promise<AccountRef[]> {
    const found = await Promise.all((await this.allOf(accountId)).map((partner) => accounts.get(partner.accountId)))
    return found.flatMap((account) => (account ? [{ accountId: account.accountId, incarnation: account.incarnation }] : []))
  }
}
