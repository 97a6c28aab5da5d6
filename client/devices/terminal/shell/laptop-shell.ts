import { type Command, type CommandName, getCommandNames } from 'just-bash/browser'
import { type KeptEntry, restored } from '../../../../server/shell/files.js'
import type { Login } from '../../../../server/shell/login.js'
import { ShellSession, type ShellState } from '../../../../server/shell/session.js'
import type { ShellFs } from '../../../../server/shell/shell-fs.js'

export const LAPTOP: Login = { user: 'user', host: 'laptop', home: '/home/user' }

/** What the shell brings along, without what can't be run in a browser. */
export const BUNDLED = (getCommandNames() as CommandName[]).filter(
  (name) => !/^(gzip|gunzip|zcat|tar|sqlite3|file)$/.test(name),
)

export const laptopFiles = (entries: readonly KeptEntry[]): Promise<ShellFs> => restored(entries, LAPTOP.home)

/** The shell of the laptop; `kept` is what another shell of the same page knew. */
export const laptopShell = (
  fs: ShellFs,
  commands: Command[],
  exported: Readonly<Record<string, string>> = {},
  kept: Partial<ShellState> = {},
): ShellSession => new ShellSession({ login: LAPTOP, bundled: BUNDLED, ...{ fs, commands, exported, kept } })

/** What stands before a line. */
export function laptopPrompt(cwd: string): string {
  const folder = cwd.replace(new RegExp(`^${LAPTOP.home}(?=/|$)`), '~')
  return `\x1b[1;32m${LAPTOP.user}@${LAPTOP.host}\x1b[0m:\x1b[1;34m${folder}\x1b[0m$ `
}
