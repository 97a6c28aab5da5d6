import { createHash } from 'node:crypto'
import type { Random } from '../account/ports.js'

/** Letters and digits that can't be mistaken for each other: 5 bits each. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** 30 bits: a class's, which everybody in the room reads. */
export const newJoinCode = (random: Random): string => newCode(random, 6)

/** 50 bits: for one person, once. */
export const newPersonalCode = (random: Random): string => newCode(random, 10)

function newCode({ bytes }: Random, length: number): string {
  return [...bytes(length)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('')
}

/** In two groups, as people read it: `K7M-4QX`. */
export function shownCode(code: string): string {
  const half = code.length / 2
  return `${code.slice(0, half)}-${code.slice(half)}`
}

/** As it is kept, whatever case, spaces, and hyphens somebody typed. */
export const typedCode = (text: string): string => text.toUpperCase().replaceAll(/[\s\p{Pd}]/gu, '')

/** What is stored of a code or a token. */
export const hashed = (secret: string): string => createHash('sha256').update(secret).digest('hex')
