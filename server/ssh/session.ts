import type { Socket } from 'node:net'
import type { PseudoTtyInfo, ServerChannel, Session as SshSession } from 'ssh2'
import { commandOf } from './authorized-keys.js'
import { Input } from './input.js'
import type { InstanceShell, InstanceShells } from './instance-shell.js'
import type { SshLimits } from './limits.js'
import type { OpenedLogin } from './logins.js'
import { Output } from './output.js'
import { runWithoutTerminal } from './run-lines.js'
import { Terminal } from './terminal.js'
import { loginAs, TEXTS } from './texts.js'

export interface SessionOptions {
  login: OpenedLogin
  socket: Socket
  address: string
  shells: InstanceShells
  limits: SshLimits
  /** What stands above the first prompt. */
  welcome(): Promise<string>
  /** What was refused before this session began, for whoever logged in to read. */
  notices(): string[]
  /** A place among the sessions; undefined where there is none. */
  takePlace(): Promise<(() => void) | undefined>
  /** Somebody typed, or a command ended. */
  onActive(): void
  onEnd(): void
  after(ms: number, work: () => void): () => void
  log(event: string, details: Record<string, unknown>): void
}

/** Variables that sshd accepts by default on these images. Source: sshd_config(5), AcceptEnv. */
const ACCEPTED_VARIABLE = /^(LANG|LANGUAGE|LC_[A-Z]{1,20})$/
const MAX_VALUE_LENGTH = 256
const MAX_SIZE = 1_000
const MAX_NOTICES = 4
const ROOT_EXIT_CODE = 142
const CROWDED_EXIT_CODE = 254

/** One channel of a login: a terminal, a command, or a script on standard input. */
export class Session {
  readonly #options: SessionOptions
  readonly #environment: Record<string, string> = {}
  readonly #notices: string[] = []
  #size: { columns: number; rows: number } | undefined
  #output: Output | undefined
  #channel: ServerChannel | undefined
  #shell: InstanceShell | undefined
  #terminal: Terminal | undefined
  #stop: AbortController | undefined
  #leavePlace: (() => void) | undefined
  #cancelPause: (() => void) | undefined
  #over = false

  constructor(session: SshSession, options: SessionOptions) {
    this.#options = options
    session.on('pty', (accept, reject, info) => this.#pty(info, accept, reject))
    session.on('window-change', (_accept, _reject, { cols, rows }) => this.#resize(cols, rows))
    session.on('env', (accept, reject, { key, val }) => (this.#variable(key, val) ? accept?.() : reject?.()))
    session.on('x11', (_accept, reject) => this.#without(TEXTS.x11, reject))
    session.on('auth-agent', (_accept, reject) => this.#without(TEXTS.agent, reject))
    session.on('signal', () => this.#interrupt())
    session.on('shell', (accept) => this.#begun(accept(), undefined))
    session.on('exec', (accept, _reject, { command }) => this.#begun(accept(), command))
    session.on('subsystem', (accept, _reject, { name }) => this.#subsystem(accept(), name))
    session.on('close', () => this.close())
  }

  /** A sentence that whoever logged in should read: at once, or when there is something to write on. */
  async tell(sentence: string): Promise<void> {
    if (this.#output) await this.#output.write('err', `${sentence}${this.#size ? '\r\n' : '\n'}`)
    else if (this.#notices.length < MAX_NOTICES && !this.#notices.includes(sentence)) this.#notices.push(sentence)
  }

  /** Is a command at work, or something else that needs nobody to type? */
  get busy(): boolean {
    return this.#stop !== undefined
  }

  close(): void {
    if (this.#over) return
    this.#over = true
    this.#cancelPause?.()
    this.#stop?.abort()
    this.#terminal?.close()
    this.#output?.close()
    this.#shell?.close()
    this.#leavePlace?.()
    this.#channel?.close()
    this.#options.onEnd()
  }

  #pty(info: PseudoTtyInfo, accept: () => void, reject: () => void): void {
    if (this.#options.login.key.noTerminal) {
      reject?.()
      return
    }
    const { term } = info as PseudoTtyInfo & { term?: string }
    this.#size = sizeOf(info.cols, info.rows)
    this.#environment.TERM = /^[\w.+-]{1,64}$/.test(term ?? '') ? (term ?? '') : 'xterm'
    accept?.()
  }

  #resize(columns: number, rows: number): void {
    if (!this.#size) return
    this.#size = sizeOf(columns, rows)
    this.#terminal?.resize(this.#size)
  }

  #variable(name: string, value: string): boolean {
    if (!ACCEPTED_VARIABLE.test(name) || value.length > MAX_VALUE_LENGTH) return false
    if (Object.keys(this.#environment).length >= 20) return false
    this.#environment[name] = value
    return true
  }

  #without(sentence: string, reject: () => void): void {
    reject?.()
    void this.tell(sentence)
  }

  #interrupt(): void {
    this.#terminal?.interrupt()
    this.#stop?.abort()
  }

  #begun(channel: ServerChannel | undefined, asked: string | undefined): void {
    const output = this.#open(channel)
    if (!channel || !output) return
    this.#begin(channel, output, asked).catch((error: unknown) => this.#failed(error))
  }

  async #begin(channel: ServerChannel, output: Output, asked: string | undefined): Promise<void> {
    const { login, limits, takePlace } = this.#options
    const leave = await takePlace()
    if (this.#over) {
      leave?.()
      return
    }
    this.#leavePlace = leave
    if (!leave) this.#refuse(TEXTS.crowded, CROWDED_EXIT_CODE)
    else if (login.user === 'root') this.#root(channel, output)
    else if (asked !== undefined && Buffer.byteLength(asked) > limits.lineBytes) this.#refuse(TEXTS.longLine, 1)
    else if (asked !== undefined && /^\s*scp(\s|$)/.test(asked)) this.#refuse(TEXTS.files, 1)
    else {
      const { command, variables } = commandOf(login.key, asked)
      Object.assign(this.#environment, variables)
      this.#run(channel, output, command)
    }
  }

  #open(channel: ServerChannel | undefined): Output | undefined {
    // A session has one shell or command; the package gives no second channel.
    if (!channel || this.#over) return undefined
    const { socket, limits, notices } = this.#options
    channel.on('close', () => this.close())
    channel.on('error', () => this.close())
    this.#channel = channel
    this.#output = new Output(channel, socket, limits.unreadBytes, () => this.close())
    for (const sentence of [...notices(), ...this.#notices]) void this.tell(sentence)
    return this.#output
  }

  #run(channel: ServerChannel, output: Output, command: string | undefined): void {
    const { login, address, shells, limits } = this.#options
    const { instance, user } = login
    const shell = shells.open({ instance, user, address, environment: this.#environment })
    this.#shell = shell
    if (this.#size) {
      this.#atTerminal(channel, output, shell, command).catch((error: unknown) => this.#failed(error))
      return
    }
    const input = new Input(channel, limits.inputBytes, () => this.#refuse(TEXTS.longInput, 1))
    const stop = new AbortController()
    this.#stop = stop
    const lines = { shell, output, input, signal: stop.signal, lineBytes: limits.lineBytes }
    runWithoutTerminal(lines, command).then(
      (exitCode) => this.#end(exitCode),
      (error: unknown) => this.#failed(error),
    )
  }

  async #atTerminal(channel: ServerChannel, output: Output, shell: InstanceShell, command: string | undefined): Promise<void> {
    const { limits, onActive, welcome } = this.#options
    if (command === undefined) await output.write('out', (await welcome()).replaceAll('\n', '\r\n'))
    const size = this.#size
    if (this.#over || !size) return
    const terminal = new Terminal({
      ...{ shell, output, limits, size, command },
      onEnd: (exitCode) => this.#end(exitCode),
      onFailed: (error) => this.#options.log('the shell of an instance failed', { error }),
    })
    this.#terminal = terminal
    channel.on('data', (data: Buffer) => {
      onActive()
      terminal.feed(data)
    })
    terminal.start()
  }

  /** The command in root's own authorized_keys: says who may log in, waits, and ends. */
  #root(channel: ServerChannel, output: Output): void {
    const { login, limits, after } = this.#options
    const sentence = loginAs(login.instance.defaultUser)
    channel.resume()
    void output.write('out', this.#size ? sentence.replaceAll('\n', '\r\n') : sentence)
    this.#cancelPause = after(limits.rootPauseMs, () => this.#end(ROOT_EXIT_CODE))
  }

  #subsystem(channel: ServerChannel | undefined, name: string): void {
    if (!this.#open(channel)) return
    this.#refuse(name === 'sftp' ? TEXTS.files : TEXTS.subsystem, 1)
  }

  #refuse(sentence: string, exitCode: number): void {
    this.#channel?.resume()
    void this.tell(sentence)
    this.#end(exitCode)
  }

  #failed(error: unknown): void {
    if (!this.#over) this.#options.log('the shell of an instance failed', { error })
    this.#end(255)
  }

  /** Sends what is left, and then the exit code. */
  #end(exitCode: number): void {
    this.#stop = undefined
    this.#options.onActive()
    const channel = this.#channel
    const output = this.#output
    if (this.#over || !channel || !output) return
    void output.flushed().then(() => {
      if (this.#over) return
      channel.exit(exitCode)
      channel.eof()
      this.close()
    })
  }
}

const sizeOf = (columns: number, rows: number) => ({ columns: clamped(columns, 80), rows: clamped(rows, 24) })

/** 0 from a client without a window. */
const clamped = (value: number, otherwise: number): number =>
  value > 0 && Number.isFinite(value) ? Math.min(value, MAX_SIZE) : otherwise
