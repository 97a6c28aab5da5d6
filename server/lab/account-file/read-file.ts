import { createDecipheriv } from 'node:crypto'
import { damaged, foreign } from './errors.js'
import { checkedHead, type FileHead } from './file-head.js'
import { keyOfFile } from './file-key.js'
import { jsonItems, parsedItem } from './json-items.js'
import { JsonScan } from './json-scan.js'
import { LIMITS } from './limits.js'
import { openedPart } from './sealed-parts.js'
import { unpack } from './unpack.js'

const NONCE_BYTES = 12
const TAG_BYTES = 16

/** The text of a file's content, unsealed, unpacked, and within LIMITS. */
export interface ReadFile {
  head: FileHead
  /** Opens the raw part; a file of version 1 has none. */
  key: Uint8Array
  text: Buffer
}

/** Version 2: its head, and the chunks of its first part. Throws ApiError. */
export async function readParts(line: Uint8Array, sealed: ArrayBuffer[], passphrase: string): Promise<ReadFile> {
  const head = checkedHead(JSON.parse(Buffer.from(line).toString('utf8')))
  const key = await keyOfFile(head, passphrase)
  const chunks = sealed.map((chunk, index) => ({ sealed: new Uint8Array(chunk), last: index === sealed.length - 1 }))
  return { head, key, text: await unpack(openedPart({ key, head: line, part: 1 }, chunks)) }
}

/** A file of version 1 is one JSON object, with the sealed content in Base64. Throws ApiError. */
export async function readVersion1(file: ArrayBuffer[], passphrase: string): Promise<ReadFile> {
  const { members, sealed } = version1(Buffer.concat(file.map((block) => new Uint8Array(block))))
  const head = checkedHead(members)
  if (head.version !== 1 || sealed.length < NONCE_BYTES + TAG_BYTES) throw damaged()
  const key = await keyOfFile(head, passphrase)
  const { format, version, accountId, exportedAt, salt, check } = head
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES))
  decipher.setAAD(Buffer.from(JSON.stringify([format, version, accountId, exportedAt, salt, check])))
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
  const packed = decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES))
  try {
    decipher.final()
  } catch {
    throw damaged()
  }
  return { head, key, text: await unpack(only(packed)) }
}

/** A head has six members, and nothing in it is nested. */
const FLAT = { text: LIMITS.version1, nodes: 20, depth: 1 }

function version1(file: Buffer): { members: Record<string, unknown>; sealed: Buffer } {
  const members: Record<string, unknown> = {}
  let sealed = Buffer.alloc(0)
  try {
    new JsonScan(FLAT).take(file)
    for (const { member, start, end } of jsonItems(file, new Set())) {
      if (member === 'sealed') sealed = Buffer.from(file.toString('latin1', start + 1, end - 1), 'base64')
      else members[member] = parsedItem(file, { start, end })
    }
  } catch {
    throw foreign()
  }
  return { members, sealed }
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield bytes
}
