/** Base64 of bytes, in a browser as on the server. */
export const base64Of = (bytes: Uint8Array): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))

/** Throws for characters that Base64 doesn't have. */
export const bytesOfBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (character) => character.charCodeAt(0))

/** With `-` and `_`, and without padding. Source: RFC 4648, section 5. */
export const bytesOfBase64Url = (text: string): Uint8Array => bytesOfBase64(text.replaceAll('-', '+').replaceAll('_', '/'))
