import { createHash } from 'node:crypto'
import type { Clock, Random } from '../account/ports.js'
import type { DocumentKey, DocumentStore } from '../store/documents.js'

const COLLECTION = 'enter-code'
const CODE_BYTES = 16
const LIFE_MS = 10 * 60_000

export interface EnterCodesOptions {
  documents: DocumentStore
  random: Random
  clock: Clock
}

/** A new code that makes a browser `local`: 128 bits, good once and for ten minutes. Only its hash is kept. */
export async function newEnterCode({ documents, random, clock }: EnterCodesOptions): Promise<string> {
  const code = Buffer.from(random.bytes(CODE_BYTES)).toString('base64url')
  const { collection, id } = enterCode(code)
  await documents.put(collection, id, {}, clock.now() + LIFE_MS)
  return code
}

/** Where a code is kept. */
export const enterCode = (code: string): DocumentKey => ({
  collection: COLLECTION,
  id: createHash('sha256').update(code).digest('hex'),
})

/** The page that takes the code out of the fragment, which no browser sends and no server logs. */
export const enterAddress = (url: string, code: string): string => `${url}/enter#${code}`
