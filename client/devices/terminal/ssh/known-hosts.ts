import { type PublicKey, publicLine, readPublicLine } from './public-key.js'

/** A line of known_hosts: names, and a key. */
export interface KnownHost {
  /** Counted from 1. */
  line: number
  names: readonly string[]
  key: PublicKey
}

/** Hashed names, patterns and marks are left alone: ssh here writes none. Source: sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT". */
export function knownHosts(text: string): KnownHost[] {
  return text.split('\n').flatMap((line, index) => {
    const [, names = '', rest = ''] = /^\s*([^\s#@|]\S*)\s+(.*)$/.exec(line) ?? []
    const key = readPublicLine(rest)
    return key ? [{ line: index + 1, names: names.split(','), key }] : []
  })
}

export const knownHostLine = (name: string, blob: Uint8Array): string => `${name} ${publicLine({ blob, comment: '' })}\n`

/** Without the lines of a host, and which lines they were. */
export function withoutHost(text: string, name: string): { text: string; removed: number[] } {
  const removed = knownHosts(text).flatMap(({ line, names }) => (names.includes(name) ? [line] : []))
  const lines = text.split('\n').filter((_, index) => !removed.includes(index + 1))
  return { text: lines.join('\n'), removed }
}
