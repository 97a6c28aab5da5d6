import { base64Of, bytesOfBase64 } from '../../../../server/aws/base64.js'
import type { StreamEvents } from '../../../../server/lab/api/contract.js'
import type { Machine } from '../../../../server/shell/machine.js'
import { concat } from './fields.js'
import { post } from './login.js'

type BrowserOutput = StreamEvents['ssh']

/** The account of this terminal, and what its instances print to it. */
export interface Instances {
  accountId: string
  /** Until the returned function is called. */
  listen(hear: (output: BrowserOutput) => void): () => void
}

interface Ends {
  print(stream: 'out' | 'err', text: string): Promise<void>
  /** Undefined: a command without a terminal. */
  screen: Machine['screen']
}

/** How a connection ends: with an exit code, from this side, or from the other one without a word. */
export type Ending = number | 'left' | 'lost'

/** What fits into one request. */
const MOST_KEYS_BYTES = 8_000

/** Enter, and then this, ends the connection from this side. Source: ssh(1), "ESCAPE CHARACTERS". */
const ESCAPE = /(?:^|\r)~\.$/

/** The far shell at this screen: prints what comes by the event stream, and sends what is typed, in order. */
export class RemoteShell {
  readonly #machine: Machine
  readonly #accountId: string
  readonly #ends: Ends
  readonly #decoders = { out: new TextDecoder(), err: new TextDecoder() }
  readonly #early: BrowserOutput[] = []
  readonly #stopListening: () => void
  #session: string | undefined
  #typed: Uint8Array = new Uint8Array()
  #recent = ''
  #sending = false
  #printed: Promise<unknown> = Promise.resolve()
  #giveBack: () => void = () => {}
  #finish: (ending: Ending) => void = () => {}

  /** Listens from the start on: the first words may come before the answer that names the session. */
  constructor(machine: Machine, { accountId, listen }: Instances, ends: Ends) {
    this.#machine = machine
    this.#accountId = accountId
    this.#ends = ends
    this.#stopListening = listen((output) => this.#hear(output))
  }

  /** Takes the keyboard until the connection ends. */
  attach(session: string): Promise<Ending> {
    const { screen } = this.#ends
    this.#session = session
    const done = new Promise<Ending>((resolve) => {
      this.#finish = resolve
    })
    if (screen?.takeOver) this.#giveBack = screen.takeOver({ feed: (data) => this.#feed(data), resized: () => this.#resized() })
    for (const output of this.#early.splice(0)) this.#hear(output)
    return done
  }

  end(): void {
    this.#giveBack()
    this.#stopListening()
    if (this.#session !== undefined) void this.#ask('end', {})
    this.#session = undefined
  }

  #hear(output: BrowserOutput): void {
    if (this.#session === undefined) this.#early.push(output)
    else if (output.session === this.#session) {
      if ('exitCode' in output) {
        this.#session = undefined
        void this.#printed.then(() => this.#finish(output.exitCode))
      } else {
        const text = this.#decoders[output.stream].decode(bytesOfBase64(output.data), { stream: true })
        this.#printed = this.#printed.then(() => this.#ends.print(output.stream, text))
      }
    }
  }

  #feed(data: string): void {
    this.#recent = (this.#recent + data).slice(-3)
    if (ESCAPE.test(this.#recent)) {
      this.#finish('left')
      return
    }
    this.#typed = concat(this.#typed, new TextEncoder().encode(data))
    void this.#send()
  }

  async #send(): Promise<void> {
    if (this.#sending) return
    this.#sending = true
    while (this.#typed.length > 0 && this.#session !== undefined) {
      const bytes = this.#typed.subarray(0, MOST_KEYS_BYTES)
      this.#typed = this.#typed.subarray(MOST_KEYS_BYTES)
      const answer = await this.#ask('keys', { data: base64Of(bytes) })
      // The session is over, or the server is gone.
      if ('refused' in answer) this.#finish('lost')
    }
    this.#sending = false
  }

  #resized(): void {
    const rows = this.#ends.screen?.rows() ?? 0
    if (rows > 0) void this.#ask('size', { columns: this.#machine.columns(), rows })
  }

  #ask(what: string, body: object): Promise<object> {
    return post<object>(this.#machine, `sessions/${this.#session}/${what}`, { account: this.#accountId, ...body })
  }
}
