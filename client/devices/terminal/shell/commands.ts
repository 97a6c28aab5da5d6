import type { Command } from 'just-bash/browser'
import { awsCommand } from './aws-command.js'
import { curlCommand } from './curl.js'
import { dateCommand } from './date.js'
import { envCommands } from './env.js'
import { helpCommand } from './help.js'
import { hintCommands, hostnameCommand } from './hints.js'
import { iamDojoCommand } from './iam-dojo.js'
import { keyboardCommands } from './keyboard.js'
import { lsCommand } from './ls.js'
import type { Machine } from './machine.js'
import { oathtoolCommand } from './oathtool.js'
import { opensslCommand } from './openssl.js'
import { pagerCommands } from './pager.js'
import { rmCommand } from './rm.js'
import { BUNDLED } from './session.js'
import { xxdCommand } from './xxd.js'

/** The commands that are ours, beside those that the shell brings. */
export const ownCommands = (machine: Machine): Command[] => [
  awsCommand(machine),
  curlCommand(machine),
  dateCommand(machine),
  ...envCommands,
  helpCommand(machine),
  ...hintCommands,
  hostnameCommand,
  iamDojoCommand(machine),
  ...keyboardCommands(machine),
  lsCommand,
  oathtoolCommand(machine),
  opensslCommand,
  ...pagerCommands(machine),
  rmCommand,
  xxdCommand,
]

const BUILTINS = ['cd', 'exit', 'export', 'source', 'test', 'type', 'unset', 'set', 'read', 'local', 'declare', 'eval']

/** For Tab: everything that may stand at the beginning of a line. */
export const commandNames = (own: readonly Command[]): string[] => [
  ...BUNDLED,
  ...own.map(({ name }) => name).filter((name) => !/^(__|laptop-)/.test(name)),
  ...BUILTINS,
]
