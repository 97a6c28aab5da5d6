import { type Command, type CommandName, defineCommand, getCommandNames } from 'just-bash/browser'
import { awsCommand } from '../shell/aws-command.js'
import { curlCommand } from '../shell/curl.js'
import { dateCommand } from '../shell/date.js'
import { envCommands } from '../shell/env.js'
import { keyboardCommands } from '../shell/keyboard.js'
import type { Login } from '../shell/login.js'
import { lsCommand } from '../shell/ls.js'
import type { Machine } from '../shell/machine.js'
import { opensslCommand } from '../shell/openssl.js'
import { pagerCommands } from '../shell/pager.js'
import { rmCommand } from '../shell/rm.js'
import { HELP } from '../shell/session.js'
import { xxdCommand } from '../shell/xxd.js'
import type { MachineFacts } from './machine/facts.js'
import { figureCommands } from './machine/figures.js'
import { identityCommands } from './machine/identity.js'

/** Without what just-bash's build for browsers can't run, and what only its authors know. */
export const INSTANCE_BUNDLED = (getCommandNames() as CommandName[]).filter(
  (name) => !/^(tar|sqlite3|file|html-to-markdown|rg|tree)$/.test(name),
)

const EDIT = `There is no editor here. To write a file:
  cat > FILE     then type or paste the text, press Enter, and press Ctrl-D
`
const HELP_TEXT = `This is a small part of Linux: files, pipes, loops, and variables work as in bash.
  aws       the AWS command line, with the credentials of the instance's role
  curl      reaches the instance metadata service, http://169.254.169.254,
            and the page of this instance, if it serves one
  and       id, ps, df, free, uptime, last, sudo, cat, ls, grep, sed, awk, jq, ...
${EDIT}To leave, type exit or press Ctrl-D.
`

/** The commands of an instance's shell that are ours, beside those that just-bash brings. */
export const instanceCommands = (machine: Machine, facts: MachineFacts, login: Login): Command[] => [
  awsCommand(machine),
  curlCommand(machine),
  dateCommand(machine),
  ...envCommands,
  ...keyboardCommands(machine),
  lsCommand((path) => (isOwn(path, login) ? login.user : 'root')),
  opensslCommand,
  ...pagerCommands(machine),
  rmCommand,
  xxdCommand,
  ...identityCommands(facts, login),
  ...figureCommands(facts, login, () => machine.accountNow?.() ?? machine.now()),
  defineCommand(HELP, async () => ({ stdout: HELP_TEXT, stderr: '', exitCode: 0 })),
  ...['vi', 'vim', 'nano'].map((name) => defineCommand(name, async () => ({ stdout: '', stderr: EDIT, exitCode: 1 }))),
]

const isOwn = (path: string, { home }: Login): boolean => path === home || /^\/tmp\/./.test(path) || path.startsWith(`${home}/`)

/** What Bash itself knows. */
const BUILTINS = ['cd', 'exit', 'export', 'logout', 'read', 'set', 'source', 'test', 'type', 'unset']

/** For Tab. */
export const instanceCommandNames = (own: readonly Command[]): string[] => [
  ...INSTANCE_BUNDLED,
  ...own.map(({ name }) => name).filter((name) => !name.startsWith('__')),
  ...BUILTINS,
]
