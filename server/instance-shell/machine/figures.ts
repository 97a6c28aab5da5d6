import { type Command, defineCommand } from 'just-bash/browser'
import type { Login } from '../../shell/login.js'
import { type LoginRecord, type MachineFacts, systemOf } from './facts.js'

const said = (lines: readonly string[]) => ({ stdout: lines.map((line) => `${line}\n`).join(''), stderr: '', exitCode: 0 })

/** What the machine is doing: `ps`, `df`, `free`, `uptime`, `last`, `who`. `now` is on the account's clock. */
export const figureCommands = (facts: MachineFacts, login: Login, now: () => number): Command[] => [
  defineCommand('ps', async (args) => ps(args, facts, login, now())),
  defineCommand('df', async (args) => df(args, facts)),
  defineCommand('free', async (args) => free(args, facts)),
  defineCommand('uptime', async (args) => uptime(args, facts, now())),
  defineCommand('last', async () => last(facts)),
  defineCommand('who', async () => said(facts.logins.filter(isThere).map(whoLine))),
]

const isThere = ({ until }: LoginRecord): boolean => until === undefined

const two = (value: number): string => String(value).padStart(2, '0')
const clock = (at: number): string => new Date(at).toISOString().slice(11, 16)
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `Mon Nov 30 10:00` */
function day(at: number): string {
  const date = new Date(at)
  const number = String(date.getUTCDate()).padStart(2)
  return `${DAYS[date.getUTCDay()]} ${MONTHS[date.getUTCMonth()]} ${number} ${clock(at)}`
}

interface Process {
  user: string
  pid: number
  terminal: string
  command: string
  startedAt: number
  residentKiB: number
}

/** The few processes that a learner knows: the system, the SSH host, this login, and `ps` itself. */
function processes({ bootedAt, logins, linkPreview }: MachineFacts, { user }: Login, now: number, command: string): Process[] {
  const since = logins[0]?.at ?? now
  const own = { user, terminal: 'pts/0' }
  const system = { user: 'root', terminal: '?', startedAt: bootedAt }
  return [
    { ...system, pid: 1, command: '/usr/lib/systemd/systemd --switched-root --system', residentKiB: 16_640 },
    { ...system, pid: 1412, command: '/usr/lib/systemd/systemd-journald', residentKiB: 15_360 },
    { ...system, pid: 1986, command: 'sshd: /usr/sbin/sshd -D [listener] 0 of 10-100 startups', residentKiB: 9216 },
    ...(linkPreview ? [{ ...system, pid: 2044, command: '/usr/bin/link-preview --port 8080', residentKiB: 18_432 }] : []),
    { ...system, pid: 2107, command: `sshd: ${user} [priv]`, startedAt: since, residentKiB: 11_264 },
    { ...own, pid: 2121, terminal: '?', command: `sshd: ${user}@pts/0`, startedAt: since, residentKiB: 7168 },
    { ...own, pid: 2122, command: '-bash', startedAt: since, residentKiB: 5120 },
    { ...own, pid: 2188, command, startedAt: now, residentKiB: 3328 },
  ]
}

/** Source: manual of procps, ps(1). */
function ps(args: readonly string[], facts: MachineFacts, login: Login, now: number) {
  const all = processes(facts, login, now, ['ps', ...args].join(' '))
  const flags = args.join('').replaceAll('-', '')
  if (/u/.test(flags) && /a/.test(flags)) {
    const total = facts.memoryMiB * 1024
    const rows = all.map(({ user, pid, residentKiB, terminal, startedAt, command }) =>
      [
        ...[user.padEnd(8), String(pid).padStart(7), ' 0.0', ((100 * residentKiB) / total).toFixed(1).padStart(4)],
        ...[String(residentKiB * 3).padStart(6), String(residentKiB).padStart(5), terminal.padEnd(8)],
        ...[terminal === '?' ? 'Ss  ' : pid === 2188 ? 'R+  ' : 'Ss  ', clock(startedAt), '  0:00', command],
      ].join(' '),
    )
    return said(['USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND', ...rows])
  }
  if (/f/.test(flags) && /e/.test(flags)) {
    const rows = all.map(
      ({ user, pid, terminal, startedAt, command }) =>
        `${user.padEnd(8)} ${String(pid).padStart(7)} ${String(parentOf(pid)).padStart(7)}  0 ${clock(startedAt)} ${terminal.padEnd(8)} 00:00:00 ${command}`,
    )
    return said(['UID          PID    PPID  C STIME TTY          TIME CMD', ...rows])
  }
  const shown = /[eA]|ax/.test(flags) ? all : all.filter(({ terminal }) => terminal === 'pts/0')
  const rows = shown.map(
    ({ pid, terminal, command }) =>
      `${String(pid).padStart(7)} ${terminal.padEnd(8)} 00:00:00 ${(/[^\s/:]+(?=[\s:]|$)/.exec(command)?.[0] ?? command).replace(/^-/, '')}`,
  )
  return said(['    PID TTY          TIME CMD', ...rows])
}

const PARENTS: Readonly<Record<number, number>> = { 1: 0, 2107: 1986, 2121: 2107, 2122: 2121, 2188: 2122 }
const parentOf = (pid: number): number => PARENTS[pid] ?? 1

/** Sizes as `-h` prints them: 1.6G, 949Mi. */
function human(kib: number, suffix: string): string {
  const units = ['K', 'M', 'G', 'T']
  let value = kib
  let at = 0
  while (value >= 1024 && at < units.length - 1) {
    value /= 1024
    at++
  }
  return `${value < 10 ? (Math.ceil(value * 10) / 10).toFixed(1) : Math.ceil(value)}${units[at]}${suffix}`
}

/** Source: manual of GNU coreutils, df(1). */
function df(args: readonly string[], facts: MachineFacts) {
  const flags = args.filter((arg) => arg.startsWith('-')).join('')
  const [asHuman, withType] = [flags.includes('h'), flags.includes('T')]
  const { usedMiB, fileSystem } = systemOf(facts)
  const disk = facts.diskGiB * 1024 * 1024
  const memory = facts.memoryMiB * 512
  const mounts: readonly [device: string, type: string, size: number, used: number, place: string][] = [
    ['devtmpfs', 'devtmpfs', 4096, 0, '/dev'],
    ['tmpfs', 'tmpfs', memory, 0, '/dev/shm'],
    ['/dev/nvme0n1p1', fileSystem, disk, usedMiB * 1024, '/'],
  ]
  const size = (kib: number) => (asHuman ? (kib === 0 ? '0' : human(kib, '')) : String(kib))
  const row = (cells: readonly string[]) => {
    const [device = '', type = '', total = '', used = '', free = '', share = '', place = ''] = cells
    const shownType = withType ? ` ${type.padEnd(8)}` : ''
    return `${device.padEnd(16)}${shownType} ${total.padStart(9)} ${used.padStart(8)} ${free.padStart(9)} ${share.padStart(4)} ${place}`
  }
  const head = asHuman
    ? row(['Filesystem', 'Type', 'Size', 'Used', 'Avail', 'Use%', 'Mounted on'])
    : row(['Filesystem', 'Type', '1K-blocks', 'Used', 'Available', 'Use%', 'Mounted on'])
  const rows = mounts.map(([device, type, total, used, place]) =>
    row([device, type, size(total), size(used), size(total - used), `${Math.ceil((100 * used) / total)}%`, place]),
  )
  return said([head, ...rows])
}

/** Source: manual of procps, free(1). */
function free(args: readonly string[], { memoryMiB }: MachineFacts) {
  const flags = args.join('')
  const total = memoryMiB * 1024 - 76_000
  const used = 148_000
  const cache = Math.floor(total * 0.28)
  const size = (kib: number) => {
    if (flags.includes('h')) return kib === 0 ? '0B' : human(kib, 'i')
    if (flags.includes('m')) return String(Math.floor(kib / 1024))
    return String(kib)
  }
  const row = (name: string, values: readonly number[]) =>
    `${name.padEnd(8)}${values.map((value) => size(value).padStart(12)).join('')}`
  return said([
    `        ${['total', 'used', 'free', 'shared', 'buff/cache', 'available'].map((name) => name.padStart(12)).join('')}`,
    row('Mem:', [total, used, total - used - cache, 2900, cache, total - used - 60_000]),
    row('Swap:', [0, 0, 0]),
  ])
}

function uptime(args: readonly string[], { bootedAt, logins }: MachineFacts, now: number) {
  if (args.includes('-s') || args.includes('--since')) {
    return said([new Date(bootedAt).toISOString().slice(0, 19).replace('T', ' ')])
  }
  const minutes = Math.max(0, Math.floor((now - bootedAt) / 60_000))
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24]
  const time = hours > 0 ? `${String(hours).padStart(2)}:${two(minutes % 60)}` : `${minutes % 60} min`
  const upFor = `${days > 0 ? `${days} day${days === 1 ? '' : 's'}, ` : ''}${time}`
  const users = logins.filter(isThere).length
  const seconds = new Date(now).toISOString().slice(11, 19)
  return said([` ${seconds} up ${upFor},  ${users} user${users === 1 ? '' : 's'},  load average: 0.00, 0.01, 0.00`])
}

/** Source: manual of util-linux, last(1). */
function last({ logins, bootedAt }: MachineFacts) {
  const rows = logins.map(({ user, from, at, until }) => {
    const ended = until === undefined ? '  still logged in' : ` - ${clock(until)}  (${duration(until - at)})`
    return `${user.padEnd(8)} pts/0        ${from.padEnd(16)} ${day(at)} ${ended}`
  })
  return said([
    ...rows,
    `reboot   system boot  ${''.padEnd(16)} ${day(bootedAt)}   still running`,
    '',
    `wtmp begins ${day(bootedAt)}`,
  ])
}

function duration(ms: number): string {
  const minutes = Math.floor(ms / 60_000)
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

const whoLine = ({ user, from, at }: LoginRecord): string =>
  `${user.padEnd(8)} pts/0        ${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} (${from})`
