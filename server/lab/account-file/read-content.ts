import type { z } from 'zod'
import type { Entity } from '../../account/account.js'
import type { Kind } from '../../account/entities.js'
import { ApiError } from '../../api/api-error.js'
import type { Job } from '../../worker/job.js'
import { entitySchema, inTheClear, progressSchema, type RawSection, recordSchema, restSchema, stampSchema } from './content.js'
import { damaged, invalidAccount } from './errors.js'
import { jsonItems, parsedItem } from './json-items.js'
import { JsonScan } from './json-scan.js'
import { LIMITS } from './limits.js'
import { AccountMeaning } from './meaning/account-meaning.js'
import { type ReadFile, readParts, readVersion1 } from './read-file.js'
import { unpack } from './unpack.js'

/** A file as it came in: one of version 2 without its raw part, or one of version 1 whole. */
export type FileInput = { now: number } & (
  | { version: 1; passphrase: string; file: ArrayBuffer[] }
  | { version: 2; passphrase: string; head: Uint8Array; sealed: ArrayBuffer[] }
  /** The second account of a lesson, out of a file's raw part. */
  | { version: 'lesson-account'; accountId: string; packed: ArrayBuffer[] }
)

/** Some of what a file holds, as plain data: secrets stand as `{ $secret }`, since a message keeps no classes. */
export interface ContentPart {
  entities: { kind: string; entity: Record<string, unknown> }[]
  stamps: unknown[]
  /** A list as JSON text; see PackedRecords. */
  records: { list: Uint8Array; count: number }
  progress: [lesson: string, progress: unknown][]
}

/** What is left to say once all parts were given, or why the file is refused. */
export type FileAnswer =
  | { accountId: string; key: Uint8Array; nextSequence: number; fixture?: string; lesson?: string; raw: RawSection[] }
  | { error: { status: number; code: string; message: string } }

/** What is parsed item by item; the other members are small. */
const TAKEN = new Set(['entities', 'stamps', 'records', 'progress'])
const ITEM = { ...LIMITS, nodes: LIMITS.itemNodes }
/** A part costs the server some 5 ms to receive. */
const PART = { nodes: 4_000, text: 250_000 }

/** What the worker does for it. */
export type FileJobs = { readAccountFile: Job<FileInput, FileAnswer, ContentPart> }

/** Opens, measures, parses, and checks a file, and gives its content in parts. Changes nothing. */
export const readAccountFile: FileJobs['readAccountFile'] = async (input, give) => {
  try {
    return await readContent(await opened(input), input.now, give)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return { error: { status: error.status, code: error.code, message: error.message } }
  }
}

async function opened(input: FileInput): Promise<Opened> {
  if (input.version === 'lesson-account') {
    const { accountId, version, packed } = input
    return { accountId, version, key: new Uint8Array(), text: await unpack(packed.map((block) => new Uint8Array(block))) }
  }
  const { passphrase } = input
  const { head, key, text } =
    input.version === 1 ? await readVersion1(input.file, passphrase) : await readParts(input.head, input.sealed, passphrase)
  return { accountId: head.accountId, version: head.version, key, text }
}

interface Opened extends Pick<ReadFile, 'key' | 'text'> {
  accountId: string
  version: FileInput['version']
}

async function readContent(
  { accountId, version, key, text }: Opened,
  now: number,
  give: (part: ContentPart) => Promise<void>,
): Promise<FileAnswer> {
  const meaning = new AccountMeaning(accountId, now)
  const rest = new Map<string, unknown>()
  let part = emptyPart()
  let [nodes, size] = [0, 0]
  for (const item of jsonItems(text, TAKEN)) {
    const scan = new JsonScan(ITEM)
    scan.take(text.subarray(item.start, item.end))
    const value = parsedItem(text, item)
    if (!TAKEN.has(item.member)) rest.set(item.member, value)
    else put(part, item, value, meaning)
    nodes += scan.nodes
    size += scan.size
    if (nodes < PART.nodes && size < PART.text) continue
    await give(packed(part))
    part = emptyPart()
    nodes = 0
    size = 0
  }
  const { nextSequence, fixture, lesson, raw } = shaped('The file', restSchema, Object.fromEntries(rest))
  if ((raw === undefined) !== (version === 1)) throw damaged()
  if ((lesson !== undefined) !== (version === 'lesson-account')) throw damaged()
  meaning.end(nextSequence)
  await give(packed(part))
  const more = { ...(fixture === undefined ? {} : { fixture }), ...(lesson === undefined ? {} : { lesson }) }
  return { accountId, key, nextSequence, raw: raw ?? [], ...more }
}

type OpenPart = Omit<ContentPart, 'records'> & { records: unknown[] }

const emptyPart = (): OpenPart => ({ entities: [], stamps: [], records: [], progress: [] })

const packed = ({ records, ...part }: OpenPart): ContentPart => ({
  ...part,
  records: { list: Buffer.from(JSON.stringify(records)), count: records.length },
})

/** Checks an item's shape and meaning, and adds it to the part. Throws ApiError. */
function put(
  part: OpenPart,
  { member, name }: { member: string; name?: string },
  value: unknown,
  meaning: AccountMeaning,
): void {
  if (name !== undefined) {
    if (member !== 'progress') throw damaged()
    const progress = shaped('The progress in a lesson', progressSchema, value)
    meaning.progress(name, progress)
    part.progress.push([name, progress])
  } else if (member === 'entities') {
    const { kind, entity } = shaped('An entity', entitySchema, value)
    meaning.entity(kind, entity as Entity<Kind>)
    part.entities.push({ kind, entity: inTheClear(entity) })
  } else if (member === 'records') {
    const record = shaped('A request record', recordSchema, value)
    meaning.record(record)
    part.records.push(record)
  } else if (member === 'stamps') {
    const stamp = shaped('A last use', stampSchema, value)
    meaning.stamp(stamp)
    part.stamps.push(stamp)
  } else throw damaged()
}

function shaped<T>(what: string, schema: z.ZodType<T>, value: unknown): T {
  const { success, data, error } = schema.safeParse(value)
  if (success) return data
  const [issue] = error.issues
  throw invalidAccount(`${what} does not have the form that IAM Dojo exports, at '${issue?.path.join('.') ?? ''}'`)
}
