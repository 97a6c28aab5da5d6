import { randomBytes } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import type { Server } from 'node:http'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { compose } from '../compose.js'
import { enterAddress } from '../lab/enter-codes.js'
import { loadCourse, readCourse } from '../lessons/course/load-course.js'
import type { SshHost } from '../ssh/host.js'
import { openDataFolder } from '../store/data-folder.js'
import type { StoreWatch } from '../store/file-watch.js'
import { openStore, type Store } from '../store/store.js'
import { systemClock } from '../system.js'
import { type BehindProxy, behindProxy, tlsEndsAtProxy } from './behind-proxy.js'
import { CliError } from './cli-error.js'
import { COMMANDS, DEFAULT_URL } from './commands.js'
import { type Database, databaseOf } from './database.js'
import { flags } from './flags.js'
import { collectEarly, collectOnce } from './heap.js'
import { Lifecycle } from './lifecycle.js'
import { createLog, type Log } from './log.js'
import { isLoopback } from './loopback.js'
import { openBrowser } from './open-browser.js'
import { checkOperatorFolder, removeOperatorFile, writeOperatorFile } from './operator-file.js'
import { print, tell } from './output.js'
import { COURSE, ROOT } from './paths.js'

/** Unless another is chosen: next to the web's 4600. */
const SSH_PORT = 4622

/** `iam-dojo serve`: runs until SIGINT or SIGTERM; what was acknowledged is on disk even after a kill. */
export async function serve(args: string[]): Promise<void> {
  const options = read(args)
  collectEarly()
  const log = createLog()
  const lifecycle = new Lifecycle(log)
  try {
    await start(options, log, lifecycle)
  } catch (error) {
    await lifecycle.end(error)
  }
}

async function start(options: ServeOptions, log: Log, lifecycle: Lifecycle): Promise<void> {
  const { host } = options
  checkOperatorFolder()
  // What ends the start or happens during the stop is told there.
  let ready = false
  const store = await open(options, log, {
    onLost(error) {
      log('the database can no longer be used', { error })
      void lifecycle.end(error)
    },
    onFull(error) {
      log('the disk is full', { error })
      if (ready && !lifecycle.ending) tell(`iam-dojo: ${error.message}`)
    },
    onWarning: (error) => log('a copy could not be made', { error }),
  })
  let port = options.port
  const newToken = () => randomBytes(32).toString('base64url')
  // Any process of a shared database may answer the operator. With one process a token ends with it.
  const operatorToken = store.shared ? await store.secrets.get('operator-token', newToken) : newToken()
  const { publicUrl } = options.proxy
  const ownUrl = () => `http://${host.includes(':') ? `[${host}]` : host}:${port}`
  const baseUrl = () => publicUrl?.origin ?? ownUrl()
  const composed = compose({
    store,
    clientDir: join(ROOT, 'dist/client'),
    course: () => loadCourse([COURSE, ...options.lessons]),
    baseUrl,
    port: options.port,
    hosts: [host],
    ...options.proxy,
    publicSshPort: options.publicSshPort,
    proxyOnly: !options.insecure && !isLoopback(host),
    operatorToken,
    allowSignUp: options.signUp,
    bcryptCost: options.bcryptCost,
    classroom: options.classroom && {},
    log,
  })
  lifecycle.onStop(() => composed.close())
  const classroom = await composed.classroom?.()
  // Loaded by a classroom alone.
  const { firstInstructor, classroomLines, showQrCode } = classroom ? await import('./classroom-start.js') : {}
  if (classroom) await firstInstructor?.(classroom, options.classroom?.instructorFile)
  const { server } = composed
  port = await listen(server, port, host)
  const sshPort = await listenForSsh(composed.ssh, options)
  lifecycle.onStop(() => closeServer(server))
  lifecycle.onStop(() => removeOperatorFile(port))
  writeOperatorFile(port, { token: operatorToken, url: ownUrl(), publicUrl: publicUrl?.origin })
  const entrance = enterAddress(baseUrl(), await composed.enterCode())
  const lines = classroom ? await classroomLines?.(classroom, [baseUrl()]) : []
  banner({ own: ownUrl(), shown: baseUrl() }, entrance, options, sshPort, lines)
  if (classroom) await showQrCode?.(classroom, [baseUrl()])
  if (options.open) openBrowser(entrance)
  ready = true
  collectOnce()
}

/** Resolves with the port, which the system chooses for port 0. */
async function listen(server: Server, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, { port, host, flag: '--port' })))
    server.listen(port, host, resolve)
  })
  const address = server.address()
  return typeof address === 'object' && address ? address.port : port
}

/** The port; `taken` where another program has the usual one, which keeps nobody from all the rest; undefined without SSH. */
async function listenForSsh(ssh: SshHost, { ssh: wanted, port, host }: ServeOptions): Promise<number | 'taken' | undefined> {
  if (wanted === 'off') return undefined
  // Whoever wants a free port wants no fixed one besides.
  const usual = port === 0 ? 0 : SSH_PORT
  try {
    return await ssh.listen(wanted ?? usual, host)
  } catch (error) {
    if (wanted === undefined && (error as NodeJS.ErrnoException).code === 'EADDRINUSE') return 'taken'
    throw listenError(error as NodeJS.ErrnoException, { port: wanted ?? usual, host, flag: '--ssh-port' })
  }
}

async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}

/** Without a database and a data folder: in memory, sealed with a key that is gone afterwards. */
async function open({ database, dataDir, acceptLoss }: ServeOptions, log: Log, watch: StoreWatch): Promise<Store> {
  const clock = systemClock
  if (database) {
    // The driver warns that a later version of it won't read PGPASSFILE: that tells the person at the machine nothing.
    process.noDeprecation = true
    const onAway = (error: unknown) => log('the database does not answer', { error })
    return openStore({ engine: 'postgres', ...database, clock, onAway })
  }
  if (dataDir === undefined) return openStore({ engine: 'sqlite', file: ':memory:', masterKey: randomBytes(32), clock })
  return openDataFolder(dataDir, { clock, watch, acceptLoss })
}

interface ServeOptions {
  port: number
  host: string
  /** Undefined: accounts are kept in a folder, or not at all. */
  database: Database | undefined
  /** Undefined: nothing is kept in a folder. */
  dataDir: string | undefined
  open: boolean
  signUp: boolean
  bcryptCost: number
  /** Undefined: there are no classes here. */
  classroom: { instructorFile: string | undefined } | undefined
  /** The port for SSH; undefined where none was given. */
  ssh: number | 'off' | undefined
  proxy: BehindProxy
  publicSshPort: number | undefined
  /** Other machines may use plain HTTP. */
  insecure: boolean
  /** Start although the last changes before a crash can't be read. */
  acceptLoss: boolean
  /** An instructor's own folders of lessons. */
  lessons: string[]
}

function read(args: string[]): ServeOptions {
  const { values } = flags(args, COMMANDS.serve.flags)
  const port = wholeNumber(values.port, '--port', 0, 65_535)
  const proxy = behindProxy(values)
  if (!isLoopback(values.host) && !values.insecure && !tlsEndsAtProxy(proxy)) {
    throw new CliError(
      `${values.host} can be reached from other machines, and the server uses plain HTTP. If you accept that, add --insecure.`,
      2,
    )
  }
  if (values['instructor-file'] !== undefined && !values.classroom)
    throw new CliError('--instructor-file needs --classroom.', 2)
  if (values['ssh-port'] !== undefined && values['no-ssh']) throw new CliError('Give --ssh-port or --no-ssh, not both.', 2)
  if (values.data !== undefined && values.ephemeral) throw new CliError('Give --data or --ephemeral, not both.', 2)
  const database = databaseOf(values)
  return {
    port,
    host: values.host,
    database,
    dataDir: values.ephemeral || database ? undefined : (values.data ?? defaultDataDir()),
    open: values.open,
    acceptLoss: values['accept-loss'],
    signUp: !values['no-sign-up'],
    lessons: (values.lessons ?? []).map(checkedLessons),
    bcryptCost: wholeNumber(values['bcrypt-cost'] ?? (values.classroom ? '10' : '12'), '--bcrypt-cost', 4, 15),
    classroom: values.classroom ? { instructorFile: values['instructor-file'] } : undefined,
    ssh: values['no-ssh'] ? 'off' : portOf('--ssh-port', values['ssh-port']),
    proxy,
    publicSshPort: portOf('--public-ssh-port', values['public-ssh-port'], 1),
    insecure: values.insecure,
  }
}

const portOf = (flag: string, text: string | undefined, least = 0): number | undefined =>
  text === undefined ? undefined : wholeNumber(text, flag, least, 65_535)

/** What is wrong in an instructor's lessons is said at the start, not when a learner opens one. */
function checkedLessons(dir: string): string {
  if (!existsSync(dir)) throw new CliError(`--lessons: there is no folder ${dir}.`, 2)
  if (!statSync(dir).isDirectory()) throw new CliError(`--lessons: ${dir} is a file, not a folder.`, 2)
  const [error] = readCourse([COURSE, dir]).errors
  if (error) throw new CliError(`--lessons: ${error.message}`)
  return dir
}

function wholeNumber(text: string, flag: string, min: number, max: number): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < min || value > max) {
    throw new CliError(`${flag} needs a whole number from ${min} to ${max}, not '${text}'.`, 2)
  }
  return value
}

/** Each system's own place for a program's data. */
function defaultDataDir(): string {
  if (process.platform === 'win32') return join(process.env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'iam-dojo')
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'iam-dojo')
  return join(process.env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'iam-dojo')
}

interface Listening {
  port: number
  host: string
  /** The flag that chooses another port. */
  flag: '--port' | '--ssh-port'
}

function listenError(error: NodeJS.ErrnoException, { port, host, flag }: Listening): Error {
  if (error.code === 'EADDRINUSE')
    return new CliError(`Port ${port} is taken. Choose another port with ${flag}, or stop the program that uses it.`)
  if (error.code === 'EACCES')
    return new CliError(`Port ${port} needs more permissions than you have. Choose a port above 1023 with ${flag}.`)
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    return new CliError(`${host} isn't an address of this machine. Choose another with --host.`)
  return error
}

const sshLine = (sshPort: number | 'taken' | undefined): string[] => {
  if (sshPort === undefined) return []
  return sshPort === 'taken'
    ? [`Port ${SSH_PORT} is taken, so instances take no SSH logins. Choose another port with --ssh-port`]
    : [`Instances take SSH logins on port ${sshPort}`]
}

/** The address of the proxy, or else the server's own. */
interface Addresses {
  own: string
  shown: string
}

const keptIn = (database: Database | undefined, dataDir: string | undefined): string => {
  const place = database?.name ?? dataDir
  return place === undefined
    ? 'Accounts are kept in memory only: nothing is left when the server stops'
    : `Accounts are kept in ${place}`
}

const nextSteps = (own: string): string[] => [
  'Next: open that address and choose "Start the course", or create an account for the aws CLI:',
  `  npm exec --offline -- iam-dojo account create --env${own === DEFAULT_URL ? '' : ` --url ${own}`}`,
]

function banner(
  { own, shown }: Addresses,
  entrance: string,
  { database, dataDir, host, bcryptCost, proxy, insecure }: ServeOptions,
  sshPort: number | 'taken' | undefined,
  ofClassroom: readonly string[] = [],
): void {
  const lines = [
    `IAM Dojo is ready at ${shown}/signin`,
    ...ofClassroom,
    'Open this address to make a browser yours. It works once, within 10 minutes, and "iam-dojo open" prints a new one:',
    `  ${entrance}`,
    ...sshLine(sshPort),
    keptIn(database, dataDir),
    ...(bcryptCost < 10 ? [`Passwords are hashed weakly (bcrypt cost ${bcryptCost}), for tests only`] : []),
    ...(own === shown ? [] : [`Your proxy reaches it at ${own}`]),
    ...(proxy.publicUrl && proxy.trustedProxies.length === 0
      ? ['Every client counts as the proxy. To tell them apart, add --trust-proxy with its address']
      : []),
    ...(host === '127.0.0.1' || host === 'localhost' || (tlsEndsAtProxy(proxy) && !insecure)
      ? []
      : ['Warning: other machines can reach this server, and it uses plain HTTP']),
    ...(ofClassroom.length > 0 ? [] : nextSteps(own)),
    'Stop with Ctrl+C',
  ]
  print(lines.join('\n'))
}
