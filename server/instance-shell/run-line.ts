import type { BashOptions } from 'just-bash/browser'
import { complete } from '../shell/completion.js'
import { EndOfInput } from '../shell/end-of-input.js'
import { restored, snapshot } from '../shell/files.js'
import type { Machine } from '../shell/machine.js'
import { ShellSession, type ShellState } from '../shell/session.js'
import type { Stream } from '../shell/terminal-device.js'
import { bytesOf, changesBetween } from './changes.js'
import { INSTANCE_BUNDLED, instanceCommandNames, instanceCommands } from './commands.js'
import { Dialogue } from './dialogue.js'
import { bytesIn, InstanceFs } from './instance-fs.js'
import { systemFiles } from './machine/system-files.js'
import type { Answer, CommandInput, CompletionInput, Port, Question, ShellInput, ShellOutcome } from './protocol.js'
import { METADATA, portAt } from './reach.js'

/** What the server does for a command that runs. */
export interface Line {
  /** Resolves once the server has taken it. */
  print(stream: Stream, text: string): Promise<void>
  ask(question: Question): Promise<Answer>
  /** Ctrl-C */
  signal: AbortSignal
}

const MiB = 1024 * 1024
/** Far below the thread's own memory: a command that asks for more is told so, and not killed. */
const LIMITS: BashOptions['executionLimits'] = {
  ...{ maxSourceBytes: 256 * 1024, maxStringLength: 4 * MiB, maxHeredocSize: MiB, maxOutputSize: 8 * MiB },
  ...{ maxLiveBytes: 16 * MiB, maxInputBytes: 16 * MiB, maxArrayElements: 100_000, maxBraceExpansionResults: 10_000 },
}
const MOST_STATE = 256 * 1024
const MOST_BODY = MiB
const PIECE = 32 * 1024

/** Runs one line, in the thread. Whatever it throws is a fault of ours or of the interpreter's. */
export async function runLine(input: ShellInput, line: Line): Promise<ShellOutcome> {
  return input.type === 'completion' ? completed(input) : ran(input, line)
}

async function completed(input: CompletionInput): Promise<ShellOutcome> {
  const { files, facts, login, state } = input
  const image = systemFiles(facts, login)
  const fs = await restored([...image, ...files], login.home, await emptyDisk(bytesOf(image)))
  const place = { fs, cwd: state.cwd ?? login.home, home: login.home }
  const names = instanceCommandNames(instanceCommands(nobody, facts, login))
  return { status: 'completed', completion: await complete(input.line, place, names) }
}

/** Only the names of its commands are asked for. */
const nobody: Machine = {
  origin: METADATA,
  fetch: () => Promise.reject(new Error('nothing runs')),
  now: () => 0,
  sleep: async () => {},
  columns: () => 80,
  ask: undefined,
}

async function ran(input: CommandInput, line: Line): Promise<ShellOutcome> {
  const { files, facts, login, state, history } = input
  const image = systemFiles(facts, login)
  const fs = await restored([...image, ...files], login.home, await emptyDisk(bytesOf(image)))
  const before = await snapshot(fs)
  const dialogue = new Dialogue(input.answers, (question) => line.ask(question))
  const stopped = new AbortController()
  const signal = AbortSignal.any([line.signal, stopped.signal])
  const machine = machineOf(input, dialogue)
  const session = new ShellSession({
    ...{ login, fs, bundled: INSTANCE_BUNDLED, limits: LIMITS, kept: state },
    exported: state.exported ? {} : input.environment,
    commands: instanceCommands(machine, facts, login),
    sleep: (ms) => dialogue.sleep(ms),
  })
  const running = session.run(input.line, {
    ...{ history, signal, print: printer(input.printed, line, stopped.signal) },
    async readAll() {
      const answer = await dialogue.ask({ type: 'lines' })
      return answer.type === 'lines' ? answer.text : ''
    },
  })
  const first = await Promise.race([running, dialogue.suspended])
  if ('type' in first) {
    stopped.abort()
    // It ends when it next looks at its signal; nobody hears of it any more.
    running.catch(() => {})
    return { status: 'waits', question: first }
  }
  const { exitCode, incomplete, left } = first
  const kept = sizeOf(session.state) <= MOST_STATE ? session.state : undefined
  if (!kept) await line.print('err', 'bash: cannot allocate memory for variables\n')
  return { status: 'ended', exitCode, incomplete, left, state: kept, changes: changesBetween(before, await snapshot(fs)) }
}

/** Of the interpreter's own files, which it makes for each shell. */
let interpreterBytes: number | undefined

async function emptyDisk(imageBytes: number): Promise<InstanceFs> {
  if (interpreterBytes === undefined) {
    const fs = new InstanceFs({ bytes: MiB })
    const login = { user: 'nobody', host: 'nowhere', home: '/' }
    await new ShellSession({ login, fs, commands: [], bundled: INSTANCE_BUNDLED }).run('true')
    interpreterBytes = await bytesIn(fs)
  }
  return new InstanceFs({ bytes: interpreterBytes + imageBytes })
}

/** Without the first characters, which were printed when the line was run before. */
function printer(printed: number, line: Line, stopped: AbortSignal) {
  let known = printed
  return async (stream: Stream, text: string) => {
    const fresh = text.slice(known)
    known = Math.max(0, known - text.length)
    for (let at = 0; at < fresh.length && !stopped.aborted; at += PIECE) await line.print(stream, fresh.slice(at, at + PIECE))
  }
}

function sizeOf({ exported, variables, functions }: ShellState): number {
  const pairs = [...Object.entries(exported), ...Object.entries(variables), ...functions]
  return pairs.reduce((sum, [name, value]) => sum + name.length + value.length, 0)
}

function machineOf({ origin, clocks, screen, facts }: CommandInput, dialogue: Dialogue): Machine {
  const began = Date.now()
  const passed = () => Date.now() - began
  const line = async (prompt: string, secret: boolean) => {
    const answer = await dialogue.ask({ type: 'line', prompt, secret })
    if (answer.type === 'end') throw new EndOfInput()
    return answer.text
  }
  return {
    ...{ origin, metadata: METADATA },
    fetch: (url, init) => sent(url, init, portAt(new URL(url), facts) ?? awsAt(url, origin), dialogue),
    reaches: (url) => portAt(url, facts) !== undefined,
    now: () => clocks.now + passed(),
    accountNow: () => clocks.accountNow + passed(),
    // A turn of a loop: not a pause, but a breath.
    sleep: (ms) => (ms === 0 ? new Promise((resolve) => setImmediate(resolve)) : dialogue.sleep(ms)),
    columns: () => screen.columns,
    ask: line,
    screen: {
      rows: () => screen.rows,
      async key(prompt) {
        const answer = await dialogue.ask({ type: 'key', prompt })
        return answer.type === 'end' ? 'q' : answer.text
      },
    },
  }
}

const awsAt = (url: string, origin: string): 'aws' | undefined => (new URL(url).origin === origin ? 'aws' : undefined)

/** By way of the server's own thread; a thread has no network. */
async function sent(url: string, init: RequestInit, to: Port | undefined, dialogue: Dialogue): Promise<Response> {
  if (to === undefined) throw new TypeError('Failed to fetch')
  const body =
    init.body === undefined || init.body === null ? undefined : new Uint8Array(await new Response(init.body).arrayBuffer())
  if (body && body.byteLength > MOST_BODY) throw new TypeError('The request is too large')
  const headers = [...new Headers(init.headers)]
  const answer = await dialogue.ask({ type: 'send', to, request: { method: init.method ?? 'GET', url, headers, body } })
  if (answer.type !== 'send' || !answer.response) throw new TypeError('Failed to fetch')
  const { status, statusText, headers: given } = answer.response
  return new Response(answer.response.body, { status, statusText, headers: given })
}
