import { Bash, type BashOptions, type Command, type CommandName, defineCommand } from 'just-bash/browser'
import { type Plan, putAtTerminal, READ_LINE } from './at-terminal.js'
import { LINE } from './keyboard.js'
import type { Login } from './login.js'
import type { ShellFs } from './shell-fs.js'
import type { Stream } from './terminal-device.js'

export interface Result {
  /** What no screen took. */
  stdout: string
  stderr: string
  exitCode: number
  /** The line goes on: a quote, a block or a here-document is open. */
  incomplete: boolean
  /** The line ends the shell: `exit`. */
  left: boolean
}

/** What a line is run with. */
export interface Run {
  history?: readonly string[]
  signal?: AbortSignal
  /** Takes what is printed, as it comes; without it, the result has it all. */
  print?: (stream: Stream, text: string) => void | Promise<void>
  /** What is typed until Ctrl-D, or piped in. */
  readAll?: () => Promise<string | Uint8Array>
}

/** What a shell knows from one line to the next. */
export interface ShellState {
  cwd: string
  exported: Record<string, string>
  /** Set but not exported. */
  variables: Record<string, string>
  /** Definitions, as they were typed. */
  functions: Map<string, string>
  exitCode: number
}

export interface ShellOptions {
  login: Login
  fs: ShellFs
  /** Commands of our own; they win over bundled ones of the same name. */
  commands: Command[]
  /** Which of just-bash's commands there are. */
  bundled: CommandName[]
  exported?: Readonly<Record<string, string>>
  /** What another shell of the same login knew. */
  kept?: Partial<ShellState>
  /** Beyond just-bash's own defaults. */
  limits?: BashOptions['executionLimits']
  /** Stands in for a timer. */
  sleep?: (ms: number) => Promise<void>
}

const first = ({ user, host, home }: Login): Record<string, string> => ({
  ...{ HOME: home, USER: user, LOGNAME: user, HOSTNAME: host },
  ...{ SHELL: '/bin/bash', TERM: 'xterm-256color', LANG: 'C.UTF-8' },
})
/** The interpreter sets these by itself. */
const OWN = new Set(['PWD', 'OLDPWD', 'SHELLOPTS', 'BASHOPTS', 'OPTIND', 'IFS', 'BASH_HISTORY'])
const KEEP = '__keep_state'

/** What `help` runs. */
export const HELP = '__help'
const FUNCTION = /^\s*(?:function\s+)?([A-Za-z_][\w-]*)\s*\(\)\s*\{[\s\S]*\}\s*;?\s*$/
/** A backslash at the end, which no other backslash takes. */
const CONTINUED = /(^|[^\\])(\\\\)*\\$/
const OPEN_END = /unexpected EOF|got EOF/
/** Every turn of a loop is a command more. */
const MOST_COMMANDS = 300_000
const INTERRUPTED = 130
const FULL = /ENOSPC: (?:no space left on device|in-memory filesystem byte limit exceeded \(\d+ bytes\))/g

/** What stands before each line: `help` of ours, and `read`, which asks at the keyboard. */
const PREAMBLE = [
  'shopt -s expand_aliases',
  `help() { ${HELP}; }`,
  `${READ_LINE}() { local __line; __line=$(${LINE} "$@") || return 1; read "$@" <<< "$__line"; }`,
]

/**
 * One shell: working folder, variables, exports, aliases, functions and `$?` last from line to line. just-bash forgets
 * all but its files after each script, so a command at the end of every script hands out what there is.
 */
export class ShellSession {
  fs: ShellFs
  readonly #options: ShellOptions
  #state: ShellState

  constructor(options: ShellOptions) {
    const { login, fs, exported = {}, kept = {} } = options
    this.fs = fs
    this.#options = options
    this.#state = { cwd: login.home, exported: first(login), variables: {}, functions: new Map(), exitCode: 0, ...kept }
    Object.assign(this.#state.exported, exported)
  }

  get home(): string {
    return this.#options.login.home
  }

  get cwd(): string {
    return this.#state.cwd
  }

  get state(): Readonly<ShellState> {
    return this.#state
  }

  async run(line: string, { history = [], signal, print, readAll }: Run = {}): Promise<Result> {
    if (CONTINUED.test(line)) return { stdout: '', stderr: '', exitCode: this.#state.exitCode, incomplete: true, left: false }
    const { login, commands, bundled, limits, sleep } = this.#options
    if (!(await this.fs.exists(this.#state.cwd))) this.#state.cwd = login.home
    await this.fs.mkdir(login.home, { recursive: true })
    const { cwd, exported, variables, functions, exitCode } = this.#state
    const left: { state?: ShellState } = {}
    const bash = new Bash({
      fs: this.fs,
      cwd,
      env: exported,
      commands: bundled,
      customCommands: [...commands, keepState(functions, left)],
      defenseInDepth: false,
      executionLimits: { maxCommandCount: MOST_COMMANDS, ...limits },
      ...(sleep ? { sleep } : {}),
    })
    const plan = planOf(bash)
    const settings = Object.entries(variables).map(([name, value]) => `${name}=${quoted(value)}`)
    const before = [...PREAMBLE, ...settings, ...functions.values(), `(exit ${exitCode})`].join('\n')
    const printed = { out: '', err: '' }
    const emit = async (stream: Stream, text: string) => {
      const shown = stream === 'err' ? plainError(text) : text
      if (shown === '') return
      if (print) await print(stream, shown)
      else printed[stream] += shown
    }
    this.fs.terminal = { write: decoding(emit), readAll: readAll ?? (async () => '') }
    const running = bash.exec(`${before}\n${line}\n${KEEP} $?`, {
      env: { BASH_HISTORY: JSON.stringify(history) },
      rawScript: true,
      ...(signal ? { signal } : {}),
    })
    const result = await running.catch(refusedByDisk)
    const { state } = left
    const stopped = signal?.aborted ?? false
    const incomplete = !stopped && isIncomplete(result, plan(), state !== undefined)
    const code = stopped ? INTERRUPTED : result.exitCode
    this.#state = state ?? { ...this.#state, exitCode: incomplete ? exitCode : code }
    this.#rememberFunction(line)
    if (!incomplete && !stopped) {
      await emit('out', result.stdout)
      await emit('err', result.stderr)
    }
    const exits = (state === undefined && !incomplete && !stopped && plan()?.exits) ?? false
    const exited = exits && result.stderr === ''
    return { stdout: printed.out, stderr: printed.err, exitCode: code, incomplete, left: exited }
  }

  #rememberFunction(line: string): void {
    const name = FUNCTION.exec(line)?.[1]
    if (name !== undefined && this.#state.exitCode === 0) this.#state.functions.set(name, line)
  }
}

function keepState(functions: ShellState['functions'], left: { state?: ShellState }): Command {
  return defineCommand(KEEP, async ([code], { env, exportedEnv = {}, cwd }) => {
    const all = [...env].filter(([name]) => /^[A-Za-z_]\w*$/.test(name) && !OWN.has(name))
    const exported = Object.fromEntries(all.filter(([name]) => Object.hasOwn(exportedEnv, name)))
    const variables = Object.fromEntries(all.filter(([name]) => !Object.hasOwn(exportedEnv, name)))
    left.state = { cwd, exported, variables, functions, exitCode: Number(code) }
    return { stdout: '', stderr: '', exitCode: Number(code) }
  })
}

/** Only the line itself: what its commands run in turn has their streams. */
function planOf(bash: Bash): () => Plan | undefined {
  let plan: Plan | undefined
  bash.registerTransformPlugin({
    name: 'at-terminal',
    transform({ ast }) {
      plan ??= putAtTerminal(ast)
      return { ast }
    },
  })
  return () => plan
}

/** A command's output is whole characters. */
function decoding(emit: (stream: Stream, text: string) => Promise<void>) {
  return (stream: Stream, bytes: Uint8Array) => emit(stream, new TextDecoder().decode(bytes))
}

function isIncomplete(
  { stderr, exitCode }: { stderr: string; exitCode: number },
  plan: Plan | undefined,
  kept: boolean,
): boolean {
  if (plan?.open) return true
  return !kept && exitCode === 2 && OPEN_END.test(stderr)
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

/** A redirection that finds no room ends the whole line. */
function refusedByDisk(error: unknown): { stdout: string; stderr: string; exitCode: number } {
  if (!(error instanceof Error) || !/^(ENOSPC|ENAMETOOLONG):/.test(error.message)) throw error
  return { stdout: '', stderr: `bash: ${error.message}\n`, exitCode: 1 }
}

/** Positions in the script are of no use: it has lines that nobody typed; nor are settings and advice of the shell's own. */
const plainError = (text: string): string =>
  text
    .replace(/^(bash: )(syntax error: )?(?:Parse error at \d+:\d+: )/gm, '$1$2')
    .replace(/^(bash: )line \d+: /gm, '$1')
    .replace(/, increase executionLimits\.\w+/g, '')
    .replace(FULL, 'No space left on device')
    .replace(/ENAMETOOLONG: file name too long/g, 'File name too long')
    .replace(/command not available in browser environments\. .*/g, 'command not found')
