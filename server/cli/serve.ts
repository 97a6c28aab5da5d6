import { randomBytes } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import type { Server } from 'node:http'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { compose } from '../compose.js'
import type { Rates } from '../http/rates.js'
import { enterAddress } from '../lab/enter-codes.js'
import { loadCourse, readCourse } from '../lessons/course/load-course.js'
import { openDataFolder } from '../store/data-folder.js'
import type { StoreWatch } from '../store/file-watch.js'
import { openStore, type Store } from '../store/store.js'
import { systemClock } from '../system.js'
import { everyAddress, reachedAt } from './addresses.js'
import { banner } from './banner.js'
import { type BehindProxy, behindProxy, tlsEndsAtProxy } from './behind-proxy.js'
import { CliError } from './cli-error.js'
import { COMMANDS } from './commands.js'
import { type Database, databaseOf } from './database.js'
import { flags } from './flags.js'
import { collectEarly, collectOnce } from './heap.js'
import { Lifecycle } from './lifecycle.js'
import { hostOf, listen, listenForSsh } from './listening.js'
import { createLog, type Log } from './log.js'
import { isLoopback } from './loopback.js'
import { openBrowser } from './open-browser.js'
import { checkOperatorFolder, removeOperatorFile, writeOperatorFile } from './operator-file.js'
import { tell } from './output.js'
import { COURSE, ROOT } from './paths.js'
import { namesGiven, openTls, type TlsChoice, tlsChoice } from './tls.js'

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
  const { host, proxy } = options
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
  const tls = await openTls(options, {
    secrets: store.secrets,
    log,
    onNames: () => tell(`iam-dojo: this machine's addresses have changed. The server is now at ${addresses().shown}/signin`),
  })
  const { names, certificate } = tls
  const addresses = () => reachedAt({ ...options, port, names: names(), certificate, publicUrl: proxy.publicUrl })
  const learnersAt = () => everyAddress(addresses())
  const composed = compose({
    store,
    clientDir: join(ROOT, 'dist/client'),
    course: () => loadCourse([COURSE, ...options.lessons]),
    baseUrl: () => addresses().shown,
    port: options.port,
    names,
    certificate,
    ...proxy,
    publicSshPort: options.publicSshPort,
    proxyOnly: !options.insecure && !certificate && !isLoopback(host),
    operatorToken,
    allowSignUp: options.signUp,
    bcryptCost: options.bcryptCost,
    rates: options.rates,
    classroom: options.classroom && { addresses: learnersAt },
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
  const at = addresses()
  const publicOrigin = proxy.publicUrl?.origin
  writeOperatorFile(port, { token: operatorToken, url: at.own, publicUrl: publicOrigin, ...tls.ofOperator })
  const entrance = enterAddress(at.shown, await composed.enterCode())
  const ofClassroom = (classroom && (await classroomLines?.(classroom, learnersAt()))) ?? []
  banner({ at, entrance, options, sshPort, authority: certificate?.authority, ofClassroom })
  if (classroom) await showQrCode?.(classroom, learnersAt())
  if (options.open) openBrowser(entrance)
  ready = true
  collectOnce()
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
  /** Host names and addresses that the machine doesn't know itself. */
  named: string[]
  tls: TlsChoice
  /** Undefined: accounts are kept in a folder, or not at all. */
  database: Database | undefined
  /** Undefined: nothing is kept in a folder. */
  dataDir: string | undefined
  open: boolean
  signUp: boolean
  bcryptCost: number
  /** Those that were given. */
  rates: Partial<Rates>
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
  const host = hostOf(values)
  const tls = tlsChoice(values, proxy)
  if (!isLoopback(host) && !values.insecure && tls === 'off' && !tlsEndsAtProxy(proxy)) {
    throw new CliError(
      `Other machines can reach ${host}. Add --tls for https with the server's own certificates, or --tls-cert and --tls-key for yours. If you accept plain HTTP there, add --insecure.`,
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
    host,
    named: namesGiven(values.name),
    tls,
    database,
    dataDir: values.ephemeral || database ? undefined : (values.data ?? defaultDataDir()),
    open: values.open,
    acceptLoss: values['accept-loss'],
    signUp: !values['no-sign-up'],
    lessons: (values.lessons ?? []).map(checkedLessons),
    rates: {
      ...rateOf('address', '--address-rate', values['address-rate']),
      ...rateOf('account', '--account-rate', values['account-rate']),
    },
    bcryptCost: wholeNumber(values['bcrypt-cost'] ?? (values.classroom ? '10' : '12'), '--bcrypt-cost', 4, 15),
    classroom: values.classroom ? { instructorFile: values['instructor-file'] } : undefined,
    ssh: values['no-ssh'] ? 'off' : portOf('--ssh-port', values['ssh-port']),
    proxy,
    publicSshPort: portOf('--public-ssh-port', values['public-ssh-port'], 1),
    insecure: values.insecure,
  }
}

const rateOf = (of: keyof Rates, flag: string, text: string | undefined): Partial<Rates> =>
  text === undefined ? {} : { [of]: wholeNumber(text, flag, 1, 1_000_000) }

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
