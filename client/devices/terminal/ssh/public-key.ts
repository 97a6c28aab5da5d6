import { md5 } from '@noble/hashes/legacy.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { base64Of, bytesOfBase64 } from '../../../../server/aws/base64.js'
import { Fields } from './fields.js'

/** A public key with what stands behind it in its line. */
export interface PublicKey {
  blob: Uint8Array
  comment: string
}

export const typeOf = (blob: Uint8Array): string => new Fields(blob).text()

/** `ssh-ed25519 AAAA… comment`. */
export function publicLine({ blob, comment }: PublicKey): string {
  return `${typeOf(blob)} ${base64Of(blob)}${comment === '' ? '' : ` ${comment}`}`
}

/** The key of a line in a .pub file; undefined for another line. */
export function readPublicLine(line: string): PublicKey | undefined {
  const [, type, text = '', comment = ''] =
    /^\s*(ssh-rsa|ssh-ed25519)\s+([A-Za-z0-9+/]+={0,2})(?:\s+(.*?))?\s*$/.exec(line) ?? []
  try {
    const blob = bytesOfBase64(text)
    return type !== undefined && typeOf(blob) === type ? { blob, comment } : undefined
  } catch {
    return undefined
  }
}

export function bitsOf(blob: Uint8Array): number {
  const fields = new Fields(blob)
  if (fields.text() !== 'ssh-rsa') return 256
  fields.field()
  return fields.number().toString(2).length
}

/** `ED25519`, as ssh-keygen and ssh name it. */
export const nameOf = (blob: Uint8Array): string => typeOf(blob).slice('ssh-'.length).toUpperCase()

/** `SHA256:…` or `MD5:aa:bb:…`. Source: ssh-keygen(1), -E. */
export function fingerprint(blob: Uint8Array, hash: 'sha256' | 'md5' = 'sha256'): string {
  if (hash === 'sha256') return `SHA256:${base64Of(sha256(blob)).replace(/=+$/, '')}`
  return `MD5:${bytesToHex(md5(blob)).replace(/..(?!$)/g, '$&:')}`
}

const [WIDTH, HEIGHT] = [17, 9]
const SYMBOLS = ' .o+=*BOX@%&#/^SE'

/** A picture of a fingerprint. Source: OpenSSH, sshkey.c, fingerprint_randomart. */
export function randomart(blob: Uint8Array): string {
  const cells = Array.from({ length: HEIGHT }, () => new Array<number>(WIDTH).fill(0))
  let [x, y] = [Math.floor(WIDTH / 2), Math.floor(HEIGHT / 2)]
  for (const byte of sha256(blob)) {
    for (let step = 0; step < 4; step++) {
      const bits = (byte >> (step * 2)) & 3
      x = Math.min(Math.max(x + (bits & 1 ? 1 : -1), 0), WIDTH - 1)
      y = Math.min(Math.max(y + (bits & 2 ? 1 : -1), 0), HEIGHT - 1)
      const row = cells[y]
      if (row) row[x] = Math.min((row[x] ?? 0) + 1, SYMBOLS.length - 3)
    }
  }
  const [middle, last] = [cells[Math.floor(HEIGHT / 2)], cells[y]]
  if (middle) middle[Math.floor(WIDTH / 2)] = SYMBOLS.length - 2
  if (last) last[x] = SYMBOLS.length - 1
  const rows = cells.map((row) => `|${row.map((value) => SYMBOLS[value] ?? ' ').join('')}|`)
  return [edge(`[${nameOf(blob)} ${bitsOf(blob)}]`), ...rows, edge('[SHA256]')].join('\n')
}

function edge(title: string): string {
  const before = Math.floor((WIDTH - title.length) / 2)
  return `+${'-'.repeat(before)}${title}${'-'.repeat(WIDTH - title.length - before)}+`
}
