import type { Socket } from 'node:net'
import { plainAddress } from './address.js'

const PREFIX = Buffer.from('PROXY ')
/** With the line's end. Source: The PROXY protocol, section 2.1. */
const LONGEST = 107
const FORM = /^PROXY (?:TCP4|TCP6) (\S+) \S+ \d{1,5} \d{1,5}$/

/** What a proxy says about a connection that it passes on. */
export type ProxyLine =
  | { kind: 'client'; address: string }
  /** The proxy itself calls, or doesn't know the client. */
  | { kind: 'unknown' }
  | { kind: 'broken' }

/** Reads the line of version 1. Undefined: there is more to come. `length` is how many of the bytes it has. */
export function readProxyLine(bytes: Buffer): { line: ProxyLine; length: number } | undefined {
  const known = Math.min(bytes.length, PREFIX.length)
  if (!bytes.subarray(0, known).equals(PREFIX.subarray(0, known))) return BROKEN
  const end = bytes.subarray(0, LONGEST).indexOf('\r\n')
  if (end < 0) return bytes.length < LONGEST ? undefined : BROKEN
  const text = bytes.toString('latin1', 0, end)
  const length = end + 2
  if (text === 'PROXY UNKNOWN' || text.startsWith('PROXY UNKNOWN ')) return { line: { kind: 'unknown' }, length }
  const address = plainAddress(FORM.exec(text)?.[1] ?? '')
  return address === undefined ? BROKEN : { line: { kind: 'client', address }, length }
}

const BROKEN = { line: { kind: 'broken' }, length: 0 } as const

/**
 * Takes the line off a connection, and leaves what comes after it. There is no guessing whether a proxy sends the line:
 * where it doesn't, a client could send one of its own. Broken, too, if the connection ends before.
 */
export function takeProxyLine(socket: Socket): Promise<ProxyLine> {
  return new Promise((resolve) => {
    let bytes: Buffer = Buffer.alloc(0)
    const end = ({ line, length }: { line: ProxyLine; length: number }) => {
      socket.off('readable', look)
      socket.off('close', gone)
      if (bytes.length > length) socket.unshift(bytes.subarray(length))
      resolve(line)
    }
    const gone = () => {
      bytes = Buffer.alloc(0)
      end(BROKEN)
    }
    const look = () => {
      for (let chunk: Buffer | null = socket.read(); chunk !== null; chunk = socket.read())
        bytes = Buffer.concat([bytes, chunk])
      const read = readProxyLine(bytes)
      if (read) end(read)
    }
    socket.on('readable', look)
    socket.on('close', gone)
  })
}
