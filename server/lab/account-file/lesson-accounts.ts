import { createHash } from 'node:crypto'
import type { RawSection } from './content.js'
import { damaged } from './errors.js'

/** The second account of a lesson, as a section of the raw part: its ID, and then its content, packed as the first part is. */
export const LESSON_ACCOUNT = 'lesson-account'
const ID_BYTES = 12
/** One lesson of the course has one; an instructor's lessons may have more. */
const MAX_ACCOUNTS = 10

export interface PackedAccount {
  accountId: string
  packed: Uint8Array
}

/** A section for the raw part, and what the content says of it. */
export async function lessonAccountSection(
  accountId: string,
  packed: AsyncIterable<Uint8Array>,
): Promise<{ bytes: Buffer; section: RawSection }> {
  const pieces: Uint8Array[] = [Buffer.from(accountId)]
  for await (const piece of packed) pieces.push(piece)
  const bytes = Buffer.concat(pieces)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { bytes, section: { kind: LESSON_ACCOUNT, bytes: bytes.length, sha256 } }
}

/** Collects the sections as they come in. Throws ApiError. */
export class LessonAccounts {
  readonly #pieces = new Map<number, Uint8Array[]>()

  readonly take = (piece: Uint8Array, section: number): void => {
    const pieces = this.#pieces.get(section) ?? []
    // The stream's own memory may be written again.
    pieces.push(Uint8Array.from(piece))
    this.#pieces.set(section, pieces)
    if (this.#pieces.size > MAX_ACCOUNTS) throw damaged()
  };

  *all(): Generator<PackedAccount, void, undefined> {
    for (const pieces of this.#pieces.values()) {
      const bytes = Buffer.concat(pieces)
      const accountId = bytes.toString('latin1', 0, ID_BYTES)
      if (!/^[1-9]\d{11}$/.test(accountId)) throw damaged()
      yield { accountId, packed: Uint8Array.from(bytes.subarray(ID_BYTES)) }
    }
  }
}
