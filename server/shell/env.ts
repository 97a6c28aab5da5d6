import { type Command, defineCommand } from 'just-bash/browser'

/** `env` and `printenv` show what is exported and nothing else: what a child process would see. */
const exportedOnly = (name: string): Command =>
  defineCommand(name, async (args, { exportedEnv = {}, origCommand }) => {
    if (args.length > 0 && origCommand) return origCommand(args)
    const lines = Object.entries(exportedEnv).map(([variable, value]) => `${variable}=${value}\n`)
    return { stdout: lines.join(''), stderr: '', exitCode: 0 }
  })

export const envCommands: readonly Command[] = [exportedOnly('env'), exportedOnly('printenv')]
