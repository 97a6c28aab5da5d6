import { createCipheriv, createDecipheriv, randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { z } from 'zod'
import { LabError } from '../lab-error.js'

const FORMAT = 'iam-dojo-account'
const VERSION = 1
const KEY_BYTES = 32
const CHECK_BYTES = 16
const SALT_BYTES = 16
const NONCE_BYTES = 12
const TAG_BYTES = 16
/** Some 0.3 s and 32 MB for each guess; part of the format: another cost is another version. */
const SCRYPT = { N: 32_768, r: 8, p: 3, maxmem: 64_000_000 }
/** A file of the largest size the server takes unpacks to less. */
const MAX_CONTENT_BYTES = 128_000_000

/** 12–1,024 characters. */
export const passphraseSchema = z
  .string()
  .min(12, 'a passphrase needs at least 12 characters')
  .max(1024, 'a passphrase can have at most 1,024 characters')

const headSchema = z.object({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  accountId: z.string().regex(/^\d{12}$/),
  exportedAt: z.iso.datetime(),
  /** Base64, as the rest. */
  salt: z.base64().length(24),
  /** Tells a wrong passphrase from a damaged file. */
  check: z.base64().length(24),
})
const fileSchema = headSchema.extend({ sealed: z.base64().min(40) })
type Head = z.infer<typeof headSchema>

/** The content under the passphrase (scrypt, AES-256-GCM); what stands in the clear is sealed in as well. */
export async function sealFile(
  content: unknown,
  { passphrase, accountId, exportedAt }: { passphrase: string; accountId: string; exportedAt: string },
): Promise<string> {
  const salt = randomBytes(SALT_BYTES)
  const { key, check } = await derived(passphrase, salt)
  const head: Head = {
    format: FORMAT,
    version: VERSION,
    accountId,
    exportedAt,
    salt: salt.toString('base64'),
    check: check.toString('base64'),
  }
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(associated(head))
  const packed = await promisify(gzip)(JSON.stringify(content))
  const sealed = Buffer.concat([cipher.update(packed), cipher.final()])
  return `${JSON.stringify({ ...head, sealed: Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64') })}\n`
}

/** The content and its account. Throws LabError, with a plain sentence, for whatever else it is given. */
export async function openFile(text: string, passphrase: string): Promise<{ accountId: string; content: unknown }> {
  const { sealed, ...head } = parsed(text)
  const { key, check } = await derived(passphrase, Buffer.from(head.salt, 'base64'))
  if (!timingSafeEqual(check, Buffer.from(head.check, 'base64'))) {
    throw new LabError(400, 'WrongPassphrase', 'This passphrase doesn’t open the file. Nothing was changed.')
  }
  const bytes = Buffer.from(sealed, 'base64')
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES))
    decipher.setAAD(associated(head))
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
    const packed = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()])
    const content = await promisify(gunzip)(packed, { maxOutputLength: MAX_CONTENT_BYTES })
    return { accountId: head.accountId, content: JSON.parse(content.toString('utf8')) }
  } catch {
    throw damaged()
  }
}

export const damaged = (): LabError =>
  new LabError(400, 'DamagedFile', 'The file is damaged: it isn’t the same as when it was exported. Nothing was changed.')

function parsed(text: string): z.infer<typeof fileSchema> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw foreign()
  }
  const { format, version } = z.looseObject({ format: z.unknown(), version: z.unknown() }).safeParse(value).data ?? {}
  if (format !== FORMAT) throw foreign()
  if (typeof version === 'number' && version > VERSION) {
    throw new LabError(400, 'NewerFile', 'The file was exported by a newer version of IAM Dojo. Import it with that version.')
  }
  const file = fileSchema.safeParse(value)
  if (!file.success) throw damaged()
  return file.data
}

const foreign = (): LabError =>
  new LabError(400, 'NotAnAccountFile', 'This isn’t a file that IAM Dojo exported. Nothing was changed.')

async function derived(passphrase: string, salt: Buffer): Promise<{ key: Buffer; check: Buffer }> {
  const bytes = await slowly(passphrase.normalize('NFKC'), salt)
  return { key: bytes.subarray(0, KEY_BYTES), check: bytes.subarray(KEY_BYTES) }
}

let last: Promise<unknown> = Promise.resolve()

/** One derivation at a time: whoever asks for many waits, and nobody else's memory pays. */
function slowly(passphrase: string, salt: Buffer): Promise<Buffer> {
  const work = last.then(
    () =>
      new Promise<Buffer>((resolve, reject) => {
        scrypt(passphrase, salt, KEY_BYTES + CHECK_BYTES, SCRYPT, (error, key) => (error ? reject(error) : resolve(key)))
      }),
  )
  last = work.catch(() => undefined)
  return work
}

const associated = ({ format, version, accountId, exportedAt, salt, check }: Head): Buffer =>
  Buffer.from(JSON.stringify([format, version, accountId, exportedAt, salt, check]))
