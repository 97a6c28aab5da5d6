import { z } from 'zod'
import { hasUnseen } from '../account/visible-text.js'

export const MAX_NAME = 64
const MAX_TITLE = 128
/** A name in a script that writes a letter as several characters. */
const MAX_TYPED = 4 * MAX_TITLE

/** One form of what looks the same, with single spaces inside and none around. */
const tidied = (text: string): string => text.normalize('NFC').replaceAll(/\s+/gu, ' ').trim()

/** The form in which names are compared: `ＡＮＮＡ`, `anna`, and ` Anna ` are one person. */
export const nameKey = (name: string): string => tidied(name.normalize('NFKC')).toUpperCase().toLowerCase()

/** A text in one line that people see: `most` characters, none of which is invisible. */
export const lineOf = (what: string, most: number) =>
  z
    .string()
    .max(MAX_TYPED, `${what} has at most ${most} characters`)
    .refine((text) => !hasUnseen(text), `${what} can’t have line breaks or invisible characters`)
    .transform(tidied)
    .refine((text) => text.length >= 1 && text.length <= most, `${what} has 1 to ${most} characters`)

/** What people are called here, learners and staff alike. */
export const personName = lineOf('a name', MAX_NAME)
export const sectionName = lineOf('a section', MAX_NAME)
export const className = lineOf('a title', MAX_TITLE)

const ALIKE = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u]

/** A word such as `Аnna` with a Cyrillic `А` looks like somebody else's. Source: Unicode UTS 39, section 5, "Mixed-Script Detection". */
export const mixesScripts = (text: string): boolean =>
  text
    .normalize('NFKC')
    .split(/[^\p{L}\p{M}]+/u)
    .some((word) => ALIKE.filter((script) => script.test(word)).length > 1)

/** Length in characters, as people count them, is no affair of the hasher's: it takes bytes of any number. */
export const passphrase = z
  .string()
  .min(8, 'a passphrase has at least 8 characters')
  .max(128, 'a passphrase has at most 128 characters')

/** Who is to teach here. */
export const newStaff = z.object({
  name: personName,
  password: z.string().min(12, 'a password has at least 12 characters').max(128, 'a password has at most 128 characters'),
})
