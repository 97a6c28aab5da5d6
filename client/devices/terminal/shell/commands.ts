import type { Command } from 'just-bash/browser'
import { awsCommand } from '../../../../server/shell/aws-command.js'
import { curlCommand } from '../../../../server/shell/curl.js'
import { dateCommand } from '../../../../server/shell/date.js'
import { envCommands } from '../../../../server/shell/env.js'
import { keyboardCommands } from '../../../../server/shell/keyboard.js'
import { lsCommand } from '../../../../server/shell/ls.js'
import type { Machine } from '../../../../server/shell/machine.js'
import { opensslCommand } from '../../../../server/shell/openssl.js'
import { pagerCommands } from '../../../../server/shell/pager.js'
import { rmCommand } from '../../../../server/shell/rm.js'
import { xxdCommand } from '../../../../server/shell/xxd.js'
import type { Instances } from '../ssh/remote-shell.js'
import { sshCommand } from '../ssh/ssh.js'
import { sshKeygenCommand } from '../ssh/ssh-keygen.js'
import { sshKeyscanCommand } from '../ssh/ssh-keyscan.js'
import { helpCommand } from './help.js'
import { hintCommands, hostnameCommand } from './hints.js'
import { iamDojoCommand } from './iam-dojo.js'
import { BUNDLED, LAPTOP } from './laptop-shell.js'
import { oathtoolCommand } from './oathtool.js'

/** The commands that are ours, beside those that the shell brings. */
export const ownCommands = (machine: Machine, instances?: Instances): Command[] => [
  awsCommand(machine),
  curlCommand(machine),
  dateCommand(machine),
  ...envCommands,
  helpCommand(machine),
  ...hintCommands,
  hostnameCommand,
  iamDojoCommand(machine),
  ...keyboardCommands(machine),
  lsCommand(() => LAPTOP.user),
  oathtoolCommand(machine),
  opensslCommand,
  ...pagerCommands(machine),
  rmCommand,
  sshKeygenCommand(machine),
  ...(instances ? [sshCommand(machine, instances), sshKeyscanCommand(machine)] : []),
  xxdCommand,
]

const BUILTINS = ['cd', 'exit', 'export', 'source', 'test', 'type', 'unset', 'set', 'read', 'local', 'declare', 'eval']

/** For Tab: everything that may stand at the beginning of a line. */
export const commandNames = (own: readonly Command[]): string[] => [
  ...BUNDLED,
  ...own.map(({ name }) => name).filter((name) => !name.startsWith('__')),
  ...BUILTINS,
]
