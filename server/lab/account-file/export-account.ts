import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Snapshot, Stamp } from '../../account/repository.js'
import { ApiError } from '../../api/api-error.js'
import { breathe } from '../../bounds/turn.js'
import type { LessonEngine } from '../progress/engine.js'
import type { LabServices } from '../services.js'
import { inTheClear, type RawSection } from './content.js'
import { type FileHead, FORMAT, VERSION } from './file-head.js'
import type { DeriveKey } from './file-key.js'
import { diskSections } from './instance-disks.js'
import { JsonScan } from './json-scan.js'
import { lessonAccountSection } from './lesson-accounts.js'
import { LIMITS, MAX_RECORDS, MAX_STAMPS } from './limits.js'
import { sealedPart } from './sealed-parts.js'

const PAGE = 100
const SALT_BYTES = 16

export interface Export {
  accountId: string
  passphrase: string
  deriveKey: DeriveKey
  /** The course's fixture that the account began with. */
  fixture?: string
  /** The second accounts of its lessons. */
  partners?: readonly { accountId: string; lesson: string; fixture?: string }[]
}

/**
 * The account as a file that only the passphrase opens, as pieces of text. Undefined when the account is gone. Throws
 * ApiError for an account that is larger than a file may be; its oldest records are left out before it comes to that.
 */
export async function exportAccount(
  { accounts, clock, disks }: Pick<LabServices, 'accounts' | 'clock' | 'disks'>,
  engine: LessonEngine,
  { accountId, passphrase, deriveKey, fixture, partners = [] }: Export,
): Promise<AsyncGenerator<string, void, undefined> | undefined> {
  const bytes: Uint8Array[] = []
  const raw: RawSection[] = []
  for (const { accountId: partnerId, ...of } of partners) {
    const content = await contentOf(accounts, engine, partnerId, { raw: [], ...of })
    if (!content) continue
    const packedOne = await lessonAccountSection(partnerId, packed(content))
    bytes.push(packedOne.bytes)
    raw.push(packedOne.section)
  }
  for (const id of [accountId, ...partners.map((partner) => partner.accountId)]) {
    const account = await accounts.get(id)
    for (const disk of account ? await diskSections(disks, account) : []) {
      bytes.push(disk.bytes)
      raw.push(disk.section)
    }
  }
  if (raw.reduce((sum, section) => sum + section.bytes, 0) > LIMITS.raw * RAW_SHARE) throw tooLargeToExport()
  const content = await contentOf(accounts, engine, accountId, { raw, ...(fixture === undefined ? {} : { fixture }) })
  if (!content) return undefined
  return fileOf(content, { passphrase, deriveKey, accountId, exportedAt: new Date(clock.now()).toISOString() }, bytes)
}

/** LIMITS.raw is what stands in the file: sealed, and as Base64. */
const RAW_SHARE = 0.74

/** An account's content as pieces of JSON text; undefined when it is gone. */
async function contentOf(
  accounts: LabServices['accounts'],
  engine: LessonEngine,
  accountId: string,
  rest: Record<string, unknown>,
): Promise<Iterable<Uint8Array> | undefined> {
  await accounts.flush(accountId)
  const snapshot = await accounts.repository.load(accountId)
  if (!snapshot) return undefined
  const text = new Text()
  await text.list('entities', entities(snapshot))
  await text.list('stamps', latest(snapshot.stamps))
  await text.members('progress', await engine.all(accountId))
  const { records, last } = await newestRecords(accounts.repository, accountId, text)
  const nextSequence = (last ?? (await accounts.repository.lastSequence(accountId))) + 1
  return text.all(records, { nextSequence, ...rest })
}

/** Seals the pieces of a content's JSON text, and those of the raw part that the content describes. */
export async function* fileOf(
  content: Iterable<Uint8Array>,
  {
    passphrase,
    deriveKey,
    accountId,
    exportedAt,
  }: { passphrase: string; deriveKey: DeriveKey; accountId: string; exportedAt: string },
  raw: Iterable<Uint8Array> = [],
): AsyncGenerator<string, void, undefined> {
  const salt = randomBytes(SALT_BYTES)
  const { key, check } = await deriveKey(passphrase, salt)
  const members = { salt: salt.toString('base64'), check: Buffer.from(check).toString('base64') }
  const line = JSON.stringify({ format: FORMAT, version: VERSION, accountId, exportedAt, ...members } satisfies FileHead)
  yield `${line}\n`
  const head = Buffer.from(line)
  yield* sealedPart({ key, head, part: 1 }, packed(content))
  yield* sealedPart({ key, head, part: 2 }, raw)
}

async function* packed(content: Iterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const gzip = createGzip()
  const source = Readable.from(content)
  const done = pipeline(source, gzip)
  // Whoever stops reading ends the pipeline.
  done.catch(() => {})
  yield* gzip as AsyncIterable<Buffer>
  await done
}

function* entities({ changes }: Snapshot): Generator<string, void, undefined> {
  for (const { kind, entity } of changes) {
    if (!entity) continue
    const item = JSON.stringify({ kind, entity: inTheClear(entity) })
    // A report of last access can be larger than a file's items may be. It is made again at any time.
    if (kind !== 'AccessReport' || fits(Buffer.from(item))) yield item
  }
}

function* latest(stamps: readonly Stamp[]): Generator<string, void, undefined> {
  const kept = stamps.length <= MAX_STAMPS ? stamps : [...stamps].sort((a, b) => b.at - a.at).slice(0, MAX_STAMPS)
  for (const stamp of kept) yield JSON.stringify(stamp)
}

/** As many of the newest as the file holds, in ascending order, with their numbers; and the number of the last one. */
async function newestRecords(
  repository: LabServices['accounts']['repository'],
  accountId: string,
  text: Text,
): Promise<{ records: Uint8Array[]; last: number | undefined }> {
  const newestFirst: Uint8Array[] = []
  let last: number | undefined
  let before: number | undefined
  for (;;) {
    const page = await repository.newestRecords(accountId, { ...(before === undefined ? {} : { before }), limit: PAGE })
    for (const record of page) {
      const item = Buffer.from(JSON.stringify(record))
      if (newestFirst.length === MAX_RECORDS || !fits(item) || !text.takes(item)) {
        return { records: newestFirst.reverse(), last }
      }
      last ??= record.sequence
      before = record.sequence
      newestFirst.push(item)
      await breathe()
    }
    if (page.length < PAGE) return { records: newestFirst.reverse(), last }
  }
}

const UNLIMITED = { text: Number.POSITIVE_INFINITY, nodes: Number.POSITIVE_INFINITY, depth: Number.POSITIVE_INFINITY }

function measured(item: Uint8Array): { size: number; nodes: number; depth: number } {
  const scan = new JsonScan(UNLIMITED)
  scan.take(item)
  return { size: scan.size, nodes: scan.nodes, depth: scan.deepest }
}

/** May it stand in a list of the file? */
function fits(item: Uint8Array): boolean {
  const { size, nodes, depth } = measured(item)
  return size <= LIMITS.itemText && nodes <= LIMITS.itemNodes && depth <= LIMITS.depth - NESTED
}

/** An item stands in a list in the content. */
const NESTED = 2
/** For what stands beside the lists. */
const SPARE = { size: 10_000, nodes: 100 }
const PIECE_BYTES = 100_000

/** The content's JSON text as it grows, within LIMITS. */
class Text {
  readonly #pieces: Uint8Array[] = []
  #size = SPARE.size
  #nodes = SPARE.nodes

  async list(name: string, items: Iterable<string>): Promise<void> {
    await this.#put(name, '[', items, ']')
  }

  async members(name: string, members: Record<string, unknown>): Promise<void> {
    const items = Object.entries(members).map(([member, value]) => `${JSON.stringify(member)}:${JSON.stringify(value)}`)
    await this.#put(name, '{', items, '}')
  }

  /** Counts an item in; false if there is no room for it. */
  takes(item: Uint8Array): boolean {
    const { size, nodes } = measured(item)
    if (this.#size + size + 1 > LIMITS.text || this.#nodes + nodes > LIMITS.nodes) return false
    this.#size += size + 1
    this.#nodes += nodes
    return true
  }

  /** `records`: counted in already. */
  *all(records: readonly Uint8Array[], rest: Record<string, unknown>): Generator<Uint8Array, void, undefined> {
    yield Buffer.from('{')
    yield* this.#pieces
    yield Buffer.from('"records":[')
    for (const [index, record] of records.entries()) yield index === 0 ? record : Buffer.concat([COMMA, record])
    yield Buffer.from(`],${JSON.stringify(rest).slice(1)}`)
  }

  async #put(name: string, open: string, items: Iterable<string>, close: string): Promise<void> {
    let piece = `${JSON.stringify(name)}:${open}`
    let first = true
    for (const text of items) {
      if (!this.takes(Buffer.from(text))) throw tooLargeToExport()
      piece += first ? text : `,${text}`
      first = false
      await breathe()
      if (piece.length < PIECE_BYTES) continue
      this.#pieces.push(Buffer.from(piece))
      piece = ''
    }
    this.#pieces.push(Buffer.from(`${piece}${close},`))
  }
}

const COMMA = Buffer.from(',')

const tooLargeToExport = () =>
  new ApiError(
    413,
    'AccountTooLarge',
    'The account is too large for a file, which can contain 48 MB of text and 2 million values.',
  )
