import { type Command, defineCommand, type ResolvedCommandContext } from 'just-bash/browser'
import { PAGER } from './at-terminal.js'
import { absolute } from './aws/host.js'
import { Interrupted } from './end-of-input.js'
import { bytesToText, filesOf, type Machine, stdinBytes } from './machine.js'
import { SCREEN } from './terminal-device.js'

const MORE = '\x1b[7m--More-- Space: next page, Enter: next line, q: quit\x1b[0m'

/** `less` and `more`: a screen at a time where somebody sits before it, else all at once, as in a pipe. */
export const pagerCommands = (machine: Machine): Command[] => [
  ...['less', 'more'].map((name) => defineCommand(name, async (args, context) => textOf(name, args, context))),
  defineCommand(PAGER, async (args, context) => {
    const result = await textOf('less', args, context)
    if (result.exitCode !== 0 || !machine.screen) return result
    await page(result.stdout, machine.screen, machine.columns(), (text) => context.fs.appendFile(SCREEN.out, text))
    return { ...result, stdout: '' }
  }),
]

async function textOf(name: string, args: readonly string[], context: ResolvedCommandContext) {
  const files = args.filter((arg) => !/^[-+]./.test(arg))
  const input = bytesToText(stdinBytes(context))
  if (files.length === 0 && input === '') {
    return { stdout: '', stderr: `${name}: missing file name. Run: ${name} FILE, or COMMAND | ${name}\n`, exitCode: 1 }
  }
  let stdout = files.length === 0 ? input : ''
  for (const file of files) {
    const content = file === '-' ? stdinBytes(context) : await filesOf(context).read(absolute(file, context.cwd))
    if (!content) return { stdout: '', stderr: `${file}: No such file or directory\n`, exitCode: 1 }
    stdout += bytesToText(content)
  }
  return { stdout, stderr: '', exitCode: 0 }
}

/** The rows that a line takes. */
const rowsOf = (line: string, columns: number): number => Math.max(1, Math.ceil([...line].length / columns))

async function page(
  text: string,
  { rows, key }: NonNullable<Machine['screen']>,
  columns: number,
  write: (text: string) => Promise<void>,
): Promise<void> {
  const lines = text.split(/(?<=\n)/)
  let room = rows() - 1
  for (const line of lines) {
    const needed = rowsOf(line.trimEnd(), columns)
    if (needed > room) {
      const pressed = await key(MORE).catch((error: unknown) => {
        if (error instanceof Interrupted) return 'q'
        throw error
      })
      if (pressed.startsWith('q') || pressed === '\x04') return
      room = /^[\r\nj]/.test(pressed) || pressed === '\x1b[B' ? needed : rows() - 1
    }
    await write(line)
    room -= needed
  }
}
