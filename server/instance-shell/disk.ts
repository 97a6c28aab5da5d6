import type { KeptEntry } from '../shell/files.js'

type WrittenFile = Omit<Extract<KeptEntry, { type: 'file' }>, 'content'> & { content: string }
type WrittenEntry = Exclude<KeptEntry, { type: 'file' }> | WrittenFile

/** The files of an instance as JSON text, contents in Base64. */
export const diskText = (entries: readonly KeptEntry[]): string => JSON.stringify(entries.map(written))

const written = (entry: KeptEntry): WrittenEntry =>
  entry.type === 'file' ? { ...entry, content: Buffer.from(entry.content).toString('base64') } : entry

/** The files out of a text of `diskText`. */
export const diskEntries = (text: string): KeptEntry[] => (JSON.parse(text) as WrittenEntry[]).map(keptEntry)

const keptEntry = (entry: WrittenEntry): KeptEntry =>
  entry.type === 'file' ? { ...entry, content: new Uint8Array(Buffer.from(entry.content, 'base64')) } : entry
