import { isUtf8 } from 'node:buffer'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { ApiError } from '../../api/api-error.js'
import { damaged } from './errors.js'
import { JsonScan } from './json-scan.js'
import { LIMITS } from './limits.js'

/**
 * Unpacks a gzip and measures its JSON text on the way, so that a text beyond LIMITS is refused as soon as that shows,
 * before it is held or parsed. Throws ApiError.
 */
export async function unpack(packed: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<Buffer> {
  // The system gives it memory where it is written to only.
  const text = Buffer.allocUnsafeSlow(LIMITS.text)
  const scan = new JsonScan()
  try {
    await pipeline(packed, createGunzip(), async (pieces: AsyncIterable<Buffer>) => {
      for await (const piece of pieces) {
        const at = scan.size
        scan.take(piece)
        text.set(piece, at)
      }
    })
  } catch (error) {
    throw error instanceof ApiError ? error : damaged()
  }
  const whole = text.subarray(0, scan.size)
  if (!isUtf8(whole)) throw damaged()
  return whole
}
