import type { KeptEntry } from '../shell/files.js'

/** What a command changed of an instance's files. */
export interface Changes {
  put: readonly KeptEntry[]
  /** Paths. */
  gone: readonly string[]
}

/** What an instance may keep: bytes of all files, entries of any sort, and characters of a path. */
export const DISK = { bytes: 256 * 1024, entries: 1000, path: 512 } as const

/** There is no room for the changes. */
export class NoSpace extends Error {
  override readonly name = 'NoSpace'
}

export function changesBetween(before: readonly KeptEntry[], after: readonly KeptEntry[]): Changes {
  const known = new Map(before.map((entry) => [entry.path, entry]))
  const left = new Set(after.map(({ path }) => path))
  return {
    put: after.filter((entry) => !isSame(known.get(entry.path), entry)),
    gone: before.flatMap(({ path }) => (left.has(path) ? [] : [path])),
  }
}

/** The entries with the changes, folders before what is in them. Throws NoSpace. */
export function withChanges(entries: readonly KeptEntry[], { put, gone }: Changes): KeptEntry[] {
  const all = new Map(entries.map((entry) => [entry.path, entry]))
  for (const path of gone) all.delete(path)
  for (const entry of put) all.set(entry.path, entry)
  const result = [...all.values()].sort((a, b) => (a.path < b.path ? -1 : 1))
  if (!fits(result)) throw new NoSpace('No space left on device')
  return result
}

export const bytesOf = (entries: readonly KeptEntry[]): number =>
  entries.reduce((sum, entry) => sum + (entry.type === 'file' ? entry.content.byteLength : 0), 0)

const fits = (entries: readonly KeptEntry[]): boolean =>
  entries.length <= DISK.entries && bytesOf(entries) <= DISK.bytes && entries.every(({ path }) => path.length <= DISK.path)

function isSame(a: KeptEntry | undefined, b: KeptEntry): boolean {
  if (a?.type === 'link') return b.type === 'link' && a.target === b.target
  if (a?.type === 'folder') return b.type === 'folder' && a.mode === b.mode
  if (a?.type !== 'file' || b.type !== 'file') return false
  return a.mode === b.mode && a.mtime === b.mtime && isEqual(a.content, b.content)
}

const isEqual = (a: Uint8Array, b: Uint8Array): boolean =>
  a.byteLength === b.byteLength && a.every((byte, index) => byte === b[index])
