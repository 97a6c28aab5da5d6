import { createServer, type Server as NetServer, type Socket } from 'node:net'
import type { Algorithms } from 'ssh2'
import type { Monotonic } from '../account/ports.js'
import type { OwnSecrets } from '../store/own-secrets.js'
import type { Seats } from '../store/seats.js'
import type { ChallengeServices } from './browser-challenges.js'
import { BrowserLogins } from './browser-logins.js'
import { Connection } from './connection.js'
import { type HostKey, hostKeyOf } from './host-key.js'
import type { InstanceDirectory } from './instance-directory.js'
import type { InstanceShells } from './instance-shell.js'
import { SSH_LIMITS, type SshLimits } from './limits.js'
import { type LoginRecordServices, LoginRecords } from './login-records.js'
import { InstanceLogins } from './logins.js'
import { readOnce } from './package-internals.js'
import { PlacesInMemory, placesInTable } from './places.js'
import type { Protocol, SshProxies, SshServices } from './services.js'
import { WaitingRoom } from './waiting-room.js'

/** What the instances of this server are to the SSH host. */
export interface SshInstances {
  directory: InstanceDirectory
  shells: InstanceShells
}

export interface SshHostOptions extends LoginRecordServices, ChallengeServices {
  instances: SshInstances
  secrets: OwnSecrets
  /** Where several processes share a database. */
  seats?: Seats | undefined
  monotonic: Monotonic
  limits?: Partial<SshLimits>
  proxies?: SshProxies
  log(event: string, details: Record<string, unknown>): void
}

/**
 * Key exchange by elliptic curves only: the large groups of numbers block the event loop. Nothing is compressed, so that
 * no small packet becomes a large one. AWS's images offer more, and every client of the last ten years has one of these.
 */
const ALGORITHMS: Algorithms = {
  kex: ['curve25519-sha256', 'curve25519-sha256@libssh.org', 'ecdh-sha2-nistp256'],
  cipher: ['aes128-gcm@openssh.com', 'aes256-gcm@openssh.com', 'aes128-ctr', 'aes256-ctr'],
  hmac: ['hmac-sha2-256-etm@openssh.com', 'hmac-sha2-512-etm@openssh.com', 'hmac-sha2-256', 'hmac-sha2-512'],
  compress: ['none'],
}
const IDENT = 'IAM_Dojo'
const NO_PROXIES: SshProxies = { calls: () => false, named: () => false }

/** The SSH server of all instances, with the browser's way into them beside it. */
export class SshHost {
  /** The way in from the browser's terminal. */
  readonly browser: BrowserLogins
  readonly #options: SshHostOptions
  readonly #services: SshServices
  readonly #connections = new Set<Connection>()
  #server: NetServer | undefined
  #port: number | undefined
  #protocol: Promise<Protocol> | undefined
  #hostKey: Promise<HostKey> | undefined

  constructor(options: SshHostOptions) {
    this.#options = options
    const limits = { ...SSH_LIMITS, ...options.limits }
    const { instances, monotonic, random, log, seats, proxies = NO_PROXIES } = options
    const most = { all: limits.sessions, ofKey: limits.sessionsOfAccount }
    const places = (room: string) => (seats ? placesInTable(seats, room, most) : new PlacesInMemory(most))
    this.#services = {
      logins: new InstanceLogins(instances.directory),
      shells: instances.shells,
      records: new LoginRecords(options),
      limits,
      waiting: new WaitingRoom(limits, random, proxies.calls),
      places: { logins: places('ssh-logins'), sessions: places('ssh-sessions') },
      ...{ monotonic, log, proxies },
    }
    this.browser = new BrowserLogins(this.#services, options)
  }

  /** Where it listens; undefined while it doesn't. */
  get port(): number | undefined {
    return this.#port
  }

  /** Connections, logged in or not. */
  get size(): number {
    return this.#connections.size
  }

  /** Until what came of the logins that have ended is known. */
  settled(): Promise<void> {
    return this.#services.records.settled()
  }

  /** For GetConsoleOutput: the key is made when somebody asks for the first time. */
  hostKey(): Promise<HostKey> {
    this.#hostKey ??= hostKeyOf(this.#options.secrets).catch((error: unknown) => {
      this.#hostKey = undefined
      throw error
    })
    return this.#hostKey
  }

  /** Resolves with the port, which the system chooses for port 0. Rejects with node's own error if it can't listen. */
  async listen(port: number, host: string): Promise<number> {
    const server = createServer((socket) => this.#accept(socket))
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, host, () => {
        server.off('error', reject)
        resolve()
      })
    })
    server.on('error', (error) => this.#options.log('the SSH host failed', { error }))
    this.#server = server
    const address = server.address()
    this.#port = typeof address === 'object' && address ? address.port : port
    return this.#port
  }

  /** Ends all connections at once. */
  async close(): Promise<void> {
    const server = this.#server
    this.#server = undefined
    this.#port = undefined
    const closed = server ? new Promise((resolve) => server.close(resolve)) : undefined
    for (const connection of this.#connections) connection.destroy()
    this.browser.close()
    await closed
  }

  #accept(socket: Socket): void {
    const connection = new Connection(socket, this.#services)
    this.#connections.add(connection)
    socket.on('close', () => this.#connections.delete(connection))
    const begun = this.#loaded().then((protocol) => connection.begin(protocol))
    begun.catch((error: unknown) => {
      this.#options.log('the SSH host could not begin', { error })
      connection.destroy()
    })
  }

  /** At the first connection: whoever needs no SSH doesn't wait for the package. */
  #loaded(): Promise<Protocol> {
    this.#protocol ??= this.#load().catch((error: unknown) => {
      this.#protocol = undefined
      throw error
    })
    return this.#protocol
  }

  async #load(): Promise<Protocol> {
    const [{ default: ssh2 }, { privateKey }] = await Promise.all([import('ssh2'), this.hostKey()])
    const { parseKey } = ssh2.utils
    const hostKey = readOnce(parseKey, privateKey)
    return { Server: ssh2.Server, parseKey, hostKey, algorithms: ALGORITHMS, ident: IDENT }
  }
}
