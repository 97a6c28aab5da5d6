import { availableParallelism } from 'node:os'
import { CliError } from './cli/cli-error.js'
import { print, tell } from './cli/output.js'
import { sentenceOf } from './cli/sentence.js'
import { USAGE } from './cli/usage.js'
import { version } from './cli/version.js'

type Command = (args: string[]) => Promise<void>

/** Loaded when asked for, so that `iam-dojo env` does not pay for the server's start. */
const COMMANDS: Record<string, () => Promise<Command>> = {
  serve: async () => (await import('./cli/serve.js')).serve,
  open: async () => (await import('./cli/open.js')).open,
  account: async () => (await import('./cli/account.js')).account,
  classroom: async () => (await import('./cli/classroom.js')).classroom,
  clock: async () => (await import('./cli/clock.js')).clock,
  explain: async () => (await import('./cli/explain.js')).explain,
  lessons: async () => (await import('./cli/lessons.js')).lessons,
  env: async () => (await import('./cli/env.js')).env,
}

/** The `iam-dojo` command: without a name, or with flags only, it serves. Exit code 2 for wrong usage, 1 for failure. */
export async function main(argv: string[]): Promise<void> {
  outliveReaders()
  limitThreads()
  const [first = 'serve'] = argv
  if (first === 'help' || argv.includes('--help') || argv.includes('-h')) {
    print(USAGE.trimEnd())
    return
  }
  if (first === 'version' || first === '--version') {
    print(version())
    return
  }
  const named = !first.startsWith('-')
  const load = COMMANDS[named ? first : 'serve']
  try {
    if (!load) throw new CliError(`There's no command '${first}'. See: iam-dojo help`, 2)
    const command = await load()
    await command(named ? argv.slice(1) : argv)
  } catch (error) {
    const { sentence, known } = sentenceOf(error)
    if (!known && process.env.IAM_DOJO_LOG) tell(error instanceof Error ? (error.stack ?? '') : '')
    tell(`iam-dojo: ${sentence}`)
    process.exitCode = error instanceof CliError ? error.exitCode : 1
  }
}

/**
 * As many threads hash passwords as there are cores, and each keeps some 4 MB of the system's memory: more than those are
 * of no use. libuv reads the variable when the first of them is needed, and takes 4 otherwise.
 */
function limitThreads(): void {
  process.env.UV_THREADPOOL_SIZE ??= String(Math.min(4, Math.max(2, availableParallelism())))
}

/** A reader that went away, as in `iam-dojo serve | head -1`, ends no server and needs no stack trace. */
function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
}
