import { bytesOfBase64 } from '../../aws/base64.js'

/** As Python's base64 module, which skips what isn't of the alphabet; undefined where the padding is wrong. */
export function bytesOfLooseBase64(text: string): Uint8Array | undefined {
  const letters = /^[A-Za-z0-9+/]*/.exec(text.replaceAll(/[^A-Za-z0-9+/=]/g, ''))?.[0] ?? ''
  const padded = text.replaceAll(/[^=]/g, '').length
  const missing = (4 - (letters.length % 4)) % 4
  if (missing === 3 || padded < missing) return undefined
  return bytesOfBase64(letters)
}
