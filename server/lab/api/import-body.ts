import type { IncomingMessage } from 'node:http'
import { z } from 'zod'
import { ApiError } from '../../api/api-error.js'
import { ByteReader } from '../../bounds/byte-reader.js'
import { IMPORT_TYPE } from './import-type.js'

/** A passphrase has at most 1,024 characters. */
const MAX_LINE_BYTES = 8_000
const MAX_IDLE_MS = 15_000
const MAX_MS = 60_000

const lineSchema = z.object({
  passphrase: z.string().max(1024),
  replace: z.boolean().default(false),
})

export interface ImportBody extends z.infer<typeof lineSchema> {
  file: ByteReader
}

/** Throws ApiError for another sort of body. The file is read while the caller reads it, and must keep coming. */
export async function importBody(request: IncomingMessage): Promise<ImportBody> {
  const [type] = (request.headers['content-type'] ?? '').split(';')
  const file = new ByteReader(incoming(request))
  const line = type?.trim() === IMPORT_TYPE ? await file.line(MAX_LINE_BYTES) : undefined
  if (!line) throw notAnImport()
  try {
    return { ...lineSchema.parse(JSON.parse(line.toString('utf8'))), file }
  } catch (error) {
    throw error instanceof SyntaxError ? notAnImport() : error
  }
}

const notAnImport = () =>
  new ApiError(
    400,
    'InvalidInput',
    `An import is a line of JSON and the file after it, sent as ${IMPORT_TYPE}. Reload the page.`,
  )

/** A body that stops coming, or hardly comes, would keep others waiting. */
async function* incoming(request: IncomingMessage): AsyncGenerator<Uint8Array, void, undefined> {
  const pieces: AsyncIterator<Buffer> = request.iterator({ destroyOnReturn: false })
  const end = performance.now() + MAX_MS
  try {
    for (;;) {
      const next = pieces.next().catch(() => {
        throw new ApiError(408, 'Incomplete', 'The connection was closed before the whole file arrived.')
      })
      const { value, done } = await within(Math.min(MAX_IDLE_MS, end - performance.now()), next)
      if (done) return
      yield value
    }
  } finally {
    await pieces.return?.()
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new ApiError(408, 'TooSlow', 'The file arrived too slowly. Try again.')), Math.max(0, ms))
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
