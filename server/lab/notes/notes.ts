import { z } from 'zod'
import type { AccountRef } from '../../account/account.js'
import type { AccountDocument } from '../../account/repository.js'
import type { DocumentStore } from '../../store/documents.js'
import { NOTE_LENGTH } from './note-length.js'

const COLLECTION = 'lesson-note'

const CONTROL = /(?![\n\t])[\p{Cc}\p{Cs}]/u

/** A note is plain text, in whatever language: nobody reads it as HTML or as Markdown. */
export const noteText = z
  .string()
  .max(NOTE_LENGTH, `a note has at most ${NOTE_LENGTH} characters`)
  .refine((text) => !CONTROL.test(text), 'a note is plain text, without control characters')

/** What the learner wrote down in a lesson. It belongs to the account, and goes with it. */
export class Notes {
  readonly #documents: DocumentStore

  constructor(documents: DocumentStore) {
    this.#documents = documents
  }

  /** By lesson. */
  async of(accountId: string): Promise<Record<string, string>> {
    const found = await this.#documents.listOf<{ text: string }>(accountId, COLLECTION)
    return Object.fromEntries(found.map(({ id, body }) => [id.slice(accountId.length + 1), body.text]))
  }

  /** An empty text takes the note away. */
  async keep(of: AccountRef, lesson: string, text: string): Promise<void> {
    const id = `${of.accountId}/${lesson}`
    if (text === '') await this.#documents.delete(COLLECTION, id)
    else await this.#documents.putOf(of, COLLECTION, id, { text })
  }

  /** What a reset of the account writes again: it undoes the account's work, not what somebody has learned. */
  async documentsOf(accountId: string): Promise<AccountDocument[]> {
    return noteDocuments(accountId, await this.of(accountId))
  }
}

/** An account's notes, by lesson, as they are stored. */
export const noteDocuments = (accountId: string, notes: Readonly<Record<string, string>>): AccountDocument[] =>
  Object.entries(notes).map(([lesson, text]) => ({ collection: COLLECTION, id: `${accountId}/${lesson}`, body: { text } }))
