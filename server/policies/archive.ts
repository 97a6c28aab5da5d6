import { openSync, readSync } from 'node:fs'
import { brotliDecompressSync } from 'node:zlib'
import { BoundedMap } from '../bounds/bounded-map.js'
import { type Edit, restored } from './version-edits.js'

/** What is known of a policy without reading any document. Times are in milliseconds since 1970. */
export interface ArchivedPolicy {
  policyName: string
  path: string
  policyId: string
  defaultVersionId: string
  createDate: number
  updateDate: number
}

export interface ArchivedVersion {
  versionId: string
  createDate: number
}

/** The versions of a policy, newest first, and how each older one differs from the one before it in this list. */
export interface History {
  versions: [number: number, createSeconds: number][]
  edits: Edit[][]
}

/**
 * The start of the file. Policies are in order of name, and everything else stands in that order, too. A block is a
 * compressed text with one line for each of its policies.
 */
export interface ArchiveIndex {
  paths: string[]
  policies: [name: string, path: number, id: string, defaultVersion: number, createSeconds: number, updateSeconds: number][]
  documents: Block[]
  histories: Block[]
}

/** Where a block stands after the index, and the place of its first policy. */
export type Block = [offset: number, length: number, first: number]

/** The length of the compressed index stands before it. */
export const INDEX_LENGTH_BYTES = 4

/** All default documents together have 3.2 MB, so nothing that an account can attach pushes out its own blocks. */
const MAX_KEPT_BYTES = 4_000_000

/**
 * AWS's managed policies in one compressed file. The index is read when the first policy is asked for, and a block when
 * a document in it is. Reading is synchronous: a block costs less than a millisecond (decision 26).
 */
export class Archive {
  readonly #file: URL
  /**
   * The default documents of each block that was read, by its offset. They're kept as texts, because compiled policies are
   * found by them: the same text isn't hashed again.
   */
  readonly #kept = new BoundedMap<number, string[]>({ maxSize: MAX_KEPT_BYTES })
  #opened: Opened | undefined

  constructor(file: URL) {
    this.#file = file
  }

  /** In order of name. */
  get policies(): readonly ArchivedPolicy[] {
    return this.#open().policies
  }

  /** The default version's document of the policy at this place. */
  document(place: number): string {
    const { index } = this.#open()
    const block = blockOf(index.documents, place)
    let documents = this.#kept.get(block[0])
    if (!documents) {
      documents = this.#read(block)
      this.#kept.set(block[0], documents)
    }
    return lineOf(documents, place - block[2])
  }

  /** Newest first. */
  versions(place: number): ArchivedVersion[] {
    return this.#history(place).versions.map(([number, seconds]) => ({
      versionId: `v${number}`,
      createDate: seconds * 1000,
    }))
  }

  /** The document of any version. Those that aren't the default are worked out anew each time. */
  versionDocument(place: number, versionId: string): string | undefined {
    const { versions, edits } = this.#history(place)
    const at = versions.findIndex(([number]) => `v${number}` === versionId)
    return at < 0 ? undefined : restored(this.document(place), edits.slice(0, at))
  }

  #history(place: number): History {
    const block = blockOf(this.#open().index.histories, place)
    return JSON.parse(lineOf(this.#read(block), place - block[2])) as History
  }

  #open(): Opened {
    this.#opened ??= opened(this.#file)
    return this.#opened
  }

  /** The lines of a block. */
  #read([offset, length]: Block): string[] {
    const { descriptor, blocksAt } = this.#open()
    return linesOf(brotliDecompressSync(bytesAt(descriptor, blocksAt + offset, length)))
  }
}

interface Opened {
  /** Stays open, so that an update of the program under a running server mixes no two files. */
  descriptor: number
  blocksAt: number
  index: Pick<ArchiveIndex, 'documents' | 'histories'>
  policies: ArchivedPolicy[]
}

function opened(file: URL): Opened {
  const descriptor = openSync(file, 'r')
  const length = bytesAt(descriptor, 0, INDEX_LENGTH_BYTES).readUInt32BE()
  const text = brotliDecompressSync(bytesAt(descriptor, INDEX_LENGTH_BYTES, length)).toString('latin1')
  const { paths, policies, documents, histories } = JSON.parse(text) as ArchiveIndex
  return {
    descriptor,
    blocksAt: INDEX_LENGTH_BYTES + length,
    index: { documents, histories },
    policies: policies.map(([policyName, path, policyId, version, created, updated]) => ({
      policyName,
      path: paths[path] ?? '/',
      policyId,
      defaultVersionId: `v${version}`,
      createDate: created * 1000,
      updateDate: updated * 1000,
    })),
  }
}

function bytesAt(descriptor: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  const read = readSync(descriptor, bytes, 0, length, position)
  if (read !== length) throw new Error(`the file of AWS managed policies ends after ${position + read} bytes`)
  return bytes
}

function blockOf(blocks: readonly Block[], place: number): Block {
  const block = blocks.findLast(([, , first]) => first <= place)
  if (!block) throw new Error(`no block has the policy at ${place}`)
  return block
}

/** Each line is a text of its own, so that whoever keeps one doesn't keep the block. The file has only ASCII characters. */
function linesOf(block: Buffer): string[] {
  const lines: string[] = []
  for (let start = 0; start <= block.length; ) {
    const newline = block.indexOf('\n', start)
    const end = newline < 0 ? block.length : newline
    lines.push(block.toString('latin1', start, end))
    start = end + 1
  }
  return lines
}

function lineOf(lines: readonly string[], line: number): string {
  const text = lines[line]
  if (text === undefined) throw new Error(`a block has no line ${line}`)
  return text
}
