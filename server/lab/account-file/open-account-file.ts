import { createHash } from 'node:crypto'
import type { Entity } from '../../account/account.js'
import type { Kind } from '../../account/entities.js'
import type { AdoptedDisk, Stamp } from '../../account/repository.js'
import { ApiError } from '../../api/api-error.js'
import { Blocks } from '../../bounds/blocks.js'
import type { ByteReader } from '../../bounds/byte-reader.js'
import type { Outcome } from '../../worker/worker.js'
import type { LessonProgress } from '../progress/progress.js'
import { type Content, outOfTheClear, PackedRecords, type RawSection } from './content.js'
import { damaged, newer, tooLarge } from './errors.js'
import { bareLine, headOfLine, MAX_HEAD_BYTES } from './file-head.js'
import { DiskSections, INSTANCE_DISK } from './instance-disks.js'
import { LESSON_ACCOUNT, LessonAccounts, type PackedAccount } from './lesson-accounts.js'
import { LIMITS } from './limits.js'
import type { ContentPart, FileAnswer, FileInput } from './read-content.js'
import { chunksOf, openedPart } from './sealed-parts.js'

/** An account file that was opened and found to be whole, and an account. */
export interface OpenedAccount {
  accountId: string
  content: Content
  account: Entity<'Account'>
  /** The files of its instances. */
  disks: readonly AdoptedDisk[]
}

/** Runs `readAccountFile` in the worker. */
export type ReadInWorker = (
  input: FileInput,
  transfer: ArrayBuffer[],
  onPart: (part: ContentPart) => void,
) => Promise<Outcome<FileAnswer>>

/** Takes the bytes of one section of the raw part, in pieces; sections are numbered. */
export type TakeSection = (piece: Uint8Array, section: number) => void

/** What a file holds: an account, and the second accounts of its lessons. */
export interface OpenedFile extends OpenedAccount {
  partners: (OpenedAccount & { lesson: string })[]
}

/**
 * Opens and checks a file without changing anything; throws ApiError. On the event loop the file is only copied and its
 * content received in small parts: what costs more than its bytes runs in the worker (decision 14).
 */
export async function openAccountFile(
  read: ReadInWorker,
  file: ByteReader,
  { passphrase, now }: { passphrase: string; now: number },
  /** By kind: what to do with further sections of the raw part. */
  sections: Readonly<Record<string, TakeSection>> = {},
): Promise<OpenedFile> {
  const first = await file.line(MAX_HEAD_BYTES)
  const line = first && bareLine(first)
  const content = new Received()
  if (!line || !headOfLine(line)) {
    const blocks = await wholeFile(line, file)
    const answer = answered(await read({ version: 1, file: blocks, passphrase, now }, blocks, content.take))
    return { ...content.opened(answer), disks: [], partners: [] }
  }
  const sealed = await chunksToHandOver(file)
  const answer = answered(
    await read({ version: 2, head: Uint8Array.from(line), sealed, passphrase, now }, sealed, content.take),
  )
  const { key, raw } = answer
  const lessonAccounts = new LessonAccounts()
  const disks = new DiskSections()
  const takers = { [LESSON_ACCOUNT]: lessonAccounts.take, [INSTANCE_DISK]: disks.take, ...sections }
  await checkRaw(openedPart({ key, head: line, part: 2 }, chunksOf(file, LIMITS.raw)), raw, takers)
  if (!(await file.atEnd())) throw damaged()
  const partners: OpenedFile['partners'] = []
  for (const one of lessonAccounts.all()) {
    const partner = await lessonAccount(read, one, now)
    partners.push({ ...partner, disks: await disks.of(partner) })
  }
  const opened = content.opened(answer)
  return { ...opened, disks: await disks.of(opened), partners }
}

/** A second account obeys the same rules as the first, within the same limits. */
async function lessonAccount(
  read: ReadInWorker,
  { accountId, packed }: PackedAccount,
  now: number,
): Promise<Omit<OpenedFile['partners'][number], 'disks'>> {
  const content = new Received()
  const blocks = [Uint8Array.from(packed).buffer]
  const answer = answered(await read({ version: LESSON_ACCOUNT, accountId, packed: blocks, now }, blocks, content.take))
  if (answer.lesson === undefined || answer.raw.length > 0) throw damaged()
  return { ...content.opened(answer), lesson: answer.lesson }
}

/** A file of version 1, or something else: to be held whole. */
async function wholeFile(line: Buffer | undefined, file: ByteReader): Promise<ArrayBuffer[]> {
  const blocks = new Blocks()
  if (line) blocks.push(Buffer.concat([line, Buffer.from('\n')]))
  for await (const piece of file.all()) {
    blocks.push(piece)
    if (blocks.size > LIMITS.version1) throw tooLarge()
  }
  return blocks.end()
}

/** Each in memory of its own, which can move to the worker. */
async function chunksToHandOver(file: ByteReader): Promise<ArrayBuffer[]> {
  const chunks: ArrayBuffer[] = []
  for await (const { sealed } of chunksOf(file, LIMITS.sealed)) chunks.push(Uint8Array.from(sealed).buffer)
  return chunks
}

function answered(outcome: Outcome<FileAnswer>): Exclude<FileAnswer, { error: unknown }> {
  const value = outcomeOf(outcome)
  if ('error' in value) {
    const { status, code, message } = value.error
    throw new ApiError(status, code, message)
  }
  return value
}

/** What the worker made of a job over a file. Throws ApiError. */
export function outcomeOf<T>(outcome: Outcome<T>): T {
  if (outcome.status === 'done') return outcome.value
  if (outcome.status === 'failed') throw outcome.error
  if (outcome.status === 'busy') {
    throw new ApiError(503, 'Busy', 'The server is busy with other account files. Try again in a minute.')
  }
  if (outcome.status === 'late') {
    throw new ApiError(503, 'TookTooLong', 'This took too long. Nothing was changed. Try again in a minute.')
  }
  throw tooLarge()
}

/** Streams the raw part: each section must be as long as the content says, and have its digest. */
async function checkRaw(
  pieces: AsyncIterable<Buffer>,
  sections: readonly RawSection[],
  takers: Readonly<Record<string, TakeSection>>,
): Promise<void> {
  const left = [...sections]
  let [hash, bytes] = [createHash('sha256'), 0]
  for await (const piece of pieces) {
    let rest = piece
    while (rest.length > 0) {
      const [section] = left
      if (!section) throw damaged()
      const some = rest.subarray(0, section.bytes - bytes)
      hash.update(some)
      takers[section.kind]?.(some, sections.length - left.length)
      bytes += some.length
      rest = rest.subarray(some.length)
      if (bytes < section.bytes) continue
      if (hash.digest('hex') !== section.sha256) throw damaged()
      left.shift()
      hash = createHash('sha256')
      bytes = 0
    }
  }
  if (left.length > 0) throw damaged()
  if (sections.some(({ kind }) => !Object.hasOwn(takers, kind))) throw newer()
}

/** What has come from the worker so far. */
class Received {
  readonly #entities: Content['entities'] = []
  readonly #stamps: Stamp[] = []
  readonly #records = new PackedRecords()
  readonly #progress: [string, LessonProgress][] = []

  /** Its types are what the worker has checked them to be. */
  readonly take = ({ entities, stamps, records, progress }: ContentPart): void => {
    for (const { kind, entity } of entities) {
      this.#entities.push({ kind: kind as Kind, entity: outOfTheClear(entity) as Entity<Kind> })
    }
    this.#stamps.push(...(stamps as Stamp[]))
    if (records.count > 0) this.#records.add(records.list, records.count)
    this.#progress.push(...(progress as [string, LessonProgress][]))
  }

  opened({ accountId, nextSequence, fixture }: Exclude<FileAnswer, { error: unknown }>): Omit<OpenedAccount, 'disks'> {
    const account = this.#entities.find(({ kind }) => kind === 'Account')?.entity as Entity<'Account'> | undefined
    if (!account) throw damaged()
    const content: Content = {
      entities: this.#entities,
      stamps: this.#stamps,
      records: this.#records,
      nextSequence,
      progress: Object.fromEntries(this.#progress),
      ...(fixture === undefined ? {} : { fixture }),
    }
    return { accountId, content, account }
  }
}
