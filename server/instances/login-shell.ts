import { accountTime } from '../account/account.js'
import type { Clock } from '../account/ports.js'
import { InstanceShell as ShellInside } from '../instance-shell/instance-shell.js'
import { shortHostName } from '../instance-shell/machine/facts.js'
import type { ShellPool } from '../instance-shell/shell-pool.js'
import { EndOfInput } from '../shell/end-of-input.js'
import type { InstanceShell, ShellLogin, ShellResult, ShellRun } from '../ssh/instance-shell.js'
import { homeOf, type InstanceFiles } from './files.js'
import { type InsidePortServices, insidePorts } from './inside-ports.js'
import { machineFacts } from './machine-facts.js'
import { isSameRun, type OpenInstance, type OpenInstances } from './open-instances.js'

export interface LoginShellServices extends InsidePortServices {
  pool: ShellPool
  instances: OpenInstances
  files: InstanceFiles
  clock: Clock
  /** Where the wire is reached, by which `aws` signs its calls. */
  origin(): string
}

const PIECE_BYTES = 65_536
const USUAL_SIZE = { columns: 80, rows: 24 }
/** As the client ends when its connection does. */
const CUT_OFF = 255

/** The shell of one SSH session, on the instance that its login has opened. */
export class LoginShell implements InstanceShell {
  readonly #services: LoginShellServices
  readonly #login: ShellLogin
  readonly #inside: ShellInside
  /** As it stood at the newest line. */
  #opened: OpenInstance
  #run: ShellRun | undefined

  constructor(opened: OpenInstance, login: ShellLogin, services: LoginShellServices) {
    const { pool, files, clock, origin } = services
    this.#services = services
    this.#login = login
    this.#opened = opened
    const facts = machineFacts(opened, { user: login.user, from: login.address, at: opened.now })
    this.#inside = new ShellInside({
      ...{ pool, accountId: opened.account.accountId, facts: () => facts, origin: origin(), environment: login.environment },
      login: { user: login.user, host: shortHostName(facts), home: homeOf(opened) },
      files: {
        read: () => files.read(this.#opened),
        change: (changes) => files.change(this.#opened, changes),
      },
      clocks: () => ({ now: clock.now(), accountNow: accountTime(this.#opened.account, clock.now()) }),
      screen: () => this.#run?.size ?? USUAL_SIZE,
      keyboard: {
        line: (prompt, secret) => this.#ask(prompt, secret),
        key: async (prompt) => (await this.#ask(prompt, false)).charAt(0) || '\r',
      },
      ...insidePorts({ facts, newest: () => this.#newest() }, services),
    })
  }

  prompt(): string {
    return this.#inside.prompt()
  }

  async run(line: string, run: ShellRun): Promise<ShellResult> {
    const opened = await this.#services.instances.open(this.#login.instance.instanceId)
    if (!opened || !isSameRun(this.#opened, opened)) return this.#cutOff(run, opened?.state === 'running')
    this.#opened = opened
    this.#run = run
    return this.#inside.run(line, {
      ...{ history: run.history, signal: run.signal, readAll: () => run.readAll() },
      print: (stream, text) => printed(run, stream, text),
    })
  }

  complete(line: string): Promise<{ start: number; candidates: string[] }> {
    return this.#inside.complete(line)
  }

  close(): void {
    this.#run = undefined
  }

  /** Source: systemd, logind's messages to all terminals. */
  async #cutOff(run: ShellRun, reboots: boolean): Promise<ShellResult> {
    await printed(run, 'err', `\nBroadcast message from root:\n\nThe system will ${reboots ? 'reboot' : 'power off'} now!\n\n`)
    return { exitCode: CUT_OFF, incomplete: false, left: true }
  }

  async #newest(): Promise<OpenInstance> {
    return (await this.#services.instances.open(this.#login.instance.instanceId)) ?? this.#opened
  }

  async #ask(prompt: string, secret: boolean): Promise<string> {
    const ask = this.#run?.ask
    if (!ask) throw new EndOfInput()
    return ask(prompt, secret)
  }
}

async function printed(run: ShellRun, stream: 'out' | 'err', text: string): Promise<void> {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) await run.print(stream, bytes.subarray(at, at + PIECE_BYTES))
}
