import type { Server } from 'node:http'
import type { AddressInfo, Server as TcpServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Accounts } from '../../server/account/accounts.js'
import type { Clock, Monotonic } from '../../server/account/ports.js'
import { type Composed, type ComposeOptions, compose } from '../../server/compose.js'
import { type Course, loadCourse } from '../../server/lessons/course/load-course.js'
import type { SshHost } from '../../server/ssh/host.js'
import { openStore, type Store } from '../../server/store/store.js'
import { systemClock } from '../../server/system.js'
import { PATIENCE, testDatabase } from './databases.js'
import { turningProxy, turningTcp } from './turning-proxy.js'

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface TestServer {
  url: string
  /** How many answer there, by turns. */
  processes: number
  /** Where its instances take SSH. */
  sshPort: number
  ssh: Pick<SshHost, 'size' | 'hostKey'>
  server: Server
  accounts: Accounts
  store: Store
  operatorToken: string
  /** A code that makes a browser the person at the machine. */
  enterCode(): Promise<string>
  /** Every log line, as text. */
  logs: string[]
  /** Until all that happened is on record and the lessons have looked at it. */
  settled(): Promise<void>
  close(): Promise<void>
}

/** Time that doesn't pass by itself waits for what the database is asked. */
type TestTime = Monotonic & { hold?<T>(work: Promise<T>): Promise<T> }

type ServerOptions = {
  clock?: Clock
  monotonic?: TestTime
  /** Instead of one in memory, or in `file`. */
  store?: Store
  file?: string
  masterKey?: Uint8Array
  bcryptCost?: number
  /** Instead of the product's own. */
  course?: Course
} & Pick<
  ComposeOptions,
  | 'instances'
  | 'sshLimits'
  | 'publicUrl'
  | 'trustedProxies'
  | 'sshProxyProtocol'
  | 'publicSshPort'
  | 'proxyOnly'
  | 'classroom'
  | 'rates'
  | 'names'
  | 'certificate'
>

/**
 * The whole product on a free port, in memory, with quick password hashes. In `npm run test:processes`, two of them over
 * one new database, and in front of them a proxy that gives each request to the other one. In `npm run test:built`, these
 * are built processes, into which no test can reach.
 */
export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
  if (process.env.TEST_BUILT) return (await import('../processes/built/built-test-server.js')).startBuiltServer(options)
  const clock = options.clock ?? systemClock
  const masterKey = options.masterKey ?? new Uint8Array(32).fill(7)
  if (options.store) return startAlone(options, options.store, clock)
  const database = await testDatabase(options.file)
  if (!database) {
    const store = await openStore({ engine: 'sqlite', file: options.file ?? ':memory:', masterKey, clock })
    return startAlone(options, store, clock)
  }
  const { connectionString, drop } = database
  const { monotonic } = options
  const open = async () => {
    const now = monotonic ? { now: () => monotonic.now() } : {}
    const store = await openStore({ engine: 'postgres', connectionString, masterKey, clock, patience: PATIENCE, ...now })
    return monotonic ? holding(monotonic, store) : store
  }
  return startTwo(options, open, clock, drop)
}

/** The count of guesses in a table, for which a test's time stands still. */
function holding(time: TestTime, store: Store): Store {
  const { shared } = store
  if (!shared || !time.hold) return store
  const { paces } = shared
  const hold = <T>(work: Promise<T>): Promise<T> => time.hold?.(work) ?? work
  const held = {
    ...paces,
    take: (buckets: Parameters<typeof paces.take>[0]) => hold(paces.take(buckets)),
    giveBack: (use: Parameters<typeof paces.giveBack>[0]) => hold(paces.giveBack(use)),
  }
  return { ...store, shared: { ...shared, paces: held } }
}

async function startAlone(options: ServerOptions, store: Store, clock: Clock): Promise<TestServer> {
  const logs: string[] = []
  let url = ''
  const process = await startProcess(options, store, clock, logs, () => url)
  url = `http://127.0.0.1:${process.port}`
  return { ...process, url, processes: 1, operatorToken: OPERATOR_TOKEN, logs }
}

/** What asks for `accounts` or `store` gets the first one's. */
async function startTwo(
  options: ServerOptions,
  open: () => Promise<Store>,
  clock: Clock,
  drop: () => Promise<void>,
): Promise<TestServer> {
  const logs: string[] = []
  let url = ''
  const start = async () => startProcess(options, await open(), clock, logs, () => url)
  const first = await start()
  const both = [first, await start()]
  const server = turningProxy(both.map(({ port }) => port))
  const sshProxy = turningTcp(both.map(({ sshPort }) => sshPort))
  url = `http://127.0.0.1:${await listening(server)}`
  return {
    ...first,
    url,
    processes: both.length,
    server,
    sshPort: await listening(sshProxy),
    ssh: {
      get size() {
        return both.reduce((sum, { ssh }) => sum + ssh.size, 0)
      },
      hostKey: () => first.ssh.hostKey(),
    },
    operatorToken: OPERATOR_TOKEN,
    logs,
    async settled() {
      // What one has written by now, the other may have to look at.
      for (const one of [...both, ...both]) await one.settled()
    },
    async close() {
      server.closeAllConnections()
      for (const proxy of [server, sshProxy]) proxy.close()
      for (const one of both) await one.close()
      await drop()
    },
  }
}

const OPERATOR_TOKEN = 'operator-token-of-a-test'

async function startProcess(options: ServerOptions, store: Store, clock: Clock, logs: string[], baseUrl: () => string) {
  const { publicUrl, trustedProxies = [], sshProxyProtocol = false, publicSshPort, proxyOnly = false } = options
  const composed: Composed = compose({
    store,
    clock,
    ...(options.monotonic ? { monotonic: options.monotonic } : {}),
    ...(options.instances ? { instances: options.instances } : {}),
    classroom: options.classroom,
    ...(options.sshLimits ? { sshLimits: options.sshLimits } : {}),
    clientDir: `${root}dist/client`,
    course: () => options.course ?? loadCourse([`${root}lessons`]),
    baseUrl: () => publicUrl?.origin ?? baseUrl(),
    ...{ publicUrl, trustedProxies, sshProxyProtocol, publicSshPort, proxyOnly, certificate: options.certificate },
    ...(options.names ? { names: options.names } : {}),
    port: 0,
    operatorToken: OPERATOR_TOKEN,
    bcryptCost: options.bcryptCost ?? 4,
    ...(options.rates ? { rates: options.rates } : {}),
    log: (event, details) =>
      logs.push(`${event} ${JSON.stringify(details)} ${details.error instanceof Error ? details.error.stack : ''}`),
  })
  const { server, ssh, accounts, enterCode } = composed
  const sshPort = await ssh.listen(0, '127.0.0.1')
  return {
    ...{ store, server, ssh, sshPort, accounts, enterCode },
    port: await listening(server),
    settled: () => composed.settled(),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await composed.close()
    },
  }
}

/** On a free port, which it returns. */
async function listening(server: Server | TcpServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

/** POST of JSON; the cookies of `jar` go along and are kept. */
export async function post<T = Record<string, unknown>>(
  url: string,
  path: string,
  body: unknown,
  jar?: Map<string, string>,
): Promise<{ status: number; body: T }> {
  const cookie = jar === undefined ? '' : cookiesOf(jar)
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(cookie ? { Cookie: cookie } : {}) },
    body: JSON.stringify(body),
  })
  for (const line of response.headers.getSetCookie()) {
    const [pair = ''] = line.split(';')
    const [name = '', value = ''] = pair.split('=')
    if (value === '') jar?.delete(name)
    else jar?.set(name, value)
  }
  return { status: response.status, body: (await response.json()) as T }
}

/** What a browser sends along. */
export const cookiesOf = (jar: ReadonlyMap<string, string>): string =>
  [...jar].map(([name, value]) => `${name}=${value}`).join('; ')

/** The same browser before anybody signed in: its lab session alone. */
export const signedOut = (jar: ReadonlyMap<string, string>): Map<string, string> =>
  new Map([...jar].filter(([name]) => name.startsWith('iam-dojo-lab-')))

/** A browser that has become the person at the machine. */
export async function localBrowser({ url, enterCode }: TestServer): Promise<Map<string, string>> {
  const jar = new Map<string, string>()
  const { status } = await post(url, '/api/lab/enter', { code: await enterCode() }, jar)
  if (status !== 200) throw new Error(`the code was refused: ${status}`)
  return jar
}

export const ROOT_PASSWORD = 'lantern Orbit pickle 29'

let emails = 0

/** Signs up an account in a browser (a new one, unless `jar` is given) and signs root in, with root's console credentials. */
export async function newAccount(url: string, password = ROOT_PASSWORD, jar = new Map<string, string>()) {
  const email = `owner${++emails}@example.com`
  const wanted = { email, password, accountName: 'Example' }
  const signedUp = await post<{ accountId: string }>(url, '/api/signin/sign-up', wanted, jar)
  const step = await post<{ session: { id: string } }>(url, '/api/signin', { kind: 'root', email, password }, jar)
  const credentials = await consoleCredentials(url, step.body.session.id, jar)
  return { accountId: signedUp.body.accountId, email, password, jar, session: step.body.session.id, credentials }
}

export async function consoleCredentials(url: string, session: string, jar: Map<string, string>) {
  const { body } = await post<{ accessKeyId: string; secretAccessKey: string; sessionToken: string }>(
    url,
    '/api/signin/credentials',
    { session },
    jar,
  )
  const { accessKeyId, secretAccessKey, sessionToken } = body
  return { accessKeyId, secretAccessKey, sessionToken }
}
