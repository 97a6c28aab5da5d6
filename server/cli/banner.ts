import type { Authority } from '../tls/authority.js'
import type { Addresses } from './addresses.js'
import { type BehindProxy, tlsEndsAtProxy } from './behind-proxy.js'
import { DEFAULT_URL } from './commands.js'
import type { Database } from './database.js'
import { sshLines } from './listening.js'
import { isLoopback } from './loopback.js'
import { print } from './output.js'
import type { TlsChoice } from './tls.js'

interface Options {
  host: string
  tls: TlsChoice
  proxy: BehindProxy
  insecure: boolean
  database: Database | undefined
  dataDir: string | undefined
  bcryptCost: number
}

interface Started {
  at: Addresses
  /** Makes a browser the person at the machine. */
  entrance: string
  options: Options
  sshPort: number | 'taken' | undefined
  /** Undefined without certificates of the server's own. */
  authority: Omit<Authority, 'issue'> | undefined
  /** Where to teach and to join; none without a classroom. */
  ofClassroom: readonly string[]
}

/** What a server says once it listens. */
export function banner({ at, entrance, options, sshPort, authority, ofClassroom }: Started): void {
  const { database, dataDir, bcryptCost, proxy } = options
  const lines = [
    `IAM Dojo is ready at ${at.shown}/signin`,
    ...(ofClassroom.length > 0 ? ofClassroom : elsewhere(at)),
    ...trust(at, authority),
    'Open this address to make a browser yours. It works once, within 10 minutes, and "iam-dojo open" prints a new one:',
    `  ${entrance}`,
    ...sshLines(sshPort),
    keptIn(database, dataDir),
    ...(bcryptCost < 10 ? [`Passwords are hashed weakly (bcrypt cost ${bcryptCost}), for tests only`] : []),
    ...(proxy.publicUrl ? [`Your proxy reaches it at ${at.own}`] : []),
    ...(proxy.publicUrl && proxy.trustedProxies.length === 0
      ? ['Every client counts as the proxy. To tell them apart, add --trust-proxy with its address']
      : []),
    ...warning(options),
    ...(ofClassroom.length > 0 ? [] : nextSteps(at)),
    'Stop with Ctrl+C',
  ]
  print(lines.join('\n'))
}

/** Every other address under which it's reached. */
function elsewhere({ shown, own, others }: Addresses): string[] {
  const rest = [...others, own].filter((address) => address !== shown)
  return rest.length > 0 && others.length > 0 ? ['It is also reached at:', ...rest.map((address) => `  ${address}`)] : []
}

const trust = ({ shown }: Addresses, authority: Started['authority']): string[] =>
  authority
    ? [
        `Browsers warn until they trust this server. How to do that: ${shown.replace('https:', 'http:')}/trust`,
        `  SHA-256 of its authority, to compare: ${authority.fingerprint}`,
      ]
    : []

function warning({ host, tls, proxy, insecure }: Options): string[] {
  if (isLoopback(host) || tls !== 'off' || (tlsEndsAtProxy(proxy) && !insecure)) return []
  return [
    'WARNING: other machines can reach this server, and it uses plain HTTP.',
    'WARNING: anyone on the same network can read passwords and keys. Use --tls instead of --insecure.',
  ]
}

const nextSteps = ({ own }: Addresses): string[] => [
  'Next: open that address and choose "Start the course", or create an account for the aws CLI:',
  `  npm exec --offline -- iam-dojo account create --env${isUsual(own) ? '' : ` --url ${own}`}`,
]

/** Commands find the server on the usual port by themselves, over TLS, too. */
const isUsual = (own: string): boolean => own.replace('https:', 'http:') === DEFAULT_URL

function keptIn(database: Database | undefined, dataDir: string | undefined): string {
  const place = database?.name ?? dataDir
  return place === undefined
    ? 'Accounts are kept in memory only: nothing is left when the server stops'
    : `Accounts are kept in ${place}`
}
