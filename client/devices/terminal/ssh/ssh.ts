import { type Command, defineCommand, type ResolvedCommandContext } from 'just-bash/browser'
import { absolute } from '../../../../server/shell/aws/host.js'
import { type Machine, stdinBytes } from '../../../../server/shell/machine.js'
import type { ShellFs } from '../../../../server/shell/shell-fs.js'
import { LAPTOP } from '../shell/laptop-shell.js'
import { hostKeyOf, knownName, trusted } from './host-key.js'
import { privateKeyIn } from './key-file.js'
import { type LoginAnswer, login } from './login.js'
import { optionsOf } from './options.js'
import type { PrivateKey } from './private-key.js'
import { type Ending, type Instances, RemoteShell } from './remote-shell.js'
import { reaches, type Target, targetOf } from './target.js'

const USAGE = `usage: ssh [-46AaCfGgKkMNnqsTtVvXxYy] [-i identity_file] [-l login_name]
           [-o option] [-p port] destination [command [argument ...]]
`
const STANDARD_KEYS = ['id_rsa', 'id_ed25519'].map((name) => `${LAPTOP.home}/.ssh/${name}`)
const FAILED = 255
/** What fits into one request. */
const MAX_INPUT_BYTES = 36_000
const MAX_COMMAND_LENGTH = 16_000

/** `ssh`: logs in to an instance of this server. Source: ssh(1); behaviour and texts of OpenSSH 9.2. */
export function sshCommand(machine: Machine, instances: Instances): Command {
  return defineCommand('ssh', async (args, context) => {
    const fs = context.fs as ShellFs
    const say = async (text: string) => fs.terminal?.write('err', new TextEncoder().encode(text))
    const failed = async (text = '') => {
      if (text !== '') await say(text)
      return { stdout: '', stderr: '', exitCode: FAILED }
    }
    const found = optionsOf(args, { flags: '46AaCfGgKkMNnqsTtVvXxYy', valued: 'BbcDEeFIiJLlmOoPpQRSWw', untilWords: 1 })
    if (typeof found === 'string') return failed(`${found}\n${USAGE}`)
    const { values, words } = found
    if (values.has('V')) return { ...(await failed('OpenSSH_9.2p1 iam-dojo-terminal\n')), exitCode: 0 }
    const [word, ...command] = words
    if (word === undefined) return failed(USAGE)
    const target = targetOf(word, values.get('l'))
    if (!reaches(machine, target.host)) {
      return failed(`ssh: Could not resolve hostname ${target.host}: Name or service not known\n`)
    }
    if (stdinBytes(context).length > MAX_INPUT_BYTES || command.join(' ').length > MAX_COMMAND_LENGTH) {
      return failed('iam-dojo: from this terminal, a command can have 16,000 characters and read up to 36 kB.\n')
    }
    const blob = await hostKeyOf(machine)
    const port = values.get('p') ?? '22'
    if (!blob) return failed(`ssh: connect to host ${target.host} port ${port}: Connection refused\n`)
    const name = knownName(target.host, port)
    const strict = strictness(values.get('o') ?? '')
    if (!(await trusted({ fs, name, blob, strict, say, ask: machine.ask }))) return failed()
    const keys = await identities(context, values.get('i'), say)
    const input = stdinBytes(context)
    return connect({ machine, instances, fs, say }, { target, port, command, input, wantsTerminal: !values.has('T') }, keys)
  })
}

interface Surroundings {
  machine: Machine
  instances: Instances
  fs: ShellFs
  say(text: string): Promise<unknown>
}

interface Wish {
  target: Target
  port: string
  /** Its words; none for a shell. */
  command: readonly string[]
  input: Uint8Array
  wantsTerminal: boolean
}

/** Logs in with one of the keys, and stays until the far shell or command ends. */
async function connect({ machine, instances, fs, say }: Surroundings, wish: Wish, keys: readonly PrivateKey[]) {
  const { target, port, command, input } = wish
  const screen = command.length === 0 && wish.wantsTerminal && machine.screen?.takeOver ? machine.screen : undefined
  const written = { stdout: '', stderr: '' }
  const print = async (stream: 'out' | 'err', text: string) => {
    if (screen) await fs.terminal?.write(stream, new TextEncoder().encode(text))
    else written[stream === 'out' ? 'stdout' : 'stderr'] += text
  }
  const shell = new RemoteShell(machine, instances, { print, screen })
  try {
    const answer = await login(
      machine,
      {
        ...{ accountId: instances.accountId, loginName: target.loginName, input },
        size: screen && { columns: machine.columns(), rows: screen.rows() },
        command: command.length > 0 ? command.join(' ') : undefined,
      },
      keys,
    )
    if ('refused' in answer) {
      await say(refusal(answer, target, port))
      return { ...written, exitCode: FAILED }
    }
    const ending = await shell.attach(answer.session)
    await say(closing(ending, screen !== undefined, target))
    return { ...written, exitCode: typeof ending === 'number' ? ending : FAILED }
  } finally {
    shell.end()
  }
}

/** Source: ssh_config(5), StrictHostKeyChecking. */
function strictness(options: string): string {
  const [, value = 'ask'] = /^StrictHostKeyChecking[ =]+(\S+)$/im.exec(options) ?? []
  return value.toLowerCase()
}

async function identities(
  context: ResolvedCommandContext,
  given: string | undefined,
  say: (text: string) => Promise<unknown>,
): Promise<PrivateKey[]> {
  const keys: PrivateKey[] = []
  if (given !== undefined && !(await context.fs.exists(absolute(given, context.cwd)))) {
    await say(`Warning: Identity file ${given} not accessible: No such file or directory.\n`)
  }
  for (const name of given === undefined ? STANDARD_KEYS : [given]) {
    const key = await privateKeyIn(context, name)
    if (!('refused' in key)) keys.push(key)
    else if (key.refused !== '') await say(key.refused)
  }
  return keys
}

function refusal({ refused }: Extract<LoginAnswer, { refused: string }>, { host, shown }: Target, port: string): string {
  if (refused === 'timed-out') return `ssh: connect to host ${host} port ${port}: Connection timed out\n`
  if (refused === 'unreachable') return `ssh: connect to host ${host} port ${port}: Connection refused\n`
  if (refused === 'crowded') return 'iam-dojo: too many SSH sessions are open. Close one, then try again.\n'
  return `${shown}: Permission denied (publickey).\n`
}

function closing(ending: Ending, atTerminal: boolean, { host }: Target): string {
  const lost = ending === 'lost' ? `Connection to ${host} closed by remote host.\n` : ''
  return atTerminal ? `${lost}Connection to ${host} closed.\n` : lost
}
