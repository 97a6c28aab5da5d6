import type { Completion } from '../shell/completion.js'
import type { KeptEntry } from '../shell/files.js'
import type { Login } from '../shell/login.js'
import type { ShellState } from '../shell/session.js'
import type { Stream } from '../shell/terminal-device.js'
import type { Changes } from './changes.js'
import type { MachineFacts } from './machine/facts.js'

/** An HTTP request of a command; `url` is whole. */
export interface PortRequest {
  method: string
  url: string
  headers: [name: string, value: string][]
  body: Uint8Array | undefined
}

export interface PortResponse {
  status: number
  statusText: string
  headers: [name: string, value: string][]
  body: string
}

/** Where requests go: the wire, the metadata service, or the page that the instance serves. Nothing else can be reached. */
export type Port = 'aws' | 'metadata' | 'page'

/** What a command can't answer by itself. */
export type Question =
  | { type: 'send'; to: Port; request: PortRequest }
  | { type: 'line'; prompt: string; secret: boolean }
  | { type: 'key'; prompt: string }
  /** All that is typed until Ctrl-D, or piped in. */
  | { type: 'lines' }
  | { type: 'pause'; ms: number }

export type Answer =
  | { type: 'send'; response: PortResponse | undefined }
  | { type: 'line'; text: string }
  | { type: 'key'; text: string }
  | { type: 'lines'; text: string | Uint8Array }
  | { type: 'pause' }
  /** Ctrl-D, or nobody at the keyboard. */
  | { type: 'end' }

/** A line of a shell, with all that it needs to run. */
export interface CommandInput {
  type: 'command'
  line: string
  login: Login
  facts: MachineFacts
  files: readonly KeptEntry[]
  state: Partial<ShellState>
  /** Variables that a new shell begins with. */
  environment: Readonly<Record<string, string>>
  history: readonly string[]
  screen: ScreenSize
  /** Where `aws` sends its calls: `http://127.0.0.1:4600`. */
  origin: string
  clocks: Clocks
  /** To the questions that it asked when it was run before, in their order. */
  answers: readonly Answer[]
  /** How many characters it has printed then. */
  printed: number
}

export interface ScreenSize {
  columns: number
  rows: number
}

/** Milliseconds: real time, by which requests are signed, and the account's. */
export interface Clocks {
  now: number
  accountNow: number
}

/** Tab at the prompt. */
export interface CompletionInput extends Pick<CommandInput, 'line' | 'login' | 'facts' | 'files' | 'state'> {
  type: 'completion'
}

export type ShellInput = CommandInput | CompletionInput

export type ShellOutcome =
  | {
      status: 'ended'
      exitCode: number
      incomplete: boolean
      left: boolean
      /** Undefined: it is as it was. */
      state: ShellState | undefined
      changes: Changes
    }
  /** It can't go on before somebody types, or some time passes: to be run again, with the answer. */
  | { status: 'waits'; question: Question }
  | { status: 'completed'; completion: Completion }

/** What the server says to the thread. */
export type ToThread =
  | { type: 'run'; id: number; input: ShellInput }
  /** What was printed last has been taken. */
  | { type: 'taken'; id: number }
  | { type: 'answer'; id: number; answer: Answer }
  /** Ctrl-C */
  | { type: 'abort'; id: number }

/** What the thread says to the server. */
export type FromThread =
  | { type: 'ready'; threadId: string | undefined }
  | { type: 'print'; id: number; stream: Stream; text: string }
  | { type: 'ask'; id: number; question: Question }
  | { type: 'done'; id: number; outcome: ShellOutcome }
  | { type: 'failed'; id: number; message: string }
