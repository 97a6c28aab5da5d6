import { z } from 'zod'
import { damaged, foreign, newer } from './errors.js'

export const FORMAT = 'iam-dojo-account'
/** The one that is written. Version 1 is one JSON object: its head, and the sealed content in Base64. */
export const VERSION = 2
/** A head is some 250 bytes. */
export const MAX_HEAD_BYTES = 1_000

/** What stands in the clear, and is sealed in as associated data. */
const headSchema = z.object({
  format: z.literal(FORMAT),
  version: z.union([z.literal(1), z.literal(VERSION)]),
  accountId: z.string().regex(/^\d{12}$/),
  exportedAt: z.iso.datetime(),
  /** 16 bytes, Base64. */
  salt: z.base64().length(24),
  /** 16 bytes, Base64: tells a wrong passphrase from a damaged file. */
  check: z.base64().length(24),
})
export type FileHead = z.infer<typeof headSchema>

/** Checks the members of a head. Throws ApiError: for another format, a newer version, or a head that is not whole. */
export function checkedHead(members: unknown): FileHead {
  const { format, version } = z.looseObject({ format: z.unknown(), version: z.unknown() }).safeParse(members).data ?? {}
  if (format !== FORMAT) throw foreign()
  if (typeof version === 'number' && version > VERSION) throw newer()
  const head = headSchema.safeParse(members)
  if (!head.success) throw damaged()
  return head.data
}

/** Does it say of itself that it is an account file, of whatever version? It says so in its first bytes. */
export const isAccountFile = (file: Uint8Array): boolean =>
  new RegExp(`"format"\\s*:\\s*"${FORMAT}"`).test(Buffer.from(file.subarray(0, MAX_HEAD_BYTES)).toString('latin1'))

/** Editors and shells may have put a mark before the first line, or another end to it. */
export function bareLine(line: Buffer): Buffer {
  const start = line.subarray(0, 3).equals(MARK) ? 3 : 0
  return line.subarray(start, line.at(-1) === 0x0d ? -1 : undefined)
}

const MARK = Buffer.from('\ufeff')

/** The head in the first line of a file of version 2 or newer; undefined for what is no such line. */
export function headOfLine(line: Buffer): FileHead | undefined {
  let members: unknown
  try {
    members = JSON.parse(line.toString('utf8'))
  } catch {
    return undefined
  }
  const { format, version } = z.looseObject({ format: z.unknown(), version: z.unknown() }).safeParse(members).data ?? {}
  return format === FORMAT && version !== 1 ? checkedHead(members) : undefined
}
