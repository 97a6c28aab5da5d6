import { type Command, defineCommand, type ResolvedCommandContext } from 'just-bash/browser'
import type { Login } from '../../shell/login.js'
import { hostNameOf, type MachineFacts, machineName, shortHostName, systemOf } from './facts.js'

const UID = 1000
const said = (stdout: string) => ({ stdout, stderr: '', exitCode: 0 })
const refused = (stderr: string, exitCode = 1) => ({ stdout: '', stderr, exitCode })

/** Who and where one is: `id`, `whoami`, `groups`, `hostname`, `uname`, `sudo`, `nproc`. */
export const identityCommands = (facts: MachineFacts, login: Login): Command[] => [
  defineCommand('id', async (args, context) => id(args, facts, login, context)),
  defineCommand('whoami', async (_args, context) => said(`${isRoot(context) ? 'root' : login.user}\n`)),
  defineCommand('groups', async (_args, context) =>
    said(`${isRoot(context) ? 'root' : [login.user, ...systemOf(facts).groups.map(([name]) => name)].join(' ')}\n`),
  ),
  defineCommand('hostname', async (args) => hostname(args, facts)),
  defineCommand('uname', async (args) => uname(args, facts)),
  defineCommand('nproc', async () => said(`${facts.processors}\n`)),
  sudo(login),
]

/** Nothing but `sudo` sets it; whoever sets it by hand is told what they wrote, and may do no more than before. */
const isRoot = ({ env }: Pick<ResolvedCommandContext, 'env'>): boolean => env.get('SUDO_USER') !== undefined

function id(args: readonly string[], facts: MachineFacts, { user }: Login, context: ResolvedCommandContext) {
  const named = args.find((arg) => !arg.startsWith('-'))
  if (named !== undefined && named !== user && named !== 'root') return refused(`id: '${named}': no such user\n`)
  const root = named === undefined ? isRoot(context) : named === 'root'
  const [name, number] = root ? ['root', 0] : [user, UID]
  const groups: (readonly [string, number])[] = [[name, number], ...(root ? [] : systemOf(facts).groups)]
  const flags = args.filter((arg) => /^-[a-zA-Z]+$/.test(arg)).join('')
  const byName = flags.includes('n')
  if (flags.includes('u')) return said(`${byName ? name : number}\n`)
  if (flags.includes('G')) return said(`${groups.map(([group, value]) => (byName ? group : value)).join(' ')}\n`)
  if (flags.includes('g')) return said(`${byName ? name : number}\n`)
  const shown = groups.map(([group, value]) => `${value}(${group})`).join(',')
  return said(`uid=${number}(${name}) gid=${number}(${name}) groups=${shown}\n`)
}

function hostname(args: readonly string[], facts: MachineFacts) {
  const [flag] = args
  if (flag === undefined) return said(`${hostNameOf(facts)}\n`)
  if (flag === '-s' || flag === '--short') return said(`${shortHostName(facts)}\n`)
  if (flag === '-f' || flag === '--fqdn' || flag === '--long') return said(`${facts.privateDnsName}\n`)
  if (flag === '-i' || flag === '-I' || flag === '--all-ip-addresses') return said(`${facts.privateIp}\n`)
  return refused(flag.startsWith('-') ? `hostname: invalid option -- '${flag.slice(1)}'\n` : NOT_ROOT)
}
const NOT_ROOT = 'hostname: you must be root to change the host name\n'

/** Source: manual of GNU coreutils, uname(1). */
function uname(args: readonly string[], facts: MachineFacts) {
  const machine = machineName(facts)
  const { kernel, kernelVersion } = systemOf(facts)
  const parts: readonly [letter: string, long: string, value: string][] = [
    ['s', 'kernel-name', 'Linux'],
    ['n', 'nodename', hostNameOf(facts)],
    ['r', 'kernel-release', facts.system.startsWith('amazon-') ? `${kernel}.${machine}` : kernel],
    ['v', 'kernel-version', kernelVersion],
    ['m', 'machine', machine],
    ['p', 'processor', machine],
    ['i', 'hardware-platform', machine],
    ['o', 'operating-system', 'GNU/Linux'],
  ]
  const asked = new Set<string>()
  for (const arg of args.length === 0 ? ['-s'] : args) {
    const long = parts.find((part) => arg === `--${part[1]}`)
    if (arg === '-a' || arg === '--all') for (const [letter] of parts) asked.add(letter)
    else if (long) asked.add(long[0])
    else if (/^-[snrvmpio]+$/.test(arg)) for (const letter of arg.slice(1)) asked.add(letter)
    else return refused(`uname: extra operand '${arg}'\nTry 'uname --help' for more information.\n`)
  }
  return said(`${parts.flatMap(([letter, , value]) => (asked.has(letter) ? [value] : [])).join(' ')}\n`)
}

/** The image's own user needs no password. One command at a time: a shell of root's would need a second user. */
function sudo({ user }: Login): Command {
  return defineCommand('sudo', async (args, context) => {
    const words = [...args]
    while (/^-(n|E|H|S)$/.test(words[0] ?? '')) words.shift()
    if (words[0] === '-u') {
      const [, target = ''] = words.splice(0, 2)
      if (target !== 'root' && target !== user) return refused(`sudo: unknown user ${target}\n`)
    }
    const [name] = words
    if (name === '-l') return said(`User ${user} may run the following commands:\n    (ALL) NOPASSWD: ALL\n`)
    if (name === undefined) return refused('usage: sudo command\n')
    if (name.startsWith('-') || name === 'su') return refused('sudo: Only single commands can run as root here: sudo COMMAND\n')
    if (!context.exec) return refused(`sudo: ${name}: command not found\n`)
    const env = { ...context.exportedEnv, USER: 'root', LOGNAME: 'root', HOME: '/root', SUDO_USER: user, SUDO_UID: String(UID) }
    return context.exec(`'${name.replaceAll("'", `'\\''`)}'`, {
      ...{ cwd: context.cwd, env, args: words.slice(1), stdin: String(context.stdin), stdinKind: 'bytes' as const },
      ...(context.signal ? { signal: context.signal } : {}),
    })
  })
}
