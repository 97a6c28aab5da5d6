import { Bash, type Command, type CommandName, defineCommand, getCommandNames, type InMemoryFs } from 'just-bash/browser'

export const USER = 'user'
export const HOME = `/home/${USER}`

export interface Result {
  stdout: string
  stderr: string
  exitCode: number
  /** The line goes on: a quote, a block or a here-document is open. */
  incomplete: boolean
}

/** What a shell knows from one line to the next. */
interface State {
  cwd: string
  exported: Record<string, string>
  /** Set but not exported. */
  variables: Record<string, string>
  /** Definitions, as they were typed. */
  functions: Map<string, string>
  exitCode: number
}

const FIRST: Readonly<Record<string, string>> = {
  HOME,
  USER,
  LOGNAME: USER,
  HOSTNAME: 'laptop',
  SHELL: '/bin/bash',
  TERM: 'xterm-256color',
  LANG: 'C.UTF-8',
}
/** The interpreter sets these by itself. */
const OWN = new Set(['PWD', 'OLDPWD', 'SHELLOPTS', 'BASHOPTS', 'OPTIND', 'IFS', 'BASH_HISTORY'])
const KEEP = '__keep_state'

/** What the shell brings along, without what can't be run in a browser. */
export const BUNDLED = (getCommandNames() as CommandName[]).filter(
  (name) => !/^(gzip|gunzip|zcat|tar|sqlite3|file)$/.test(name),
)
const FUNCTION = /^\s*(?:function\s+)?([A-Za-z_][\w-]*)\s*\(\)\s*\{[\s\S]*\}\s*;?\s*$/
const OPEN_END = /unexpected EOF|got EOF/

/**
 * One shell: working folder, variables, exports, aliases, functions and `$?` last from line to line. just-bash forgets
 * all but its files after each script, so a command at the end of every script hands out what there is.
 */
export class ShellSession {
  fs: InMemoryFs
  readonly #commands: Command[]
  #state: State = { cwd: HOME, exported: { ...FIRST }, variables: {}, functions: new Map(), exitCode: 0 }

  constructor(fs: InMemoryFs, commands: Command[], exported: Readonly<Record<string, string>> = {}) {
    this.fs = fs
    this.#commands = commands
    Object.assign(this.#state.exported, exported)
  }

  get cwd(): string {
    return this.#state.cwd
  }

  get variables(): Readonly<Record<string, string>> {
    return { ...this.#state.variables, ...this.#state.exported }
  }

  async run(line: string, history: readonly string[] = [], signal?: AbortSignal): Promise<Result> {
    if (!(await this.fs.exists(this.#state.cwd))) this.#state.cwd = HOME
    await this.fs.mkdir(HOME, { recursive: true })
    const { cwd, exported, variables, functions, exitCode } = this.#state
    let kept: State | undefined
    const keep = defineCommand(KEEP, async ([code], { env, exportedEnv = {}, cwd: now }) => {
      const all = [...env].filter(([name]) => /^[A-Za-z_]\w*$/.test(name) && !OWN.has(name))
      const own = Object.fromEntries(all.filter(([name]) => Object.hasOwn(exportedEnv, name)))
      const others = Object.fromEntries(all.filter(([name]) => !Object.hasOwn(exportedEnv, name)))
      kept = { cwd: now, exported: own, variables: others, functions, exitCode: Number(code) }
      return { stdout: '', stderr: '', exitCode: Number(code) }
    })
    const bash = new Bash({
      fs: this.fs,
      cwd,
      env: exported,
      commands: BUNDLED,
      customCommands: [...this.#commands, keep],
      defenseInDepth: false,
    })
    const settings = Object.entries(variables).map(([name, value]) => `${name}=${quoted(value)}`)
    const before = [
      'shopt -s expand_aliases',
      'help() { laptop-help; }',
      ...settings,
      ...functions.values(),
      `(exit ${exitCode})`,
    ].join('\n')
    const result = await bash.exec(`${before}\n${line}\n${KEEP} $?`, {
      env: { BASH_HISTORY: JSON.stringify(history) },
      rawScript: true,
      ...(signal ? { signal } : {}),
    })
    const incomplete = !signal?.aborted && isIncomplete(line, result, kept !== undefined)
    this.#state = kept ?? { ...this.#state, exitCode: incomplete ? exitCode : result.exitCode }
    this.#rememberFunction(line)
    return {
      stdout: incomplete ? '' : result.stdout,
      stderr: incomplete ? '' : plainError(result.stderr),
      exitCode: result.exitCode,
      incomplete,
    }
  }

  #rememberFunction(line: string): void {
    const name = FUNCTION.exec(line)?.[1]
    if (name !== undefined && this.#state.exitCode === 0) this.#state.functions.set(name, line)
  }
}

/** Nothing of an open line has been done but a here-document's command, which swallowed the end of the script. */
function isIncomplete(
  line: string,
  { stdout, stderr, exitCode }: { stdout: string; stderr: string; exitCode: number },
  kept: boolean,
): boolean {
  if (/(^|[^\\])(\\\\)*\\$/.test(line)) return true
  if (kept) return false
  if (exitCode === 2 && OPEN_END.test(stderr)) return true
  return openHereDocument(line) && (stdout.includes(KEEP) || stderr === '')
}

function openHereDocument(line: string): boolean {
  const [first = '', ...rest] = line.split('\n')
  const [, dash, , word] = /<<(-?)\s*(["']?)(\w+)\2/.exec(first) ?? []
  return word !== undefined && !rest.some((one) => (dash ? one.replace(/^\t+/, '') : one) === word)
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

/** Positions in the script are of no use: it has lines that nobody typed; nor are settings and advice of the shell's own. */
const plainError = (text: string): string =>
  text
    .replace(/^(bash: )(syntax error: )?(?:Parse error at \d+:\d+: )/gm, '$1$2')
    .replace(/^(bash: )line \d+: /gm, '$1')
    .replace(/, increase executionLimits\.\w+/g, '')
    .replace(/command not available in browser environments\. .*/g, 'command not found')
