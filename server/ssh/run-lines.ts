import type { InstanceShell } from './instance-shell.js'
import type { Stream } from './output.js'
import { TEXTS } from './texts.js'

interface Lines {
  shell: InstanceShell
  output: { write(stream: Stream, data: string | Uint8Array): Promise<void> }
  input: { readAll(): Promise<Uint8Array> }
  signal: AbortSignal
  lineBytes: number
}

const SYNTAX_ERROR = 2

/** Without a terminal: the command, or the lines of standard input. Resolves with the exit code. */
export const runWithoutTerminal = (lines: Lines, command: string | undefined): Promise<number> =>
  command === undefined ? runScript(lines) : runCommand(lines, command)

/** `ssh HOST COMMAND`: its exit code. */
async function runCommand(lines: Lines, command: string): Promise<number> {
  const { output, input } = lines
  if (command.trim() === '') return 0
  const { exitCode, incomplete } = await run(lines, command, () => input.readAll())
  if (!incomplete) return exitCode
  await output.write('err', `${TEXTS.unfinished}\n`)
  return SYNTAX_ERROR
}

/** `ssh -T HOST < SCRIPT`: the lines of standard input, one after the other; the exit code of the last. */
async function runScript(lines: Lines): Promise<number> {
  const { output, input, signal, lineBytes } = lines
  const nothing = async () => new Uint8Array()
  let exitCode = 0
  let begun = ''
  for (const line of Buffer.from(await input.readAll())
    .toString()
    .split('\n')) {
    if (signal.aborted) break
    const text = begun + line
    begun = ''
    if (text.trim() === '') continue
    if (text.length > lineBytes) {
      await output.write('err', `${TEXTS.longLine}\n`)
      return 1
    }
    const result = await run(lines, text, nothing)
    if (result.incomplete) begun = `${text}\n`
    else exitCode = result.exitCode
    if (result.left) return exitCode
  }
  if (begun === '') return exitCode
  await output.write('err', `${TEXTS.unfinished}\n`)
  return SYNTAX_ERROR
}

const run = ({ shell, output, signal }: Lines, line: string, readAll: () => Promise<Uint8Array>) =>
  shell.run(line, {
    ...{ signal, readAll },
    history: [],
    size: undefined,
    print: (stream, data) => output.write(stream, data),
    ask: undefined,
  })
