import type { Instant } from '../account/ports.js'
import { globMatches } from '../authorization/glob.js'
import { ipMatches } from '../authorization/ip-address.js'
import { typeOf } from './key-blob.js'

/** One key of a user's `~/.ssh/authorized_keys`. */
export interface AuthorizedKey {
  /** The public half's bytes. */
  blob: Buffer
  comment: string
  /** Runs instead of what the client asks for. */
  command?: string
  /** A terminal is refused. */
  noTerminal: boolean
  /** Addresses, as patterns or ranges, of which `!` excludes some. */
  from?: readonly string[]
  expiresAt?: Instant
}

/** The kinds that our SSH host can verify. */
export const KEY_TYPES: readonly string[] = [
  ...['ssh-ed25519', 'ssh-rsa'],
  ...['ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384', 'ecdsa-sha2-nistp521'],
]

/** An RSA key of 8,192 bits: the largest that EC2 imports has 4,096. */
const MAX_BLOB_BYTES = 1_100
/** Source: OpenSSH, sshkey.h, SSH_MAX_PUBKEY_BYTES. */
const MAX_LINE_LENGTH = 16_384
/** Options that need nothing, since what they turn on or off isn't there. */
const HARMLESS = /^(no-)?(agent-forwarding|port-forwarding|user-rc|X11-forwarding|touch-required)$|^verify-required$/i
const HARMLESS_VALUED = /^(environment|permitlisten|permitopen|tunnel)$/i

/**
 * The keys of an authorized_keys file, in order. A line that can't be understood is passed over, as sshd does.
 * Source: OpenBSD manual, sshd(8), "AUTHORIZED_KEYS FILE FORMAT".
 */
export function authorizedKeys(text: string): AuthorizedKey[] {
  return text.split('\n').flatMap((line) => keyOf(line.trim()) ?? [])
}

function keyOf(line: string): AuthorizedKey | undefined {
  if (line === '' || line.startsWith('#') || line.length > MAX_LINE_LENGTH) return undefined
  const plain = publicKey(line)
  if (plain) return { ...plain, noTerminal: false }
  // Options hold no white space, except within quotes.
  const [options] = /^(?:[^\s"]|"(?:[^"\\]|\\"|\\(?!"))*")+/.exec(line) ?? []
  if (options === undefined) return undefined
  const key = publicKey(line.slice(options.length).trim())
  const limits = key && limitsOf(options)
  return limits ? { ...key, ...limits } : undefined
}

function publicKey(text: string): Pick<AuthorizedKey, 'blob' | 'comment'> | undefined {
  const [, type = '', base64 = '', comment = ''] = /^([a-z\d-]+)[ \t]+([A-Za-z\d+/]+={0,2})(?:[ \t]+(.*))?$/.exec(text) ?? []
  if (!KEY_TYPES.includes(type)) return undefined
  const blob = Buffer.from(base64, 'base64')
  return typeOf(blob) === type && blob.length <= MAX_BLOB_BYTES ? { blob, comment } : undefined
}

type Limits = Omit<AuthorizedKey, 'blob' | 'comment'>

/** Undefined for an option that is unknown: whoever wrote it wanted to limit the key. */
function limitsOf(options: string): Limits | undefined {
  const limits: Limits = { noTerminal: false }
  for (const option of options.match(/(?:[^,"]|"(?:[^"\\]|\\"|\\(?!"))*")+/g) ?? []) {
    const [, name = '', quoted] = /^([A-Za-z\d-]+)(?:="((?:[^"\\]|\\"|\\(?!"))*)")?$/.exec(option) ?? []
    const value = quoted?.replaceAll('\\"', '"')
    if (!applied(limits, name.toLowerCase(), value)) return undefined
  }
  return limits
}

function applied(limits: Limits, name: string, value: string | undefined): boolean {
  if (value === undefined) {
    if (name === 'no-pty' || name === 'restrict') limits.noTerminal = true
    else if (name === 'pty') limits.noTerminal = false
    // A key that signs certificates opens nothing itself.
    else return HARMLESS.test(name)
    return true
  }
  if (name === 'command') limits.command = value
  else if (name === 'from') limits.from = value.split(',')
  else if (name === 'expiry-time') {
    const expiresAt = timeOf(value)
    if (expiresAt === undefined) return false
    limits.expiresAt = expiresAt
  } else return HARMLESS_VALUED.test(name)
  return true
}

/** `YYYYMMDD` or `YYYYMMDDHHMM[SS]`, with or without `Z`: the instances' own time is UTC. */
function timeOf(text: string): Instant | undefined {
  const [, year, month, day, hours = '00', minutes = '00', seconds = '00'] =
    /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?Z?$/.exec(text) ?? []
  const time = Date.parse(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}Z`)
  return Number.isNaN(time) ? undefined : time
}

/** Do the key's own options let somebody in from this address, at this time? */
export function isUsable({ from, expiresAt }: AuthorizedKey, address: string, now: Instant): boolean {
  if (expiresAt !== undefined && now >= expiresAt) return false
  if (from === undefined) return true
  const matches = (pattern: string) => ipMatches(address, pattern) || globMatches(pattern, address)
  if (from.some((pattern) => pattern.startsWith('!') && matches(pattern.slice(1)))) return false
  return from.some((pattern) => !pattern.startsWith('!') && matches(pattern))
}

/**
 * What a login runs, and the variables that this sets: a key's own command takes the place of what the client asked for,
 * which the command finds in a variable. Source: OpenBSD manual, sshd(8), "command=".
 */
export function commandOf({ command }: AuthorizedKey, asked: string | undefined) {
  if (command === undefined || asked === undefined) return { command: command ?? asked, variables: {} }
  return { command, variables: { SSH_ORIGINAL_COMMAND: asked } }
}
