/** As Python's base64 module, which skips what isn't of the alphabet; undefined where the padding is wrong. */
export function bytesOfBase64(text: string): Uint8Array | undefined {
  const letters = /^[A-Za-z0-9+/]*/.exec(text.replaceAll(/[^A-Za-z0-9+/=]/g, ''))?.[0] ?? ''
  const padded = text.replaceAll(/[^=]/g, '').length
  const missing = (4 - (letters.length % 4)) % 4
  if (missing === 3 || padded < missing) return undefined
  return Uint8Array.from(atob(letters), (character) => character.charCodeAt(0))
}

export const base64Text = (bytes: Uint8Array): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
