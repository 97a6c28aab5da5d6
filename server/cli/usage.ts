import { COMMANDS, type Command, DEFAULT_URL } from './commands.js'

/** Where the second column begins. */
const COLUMN = 36

const commands: Command[] = Object.values(COMMANDS)

/** The help text of `iam-dojo`. */
export const USAGE = `iam-dojo: an offline simulator of AWS IAM and STS, with a console and a course

${commands.flatMap(linesOf).join('\n')}
  iam-dojo help | version     show this text (--help), or the version (--version)

  If the server isn't at ${DEFAULT_URL}, add --url URL to ${talkingToServer()}.
`

function linesOf({ usage, about, flags }: Command): string[] {
  const ownFlags = Object.entries(flags).filter(([name]) => name !== 'url')
  return [
    line(`  iam-dojo ${usage}`, about),
    ...ownFlags.map(([name, flag]) => line(`      --${name}${flag.value ? ` ${flag.value}` : ''}`, flag.about)),
  ]
}

function line(left: string, right: string): string {
  return `${left.padEnd(COLUMN - 1)} ${right}`
}

/** The first words of the commands that take `--url`. */
function talkingToServer(): string {
  const words = commands.filter(({ flags }) => 'url' in flags).map(({ usage }) => usage.split(' ')[0] ?? '')
  return new Intl.ListFormat('en', { type: 'disjunction' }).format(new Set(words))
}
