import { type Command, defineCommand } from 'just-bash/browser'
import { absolute } from './aws/host.js'

const DANGEROUS = `rm: it is dangerous to operate recursively on '/'
rm: use --no-preserve-root to override this failsafe
`

/** `rm`, which spares the root folder. Source: manual of GNU coreutils, rm(1). */
export const rmCommand: Command = defineCommand('rm', async (args, { cwd, origCommand }) => {
  if (!origCommand) return { stdout: '', stderr: 'rm: not available\n', exitCode: 1 }
  const end = args.indexOf('--')
  const options = args.filter((arg, index) => arg.startsWith('-') && (end < 0 || index < end))
  const recursive = options.some((arg) => arg === '--recursive' || /^-[A-Za-z]*[rR]/.test(arg))
  const names = args.filter((arg, index) => !arg.startsWith('-') || (end >= 0 && index > end))
  if (recursive && !options.includes('--no-preserve-root') && names.some((name) => absolute(name, cwd) === '/')) {
    return { stdout: '', stderr: DANGEROUS, exitCode: 1 }
  }
  return origCommand(args.filter((arg) => !/^--(no-)?preserve-root$/.test(arg)))
})
