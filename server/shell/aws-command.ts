import { type Command, defineCommand, type ResolvedCommandContext } from 'just-bash/browser'
import { CliError, generalError } from './aws/errors.js'
import type { Host, Output } from './aws/host.js'
import { runAws } from './aws/run.js'
import { EndOfInput } from './end-of-input.js'
import { bytesToText, filesOf, type Machine, stdinBytes } from './machine.js'

/** The `aws` command of the shell. */
export function awsCommand(machine: Machine): Command {
  return defineCommand('aws', async (args, context) => {
    const written = { stdout: '', stderr: '' }
    const output: Output = {
      out(text) {
        written.stdout += text
      },
      err(text) {
        written.stderr += text
      },
    }
    const exitCode = await runAws(args, hostOf(machine, context, output), output)
    return { ...written, exitCode }
  })
}

function hostOf(machine: Machine, context: ResolvedCommandContext, output: Output): Host {
  const env = context.exportedEnv ?? {}
  const lines = bytesToText(stdinBytes(context)).split('\n')
  const piped = stdinBytes(context).length > 0
  return {
    ...filesOf(context),
    metadata: machine.metadata,
    ...{ origin: machine.origin, env, home: env.HOME ?? '/', cwd: context.cwd, columns: machine.columns() },
    now: () => machine.now(),
    sleep: (ms) => machine.sleep(ms),
    fetch: (url, init) => machine.fetch(url, init),
    async ask(prompt, secret = false) {
      if (machine.ask && !piped) return machine.ask(prompt, secret).catch(unanswered)
      output.out(prompt)
      const line = lines.shift() ?? ''
      if (line === '' && lines.length === 0) throw generalError('EOF when reading a line')
      return line
    },
  }
}

/** Ctrl-C or Ctrl-D at a question. */
function unanswered(error: unknown): never {
  if (error instanceof EndOfInput) throw generalError('EOF when reading a line')
  throw new CliError('interrupted', 130, '\n')
}
