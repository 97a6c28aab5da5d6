import { type Command, defineCommand } from 'just-bash/browser'
import { LAPTOP } from './laptop-shell.js'

const EDIT = `There is no editor here. To write a file:
  cat > FILE     then type or paste the text, press Enter, and press Ctrl-D
  Or drop a file onto the terminal.
`
const hint = (names: readonly string[], text: (name: string, args: readonly string[]) => string): Command[] =>
  names.map((name) =>
    defineCommand(name, async (args) => ({ stdout: '', stderr: `${name}: ${text(name, args)}`, exitCode: 1 })),
  )

/** Commands that people reach for, and that this laptop lacks: they say what to do. */
export const hintCommands: readonly Command[] = [
  ...hint(['vim', 'vi', 'nano', 'emacs', 'pico', 'code'], () => EDIT),
  ...hint(['man', 'info'], (_, [topic = '']) => {
    if (topic.startsWith('aws')) return `there are no manual pages here. Run: ${topic.replaceAll('-', ' ')} help\n`
    return `there are no manual pages here. Run: help, or ${topic === '' ? 'COMMAND' : topic} --help\n`
  }),
  ...hint(['sudo', 'su', 'doas'], () => 'you need no other user here: every file is yours. Run the command on its own.\n'),
]

/** `hostname` of the same name as the prompt's. */
export const hostnameCommand: Command = defineCommand('hostname', async () => ({
  stdout: `${LAPTOP.host}\n`,
  stderr: '',
  exitCode: 0,
}))

const PROMPT = /^\s*[$%#>]\s+\S/m
const DASH = /(^|\s)[–—]+[-–—]*\w/
const QUOTES = /[‘’“”„«»]/

/** What a failed line may owe to where it was copied from. */
export function pasteHint(line: string): string | undefined {
  if (PROMPT.test(line) && /^\s*[$%>]/.test(line))
    return 'The first character is a prompt. Leave it out, and run the command after it.'
  if (DASH.test(line)) return 'The line has a typographic dash (– or —). Options begin with plain hyphens: -x, --name.'
  if (QUOTES.test(line)) return `The line has typographic quotes (“ ” or ‘ ’). The shell knows only " and '.`
  if (line.includes('…')) return 'The line still has … in it. Replace the … with what belongs there.'
  return undefined
}
