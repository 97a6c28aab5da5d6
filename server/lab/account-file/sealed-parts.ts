import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { ByteReader } from '../../bounds/byte-reader.js'
import { damaged, tooLarge } from './errors.js'

/**
 * The parts of an account file of version 2: a stream in chunks, each sealed by itself with AES-256-GCM, so that a part is
 * neither held nor trusted as a whole. A chunk's nonce tells its part, its number, and whether it is the last one, so
 * chunks can't be left out, moved, or added. Source of the construction: Hoang, Reyhanitabar, Rogaway, and Vizár,
 * "Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance" (STREAM).
 *
 * In the file a chunk is a line of Base64 after ":", and a part's last one after ".": so the file stays text.
 */
export interface PartKey {
  /** 32 bytes; of one file only. */
  key: Uint8Array
  /** The file's head as it stands: sealed in as associated data. */
  head: Uint8Array
  /** 1: the content. 2: the raw part. */
  part: 1 | 2
}

const CHUNK_BYTES = 65_536
const TAG_BYTES = 16
const MAX_LINE_BYTES = 1 + Math.ceil((CHUNK_BYTES + TAG_BYTES) / 3) * 4 + '\r'.length
const [MORE, LAST] = [':', '.']

interface Chunk {
  sealed: Uint8Array
  last: boolean
}

/** Seals a stream, as lines. An empty one makes one empty chunk. */
export async function* sealedPart(
  { key, head, part }: PartKey,
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<string, void, undefined> {
  let number = 0
  const seal = (chunk: Uint8Array, last: boolean): string => {
    const cipher = createCipheriv('aes-256-gcm', key, nonce(part, number++, last))
    cipher.setAAD(head)
    const sealed = Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()])
    return `${last ? LAST : MORE}${sealed.toString('base64')}\n`
  }
  let rest: Uint8Array = Buffer.alloc(0)
  for await (const piece of content) {
    let left: Uint8Array = rest.length === 0 ? piece : Buffer.concat([rest, piece])
    while (left.length > CHUNK_BYTES) {
      yield seal(left.subarray(0, CHUNK_BYTES), false)
      left = left.subarray(CHUNK_BYTES)
    }
    rest = left
  }
  yield seal(rest, true)
}

/** Opens a part, chunk by chunk. Throws ApiError for a part that is not as it was sealed. */
export async function* openedPart(
  { key, head, part }: PartKey,
  chunks: AsyncIterable<Chunk> | Iterable<Chunk>,
): AsyncGenerator<Buffer, void, undefined> {
  let number = 0
  for await (const { sealed, last } of chunks) {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce(part, number++, last))
    decipher.setAAD(head)
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES))
    const opened = decipher.update(sealed.subarray(0, -TAG_BYTES))
    try {
      decipher.final()
    } catch {
      throw damaged()
    }
    yield opened
  }
}

/** A part's chunks as they stand in the file, still sealed: at most `max` bytes of them. Throws ApiError. */
export async function* chunksOf(file: ByteReader, max: number): AsyncGenerator<Chunk, void, undefined> {
  for (let total = 0; ; ) {
    const line = (await file.line(MAX_LINE_BYTES))?.toString('latin1')
    const last = line?.[0] === LAST
    if (line === undefined || (!last && line[0] !== MORE)) throw damaged()
    const sealed = Buffer.from(line.slice(1), 'base64')
    if (sealed.length < TAG_BYTES || (!last && sealed.length !== CHUNK_BYTES + TAG_BYTES)) throw damaged()
    total += sealed.length
    if (total > max) throw tooLarge()
    yield { sealed, last }
    if (last) return
  }
}

function nonce(part: number, number: number, last: boolean): Buffer {
  const bytes = Buffer.alloc(12)
  bytes[0] = part
  bytes.writeUInt32BE(number, 7)
  bytes[11] = last ? 1 : 0
  return bytes
}
