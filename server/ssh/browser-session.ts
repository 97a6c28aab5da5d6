import { commandOf } from './authorized-keys.js'
import type { BrowserGuest, BrowserOutput, BrowserShell, BrowserStream } from './browser-guest.js'
import type { InstanceShell } from './instance-shell.js'
import type { OpenedLogin } from './logins.js'
import { runWithoutTerminal } from './run-lines.js'
import type { SshServices } from './services.js'
import { Terminal } from './terminal.js'
import { loginAs, TEXTS } from './texts.js'

export interface BrowserSessionOptions {
  guest: BrowserGuest
  login: OpenedLogin
  shell: BrowserShell
  stream: BrowserStream
  /** What stands above the first prompt. */
  welcome: string
  services: SshServices
  onEnd(): void
}

/** How soon a session ends whose page is gone; a page that is reloaded has lost it, too. */
const LOOK_AGAIN_MS = 10_000
const PIECE_BYTES = 32_768
const ROOT_EXIT_CODE = 142

/** A shell that prints into the event stream, and takes keys from requests. */
export class BrowserSession {
  readonly learner: string
  readonly accountId: string
  readonly #id: string
  readonly #options: BrowserSessionOptions
  readonly #stop = new AbortController()
  #last: Promise<void> = Promise.resolve()
  #waiting = 0
  #shell: InstanceShell | undefined
  #terminal: Terminal | undefined
  #over = false
  #activeAt: number
  #cancelLook: () => void = () => {}
  #cancelPause: () => void = () => {}

  constructor(id: string, options: BrowserSessionOptions) {
    this.#id = id
    this.#options = options
    this.learner = options.guest.learner
    this.accountId = options.guest.accountId
    this.#activeAt = options.services.monotonic.now()
  }

  begin(): void {
    const { login, guest, shell, services } = this.#options
    this.#lookAgain()
    if (login.user === 'root') {
      this.#root()
      return
    }
    const { instance, user } = login
    const { command, variables } = commandOf(login.key, shell.command)
    const environment = { ...variables, ...(shell.size ? { TERM: 'xterm-256color' } : {}) }
    this.#shell = services.shells.open({ instance, user, address: guest.address, environment })
    if (shell.size && !login.key.noTerminal) this.#atTerminal(this.#shell, shell.size, command)
    else this.#withoutTerminal(this.#shell, command)
  }

  /** What was typed. */
  type(data: Uint8Array): void {
    this.#active()
    this.#terminal?.feed(data)
  }

  resize(size: { columns: number; rows: number }): void {
    this.#terminal?.resize(size)
  }

  close(): void {
    if (this.#over) return
    this.#over = true
    this.#cancelLook()
    this.#cancelPause()
    this.#stop.abort()
    this.#terminal?.close()
    this.#shell?.close()
    this.#options.onEnd()
  }

  #atTerminal(shell: InstanceShell, size: { columns: number; rows: number }, command: string | undefined): void {
    const { welcome, services } = this.#options
    if (command === undefined) void this.#write('out', welcome.replaceAll('\n', '\r\n'))
    this.#terminal = new Terminal({
      ...{ shell, size, command, limits: services.limits },
      output: { write: (stream, data) => this.#write(stream, data) },
      onEnd: (exitCode) => this.#end(exitCode),
      onFailed: (error) => services.log('the shell of an instance failed', { error }),
    })
    this.#terminal.start()
  }

  #withoutTerminal(shell: InstanceShell, command: string | undefined): void {
    const { services, shell: asked } = this.#options
    const { lineBytes } = services.limits
    const input = { readAll: async () => asked.input }
    const output = { write: (stream: 'out' | 'err', data: string | Uint8Array) => this.#write(stream, data) }
    runWithoutTerminal({ ...{ shell, input, output, lineBytes }, signal: this.#stop.signal }, command).then(
      (exitCode) => this.#end(exitCode),
      (error: unknown) => {
        services.log('the shell of an instance failed', { error })
        this.#end(255)
      },
    )
  }

  #root(): void {
    const { login, services } = this.#options
    void this.#write('out', loginAs(login.instance.defaultUser).replaceAll('\n', '\r\n'))
    this.#cancelPause = services.monotonic.after(services.limits.rootPauseMs, () => this.#end(ROOT_EXIT_CODE))
  }

  /** Settles once the page has taken it. What nobody takes ends the session. */
  #write(stream: 'out' | 'err', data: string | Uint8Array): Promise<void> {
    const bytes = typeof data === 'string' ? Buffer.from(data) : Buffer.from(data)
    if (this.#over || bytes.length === 0) return Promise.resolve()
    if (this.#waiting + bytes.length > this.#options.services.limits.unreadBytes) {
      this.close()
      return Promise.resolve()
    }
    this.#waiting += bytes.length
    this.#last = this.#last.then(() => this.#send(stream, bytes))
    return this.#last
  }

  async #send(stream: 'out' | 'err', bytes: Buffer): Promise<void> {
    for (let at = 0; at < bytes.length && !this.#over; at += PIECE_BYTES) {
      this.#publish({ session: this.#id, stream, data: bytes.toString('base64', at, Math.min(at + PIECE_BYTES, bytes.length)) })
      await this.#options.stream.taken()
    }
    this.#waiting -= bytes.length
  }

  #publish(output: BrowserOutput): void {
    this.#options.stream.publish(output)
  }

  #end(exitCode: number): void {
    void this.#last.then(() => {
      if (this.#over) return
      this.#publish({ session: this.#id, exitCode })
      this.close()
    })
  }

  #active(): void {
    this.#activeAt = this.#options.services.monotonic.now()
  }

  #lookAgain(): void {
    const { services, stream } = this.#options
    this.#cancelLook = services.monotonic.after(LOOK_AGAIN_MS, () => {
      if (!stream.watched()) this.close()
      else if (services.monotonic.now() - this.#activeAt > services.limits.idleMs) {
        void this.#write('err', `${TEXTS.idle}\r\n`)
        this.#end(255)
      } else this.#lookAgain()
    })
  }
}
