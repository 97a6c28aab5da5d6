import { fileOf } from '../../server/lab/account-file/export-account.js'
import { deriveKey } from '../../server/lab/account-file/file-key.js'
import type { ReadInWorker } from '../../server/lab/account-file/open-account-file.js'
import { readAccountFile } from '../../server/lab/account-file/read-content.js'
import { IMPORT_TYPE } from '../../server/lab/api/import-type.js'

/** What the console and the command send: a line of JSON, and the file after it. */
export function importFile(
  url: string,
  file: string | Uint8Array<ArrayBuffer>,
  line: { passphrase?: string; replace?: boolean },
  headers: Record<string, string>,
): Promise<Response> {
  const body = new Blob([`${JSON.stringify(line)}\n`, file])
  return fetch(`${url}/api/lab/accounts/import`, { method: 'POST', headers: { 'content-type': IMPORT_TYPE, ...headers }, body })
}

/** A file of today's version with any content, as anybody can make one: plain data, or the text itself. */
export async function madeFile(
  content: unknown,
  { passphrase, accountId }: { passphrase: string; accountId: string },
  raw: Iterable<Uint8Array> = [],
): Promise<string> {
  const text = typeof content === 'string' ? content : JSON.stringify(content)
  const exportedAt = new Date().toISOString()
  return whole(fileOf([Buffer.from(text)], { passphrase, deriveKey, accountId, exportedAt }, raw))
}

export async function whole(pieces: AsyncIterable<string>): Promise<string> {
  let file = ''
  for await (const piece of pieces) file += piece
  return file
}

/** Reads a file in this thread. */
export const readHere: ReadInWorker = async (input, _transfer, onPart) => {
  const value = await readAccountFile(input, async (part) => onPart(structuredClone(part)))
  return { status: 'done', value: structuredClone(value) }
}
