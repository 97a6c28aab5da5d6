import type { Socket } from 'node:net'
import type { AuthContext, Connection as SshClient, Session as SshSession } from 'ssh2'
import { breathe } from '../bounds/turn.js'
import { addressAt } from '../proxy/client.js'
import { takeProxyLine } from '../proxy/proxy-line.js'
import { Authentication } from './authentication.js'
import type { OpenedLogin } from './logins.js'
import { drained } from './output.js'
import { packetSizeOf } from './package-internals.js'
import type { Protocol, SshServices } from './services.js'
import { Session } from './session.js'
import { TEXTS } from './texts.js'
import { type Guest, STAGE } from './waiting-room.js'
import { recordedWelcome } from './welcome.js'

/** OpenSSH's clients take 32 KiB, PuTTY 16 KiB. Source of the least: RFC 4254, section 5.1 names none. */
const LEAST_PACKET_BYTES = 4_096
const MAX_NOTICES = 4
/** Of the line in which a client names itself. Source: RFC 4253, section 4.2. */
const MAX_NAME_BYTES = 255
const NEW_LINE = 0x0a
/** Some thirty of the smallest packets. */
const BYTES_AT_ONCE = 2_048

/** One client, from its first byte to the end of its socket. */
export class Connection implements Guest {
  stage: number = STAGE.connected
  readonly #socket: Socket
  readonly #services: SshServices
  /** The client's, once a proxy has named it. */
  #address: string
  readonly #sessions = new Set<Session>()
  readonly #notices: string[] = []
  #software = ''
  #client: SshClient | undefined
  #authentication: Authentication | undefined
  #login: OpenedLogin | undefined
  #welcome: Promise<string> = Promise.resolve('')
  #place: Promise<(() => void) | undefined> = Promise.resolve(undefined)
  #cancelDeadline: () => void
  #cancelClosing: () => void = () => {}

  constructor(socket: Socket, services: SshServices) {
    this.#socket = socket
    this.#services = services
    this.#address = addressAt(socket)
    this.#cancelDeadline = services.monotonic.after(services.limits.loginMs, () => this.destroy())
    socket.setNoDelay(true)
    // Its end follows every error.
    socket.on('error', () => {})
    // The package ends its half and waits for the other side, which may never end its own.
    socket.on('finish', () => {
      this.#cancelClosing = services.monotonic.after(services.limits.closingMs, () => this.destroy())
    })
    socket.on('close', () => this.#closed())
    services.waiting.enter(this, this.#address)
  }

  /** Hands the socket to the package. */
  async begin({ Server, hostKey, algorithms, ident, parseKey }: Protocol): Promise<void> {
    if (this.#services.proxies.named(this.#address)) await this.#hearProxy()
    if (this.#socket.destroyed) return
    const server = new Server({ hostKeys: [hostKey], algorithms, ident }, (client, { header }) => {
      this.#software = header.versions.software
      this.#greeted(client, parseKey)
    })
    server.injectSocket(this.#socket)
    this.#awaitName()
  }

  /** Ends whoever's name is too long. The package would read on for a while. */
  #awaitName(): void {
    const socket = this.#socket
    let length = 0
    const look = (data: Buffer) => {
      const end = data.indexOf(NEW_LINE)
      length += end < 0 ? data.length : end + 1
      if (length > MAX_NAME_BYTES) {
        socket.removeAllListeners('data')
        this.destroy()
      } else if (end >= 0) socket.off('data', look)
    }
    socket.prependListener('data', look)
  }

  /** A security group admits the client's own address, and one client's connections fill no place of another's. */
  async #hearProxy(): Promise<void> {
    const { waiting } = this.#services
    const line = await takeProxyLine(this.#socket)
    if (line.kind === 'broken') this.destroy()
    if (line.kind !== 'client' || this.#socket.destroyed) return
    waiting.leave(this)
    this.#address = line.address
    waiting.enter(this, line.address)
  }

  /** There are too many who wait. */
  turnedOut(): void {
    this.destroy()
  }

  destroy(): void {
    this.#socket.destroy()
  }

  #greeted(client: SshClient, parseKey: Protocol['parseKey']): void {
    const { limits, logins } = this.#services
    this.#client = client
    this.stage = STAGE.greeted
    const authentication = new Authentication({
      ...{ client, logins, parseKey, address: this.#address, tries: limits.tries },
      onOpened: (login) => this.#opened(login),
      onSilent: () => this.#refused(),
      onTooMany: () => this.#socket.end(),
    })
    this.#authentication = authentication
    // The package ends the socket after an error, and the client is told.
    client.on('error', () => {})
    client.on('handshake', () => {
      this.stage = STAGE.encrypted
    })
    client.on('authentication', (context) => void this.#tried(authentication, context))
    client.on('session', (accept, reject) => this.#session(accept, reject))
    client.on('tcpip', (_accept, reject) => this.#without(TEXTS.forwarding, reject))
    client.on('openssh.streamlocal', (_accept, reject) => this.#without(TEXTS.forwarding, reject))
    client.on('request', (_accept, reject) => this.#without(TEXTS.forwarding, reject))
    this.#keepPace()
  }

  /**
   * Stands between the socket and the package, which would work off whatever comes at one go: 64 KiB can be a thousand
   * packets. And what is asked is answered into the socket, whether anybody reads there or not: whoever doesn't take the
   * answers may ask no more. Then the package's own signs of life end the connection after a minute.
   */
  #keepPace(): void {
    const socket = this.#socket
    const [take] = socket.listeners('data') as ((data: Buffer) => void)[]
    if (!take) return
    socket.removeAllListeners('data')
    socket.on('data', (data: Buffer) => {
      if (data.length <= BYTES_AT_ONCE && !socket.writableNeedDrain) take(data)
      else void this.#takeSlowly(data, take)
    })
  }

  async #takeSlowly(data: Buffer, take: (data: Buffer) => void): Promise<void> {
    const socket = this.#socket
    socket.pause()
    for (let at = 0; at < data.length && !socket.destroyed; at += BYTES_AT_ONCE) {
      if (socket.writableNeedDrain) await drained(socket)
      take(data.subarray(at, at + BYTES_AT_ONCE))
      await breathe()
    }
    socket.resume()
  }

  async #tried(authentication: Authentication, context: AuthContext): Promise<void> {
    try {
      await authentication.try(context)
    } catch (error) {
      this.#services.log('an SSH login failed', { error })
      this.destroy()
    }
  }

  #opened(login: OpenedLogin): void {
    const { waiting, places } = this.#services
    waiting.leave(this)
    this.#login = login
    this.#place = places.logins.take(login.instance.accountId)
    // A session that waits for it ends, and is logged.
    this.#place.catch(() => undefined)
    this.#welcome = recordedWelcome(this.#services, login, { address: this.#address, software: this.#software })
    this.#waitForUse()
  }

  #session(accept: () => SshSession, reject: () => void): void {
    const { limits, shells, places, monotonic, log } = this.#services
    const login = this.#login
    if (!login || this.#sessions.size >= limits.channels) {
      reject()
      return
    }
    const accepted = accept()
    if (packetSizeOf(accepted) < LEAST_PACKET_BYTES) {
      this.destroy()
      return
    }
    const session: Session = new Session(accepted, {
      ...{ login, shells, limits, log, socket: this.#socket, address: this.#address },
      welcome: () => this.#welcome,
      notices: () => this.#notices.splice(0),
      takePlace: async () => ((await this.#place) ? places.sessions.take(login.instance.accountId) : undefined),
      onActive: () => this.#waitForUse(),
      onEnd: () => {
        this.#sessions.delete(session)
        this.#waitForUse()
      },
      after: (ms, work) => monotonic.after(ms, work),
    })
    this.#sessions.add(session)
    this.#waitForUse()
  }

  /** Ends a connection that nobody uses: at once if it has no session, or after half an hour. */
  #waitForUse(): void {
    const { limits, monotonic } = this.#services
    this.#cancelDeadline()
    if (this.#socket.destroyed) return
    const used = this.#sessions.size > 0
    this.#cancelDeadline = monotonic.after(used ? limits.idleMs : limits.uselessMs, () => {
      if (used && [...this.#sessions].some(({ busy }) => busy)) {
        this.#waitForUse()
        return
      }
      this.#cancelClosing = monotonic.after(limits.closingMs, () => this.destroy())
      void Promise.all([...this.#sessions].map((session) => session.tell(TEXTS.idle))).then(() => this.#client?.end())
    })
  }

  #without(sentence: string, reject: (() => void) | undefined): void {
    reject?.()
    const [session] = this.#sessions
    if (session) void session.tell(sentence)
    else if (this.#notices.length < MAX_NOTICES && !this.#notices.includes(sentence)) this.#notices.push(sentence)
  }

  #refused(): void {
    const refusal = this.#authentication?.refusal
    if (!refusal) return
    const { records, log } = this.#services
    records
      .refused(refusal, { address: this.#address, software: this.#software })
      .catch((error: unknown) => log('a refused SSH login could not be kept', { error }))
  }

  #closed(): void {
    this.#cancelDeadline()
    this.#cancelClosing()
    this.#services.waiting.leave(this)
    void this.#place.then(
      (leave) => leave?.(),
      () => undefined,
    )
    this.#authentication?.end()
    for (const session of [...this.#sessions]) session.close()
    this.#cancelDeadline()
    // Somebody who gets no answer has been noted already.
    if (!this.#login && this.#authentication?.refusal?.kind === 'refused') this.#refused()
  }
}
