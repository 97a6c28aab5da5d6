/** Base64 of bytes, in a browser as on the server. */
export const base64Of = (bytes: Uint8Array): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))

/** Throws for characters that Base64 doesn't have. */
export const bytesOfBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (character) => character.charCodeAt(0))

/** With `-` and `_`, and without padding. Source: RFC 4648, section 5. */
export const bytesOfBase64Url = (text: string): Uint8Array => bytesOfBase64(text.replaceAll('-', '+').replaceAll('_', '/'))

/** Base64 as EC2 takes it, without line ends and spaces, which don't count; undefined for a text that is none. */
export function compactBase64(text: string): string | undefined {
  const compact = text.replaceAll(/\s/g, '')
  return compact.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(compact) ? compact : undefined
}
