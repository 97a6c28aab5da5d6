import type { KeptEntry } from '../shell/files.js'

/** Writable for others than their owner. */
const OPEN_TO_OTHERS = 0o022

export const keysPathOf = (home: string): string => `${home}/.ssh/authorized_keys`

/**
 * The text of the authorized_keys in a home folder; empty if sshd would not read it.
 * Source: sshd_config(5), StrictModes: a file that others could have written is passed over.
 */
export function keysIn(entries: readonly KeptEntry[], home: string): string {
  const path = keysPathOf(home)
  const onTheWay = entries.filter((entry) => path === entry.path || path.startsWith(`${entry.path}/`))
  if (onTheWay.some((entry) => entry.type === 'link' || (entry.mode & OPEN_TO_OTHERS) !== 0)) return ''
  const file = onTheWay.find((entry) => entry.path === path)
  return file?.type === 'file' ? Buffer.from(file.content).toString() : ''
}
