import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import type { RequestHandler } from 'express'
import type { AccountRef } from './account/account.js'
import { Accounts } from './account/accounts.js'
import { DAY_MS, HOUR_MS, MINUTE_MS } from './account/durations.js'
import type { Clock, Monotonic, Random } from './account/ports.js'
import type { NumberedRecord } from './account/request-record.js'
import type { Classroom } from './classroom/classroom.js'
import { LookupEvents } from './cloudtrail/lookup-events.js'
import { countInMemory } from './credentials/guess-counts.js'
import { GuessLanes } from './credentials/guess-lanes.js'
import { countInTable, forgettingInTable } from './credentials/guess-table.js'
import { Guesses } from './credentials/guesses.js'
import { createPasswordHasher } from './credentials/password-hasher.js'
import { forgetSessions } from './credentials/signing-credential.js'
import { ec2Operations } from './ec2/index.js'
import { createLimits } from './http/limits.js'
import { CLASSROOM_RATES, RATES, type Rates } from './http/rates.js'
import { createHttpServer } from './http/server.js'
import { iamOperations } from './iam/index.js'
import { Instances } from './instances/instances.js'
import { type Jobs, LANES } from './jobs.js'
import { fileReader, keyDeriver } from './lab/account-file/read-in-worker.js'
import { AccountTemplates } from './lab/accounts/account-templates.js'
import { newEnterCode } from './lab/enter-codes.js'
import { createLab } from './lab/lab.js'
import { Learners } from './lab/learners.js'
import { LimitsHit } from './lab/limits-hit.js'
import type { ClassRules } from './lab/services.js'
import type { Course } from './lessons/course/load-course.js'
import { type OwnNames, ownNames } from './own-names.js'
import { inNetworks, type Network } from './proxy/networks.js'
import { cookieSuffixOf } from './proxy/public-url.js'
import { Explanations } from './records/explanations/explanations.js'
import { FailuresInMemory, failuresInTables } from './records/explanations/last-failures.js'
import { InspectionsInMemory } from './records/inspections/inspections-in-memory.js'
import { InspectionsInTables } from './records/inspections/inspections-in-tables.js'
import type { Refusals } from './records/refusals.js'
import { RefusalsInMemory } from './records/refusals-in-memory.js'
import { RefusalsInTables } from './records/refusals-in-tables.js'
import { refusedCalls } from './records/refused-calls.js'
import { operationsByName } from './runner/registry.js'
import { Runner } from './runner/run.js'
import { DeviceCookies } from './signin/device-cookies.js'
import { scoreEstimator } from './signin/estimate-score.js'
import { SignInEvents } from './signin/events.js'
import { MinutesInMemory } from './signin/failure-minutes.js'
import { MinutesInTable } from './signin/failure-table.js'
import { rootRecovery } from './signin/recover-root.js'
import { rootProver } from './signin/root-proof.js'
import { signinRouter } from './signin/router.js'
import type { SignInServices } from './signin/services.js'
import { SshHost, type SshInstances } from './ssh/host.js'
import { CLASSROOM_SSH_LIMITS, type SshLimits } from './ssh/limits.js'
import { LAG_MS } from './store/rings.js'
import type { Store } from './store/store.js'
import { fetchJson } from './sts/fetch-json.js'
import { stsOperations } from './sts/index.js'
import { systemClock, systemMonotonic, systemRandom } from './system.js'
import type { ServerCertificate } from './tls/server-certificate.js'
import { createWire } from './wire/wire.js'
import { BoundedWorker } from './worker/worker.js'

export interface ComposeOptions {
  store: Store
  /** Where `vite build` put the web client. */
  clientDir: string
  /** The lessons; read when they are first asked for. */
  course: () => Course
  /** The address that the user is told, without a slash at its end; read late, since port 0 is known after listening. */
  baseUrl: () => string
  /** The cookies' suffix without a public URL, so that two servers on one machine don't take each other's. */
  port: number
  /** Under what the server is reached; without them, this machine's loopback names. */
  names?: OwnNames
  /** For TLS on the server's own port; closed with the rest. */
  certificate?: ServerCertificate | undefined
  /** Behind a proxy: the address that everybody uses, which `baseUrl` gives, too. */
  publicUrl?: URL | undefined
  /** Where proxies call from whose X-Forwarded-For and X-Forwarded-Proto count. */
  trustedProxies?: readonly Network[]
  /** Those proxies begin each SSH connection with the line of the PROXY protocol, version 1. */
  sshProxyProtocol?: boolean
  /** The port on which the proxy takes SSH logins, if that is another than the server's own. */
  publicSshPort?: number | undefined
  /** Other machines get in through such a proxy only. */
  proxyOnly?: boolean
  /** Knows the person at the machine. */
  operatorToken: string
  allowSignUp?: boolean
  bcryptCost?: number
  /** Instead of those that a classroom, or a machine of one's own, begins with. */
  rates?: Partial<Rates>
  /**
   * Classes are held here: many people behind few addresses, so each of them has limits, and an address has hardly any.
   * `addresses`: where learners reach the server, if that isn't `baseUrl`; the best comes first.
   */
  classroom?: { addresses?: () => string[] } | undefined
  /** Stand in for those of the accounts. */
  instances?: SshInstances
  sshLimits?: Partial<SshLimits>
  clock?: Clock
  monotonic?: Monotonic
  random?: Random
  log?: (event: string, details: Record<string, unknown>) => void
}

export interface Composed {
  server: Server
  accounts: Accounts
  runner: Runner
  refusals: Refusals
  /** Doesn't listen yet; closed with the rest. */
  ssh: SshHost
  /** A new code that makes a browser the person at the machine: good once, for ten minutes. */
  enterCode(): Promise<string>
  /** Loaded when it is first asked for; undefined without one. */
  classroom: (() => Promise<Classroom>) | undefined
  /** Until all that happened is on record and the lessons have looked at it. */
  settled(): Promise<void>
  /** Flushes what is batched and closes the store; the server must have been closed before. */
  close(): Promise<void>
}

const IDLE_MS = 10 * MINUTE_MS
const RECORD_MAX_AGE_MS = 90 * DAY_MS

/** Runs what may not run on the event loop (decision 14): beside this module, in the source and in the bundle. */
const isSource = import.meta.url.endsWith('.ts')
const THREAD = new URL(isSource ? './thread.ts' : './thread.js', import.meta.url)
const SHELL_THREAD = new URL(isSource ? './instance-shell/thread.ts' : './shell-thread.js', import.meta.url)

/** The composition root: the only place that knows all rooms. */
export function compose(options: ComposeOptions): Composed {
  const { store, baseUrl, clock = systemClock, monotonic = systemMonotonic, random = systemRandom, log = () => {} } = options
  const { publicUrl, certificate, trustedProxies = [], sshProxyProtocol = false } = options
  const isTrusted = trustedProxies.length > 0 ? inNetworks(trustedProxies) : undefined
  const cookieSuffix = publicUrl ? cookieSuffixOf(publicUrl) : options.port
  const listeners: ((records: NumberedRecord[], of: AccountRef) => void)[] = []
  const accounts = new Accounts({
    repository: store.accounts,
    clock: monotonic,
    shared: store.shared !== undefined,
    onFlushFailed: (error) => log('records could not be written', { error }),
    onRecordsDropped: () => log('records are dropped, since too many wait to be written', {}),
    onRecorded: (records, of) => {
      for (const listener of listeners) listener(records, of)
    },
  })
  const worker = new BoundedWorker<Jobs, keyof typeof LANES>({ entry: THREAD, lanes: LANES })
  const estimateScore = scoreEstimator(worker, log)
  const { bcryptCost = 12 } = options
  const passwords = createPasswordHasher({ cost: bcryptCost })
  const cookieName = `iam-dojo-device-${cookieSuffix}`
  const devices = new DeviceCookies({ documents: store.documents, clock, random, cookieName })
  const lanes = store.shared
    ? new GuessLanes(
        monotonic,
        countInTable(store.shared.paces, monotonic),
        forgettingInTable(store.shared.paces, store.shared.news),
      )
    : new GuessLanes(monotonic, countInMemory)
  const guesses = new Guesses(lanes, devices)
  const sshHostKeyFingerprint = async () => (await ssh.hostKey()).fingerprint
  const runner = new Runner({ accounts, clock, random, passwords, guesses, fetchJson, sshHostKeyFingerprint })
  const { shared, documents } = store
  shared?.rings.onDropped((dropped) => log('refusals or requests are not kept, since they could not be written', dropped))
  const refusals = shared ? new RefusalsInTables(shared.rings) : new RefusalsInMemory()
  const inspections = shared
    ? new InspectionsInTables(shared.rings, { accounts, documents, clock })
    : new InspectionsInMemory(clock)
  const lastFailures = shared ? failuresInTables(shared) : new FailuresInMemory(accounts)
  const explanations = new Explanations(accounts, refusals, lastFailures, shared ? LAG_MS : 0)
  const operations = operationsByName([...iamOperations, ...stsOperations, ...ec2Operations, LookupEvents])
  const learners = new Learners({
    documents,
    random,
    cookieName: `iam-dojo-lab-${cookieSuffix}`,
    operatorToken: options.operatorToken,
  })
  const limitsHit = new LimitsHit({ accounts, documents, clock })
  const rates = { ...(options.classroom ? CLASSROOM_RATES : RATES), ...options.rates }
  const { mayCall, ...limits } = createLimits(rates, { learners, limitsHit })
  const wire = createWire({
    accounts,
    runner,
    clock,
    operations,
    newRequestId: randomUUID,
    mayCall,
    onAnswered: (exchange, answer, contentType) => inspections.add(exchange, answer, contentType),
    onRefused: refusedCalls({ accounts, refusals, clock }),
    secureInside: (publicUrl?.protocol ?? (certificate && 'https:')) === 'https:',
    log,
  })
  const minutes = store.shared ? new MinutesInTable(store.shared.minutes) : new MinutesInMemory(monotonic)
  const signInEvents = new SignInEvents({ accounts, clock, minutes, loginTo: () => `${baseUrl()}/console/home` })
  const signInServices: SignInServices = {
    accounts,
    documents,
    runner,
    passwords,
    guesses,
    devices,
    events: signInEvents,
    clock,
    random,
    cookieName: `iam-dojo-console-${cookieSuffix}`,
    allowSignUp: (options.allowSignUp ?? true) && !options.classroom,
    baseUrl,
    async ownedBy(request, response) {
      const learner = await learners.enter(request, response)
      return (accountId) => [learners.ownershipOf(learner, { accountId })]
    },
    estimateScore,
  }
  const instances = new Instances({
    ...{ accounts, inspections, clock, monotonic, random, baseUrl },
    newRequestId: randomUUID,
    disks: store.disks,
    send: wire.send,
    shellThread: SHELL_THREAD,
  })
  const ssh = new SshHost({
    ...{ accounts, documents, refusals, inspections, clock, monotonic, random, log },
    secrets: store.secrets,
    seats: shared?.seats,
    newRequestId: randomUUID,
    ...(isTrusted ? { proxies: { calls: isTrusted, named: (address) => sshProxyProtocol && isTrusted(address) } } : {}),
    instances: options.instances ?? instances,
    limits: { ...(options.classroom ? CLASSROOM_SSH_LIMITS : {}), ...options.sshLimits },
  })
  const templates = new AccountTemplates({
    ...{ runner, operations, clock, random, passwords, estimateScore, documents, bcryptCost },
  })
  const classroom = options.classroom && lazyClassroom(options.classroom.addresses ?? (() => [baseUrl()]))
  const lab = createLab({
    shared: store.shared,
    accounts,
    documents,
    disks: store.disks,
    runner,
    operations,
    refusals,
    send: wire.send,
    inspections,
    explanations,
    passwords,
    clock,
    random,
    baseUrl,
    course: options.course,
    learners,
    templates,
    limitsHit,
    classRules: classroom && lazyRules(classroom),
    proveRoot: rootProver(signInServices),
    recoverRoot: rootRecovery(signInServices),
    estimateScore,
    readFile: fileReader(worker),
    deriveKey: keyDeriver(worker),
    ssh,
    sshPort: () => ssh.port && (options.publicSshPort ?? ssh.port),
    log,
  })
  let loading: Promise<Classroom> | undefined
  function lazyClassroom(addresses: () => string[]): () => Promise<Classroom> {
    const load = async () => {
      const { createClassroom } = await import('./classroom/classroom.js')
      const { classrooms, secrets } = store
      return createClassroom({ store: classrooms, secrets, lab: lab.context, guesses: lanes, cookieSuffix, addresses })
    }
    return () => {
      loading ??= load()
      return loading
    }
  }
  // Exams end whether or not anybody asks, and other processes ask who has a page open at this one.
  void classroom?.()
  listeners.push(lab.onRecorded, lastFailures.onRecorded)
  for (const holder of [refusals, inspections, lastFailures, lab, signInEvents, instances])
    accounts.onEnded((id) => holder.forget(id))
  accounts.onEnded(forgetSessions)
  const server = createHttpServer({
    wire,
    routers: {
      signin: signinRouter(signInServices),
      lab: lab.router,
      ...(classroom ? { classroom: lazyRouter(classroom) } : {}),
    },
    clientDir: options.clientDir,
    names: options.names ?? ownNames({ loopbackOnly: true, named: [], monotonic }),
    certificate,
    outside: { isTrusted, publicUrl },
    proxyOnly: options.proxyOnly ?? false,
    ...limits,
    ready: store.answers,
    log,
  })
  const stopHousekeeping = keepHouse({ signInEvents, accounts, store, clock, monotonic, log })
  return {
    server,
    accounts,
    runner,
    refusals,
    ssh,
    enterCode: () => newEnterCode({ documents, random, clock }),
    classroom,
    async settled() {
      await ssh.settled()
      await limitsHit.flush()
      await shared?.rings.flush()
      await accounts.flush()
      await lab.settled()
    },
    async close() {
      stopHousekeeping()
      certificate?.close()
      lab.close()
      // What can't be written any more keeps nothing else from being closed.
      const failures: unknown[] = []
      const rest = [
        async () => (await loading)?.close(),
        () => ssh.close(),
        () => instances.close(),
        () => worker.close(),
        () => signInEvents.sweep({ stopping: true }),
        () => accounts.flush(),
        () => limitsHit.flush(),
        // The lessons look at what was flushed last, and read the store for it.
        () => lab.settled(),
        () => store.close(),
      ]
      for (const step of rest) await step().catch((error: unknown) => failures.push(error))
      if (failures.length > 0) throw failures[0]
    },
  }
}

const lazyRouter =
  (classroom: () => Promise<Classroom>): RequestHandler =>
  async (request, response, next) => {
    const { router } = await classroom()
    router(request, response, next)
  }

const lazyRules = (classroom: () => Promise<Classroom>): ClassRules => ({
  withPlaceForAccount: async (learner, make) => (await classroom()).rules.withPlaceForAccount(learner, make),
  refuses: async (of, act) => (await classroom()).rules.refuses(of, act),
  heldAt: async (learner, lesson) => (await classroom()).rules.heldAt(learner, lesson),
})

interface House {
  signInEvents: SignInEvents
  accounts: Accounts
  store: Store
  clock: Clock
  monotonic: Monotonic
  log: NonNullable<ComposeOptions['log']>
}

/** What has to be done from time to time, until the function that it returns is called. */
function keepHouse({ signInEvents, accounts, store, clock, monotonic, log }: House): () => void {
  const every = (ms: number, work: () => Promise<void>) =>
    setInterval(() => void work().catch((error: unknown) => log('housekeeping failed', { error })), ms).unref()
  const timers = [
    every(MINUTE_MS, async () => {
      await signInEvents.sweep()
      await store.shared?.paces.sweep()
      await accounts.evict(monotonic.now() - IDLE_MS)
      if (!(await leads(store))) return
      await store.documents.sweep(clock.now())
      await store.shared?.rings.sweep()
      await store.shared?.leases.sweep()
      await store.shared?.errands.sweep()
    }),
    every(HOUR_MS, async () => {
      if (await leads(store)) await store.accounts.pruneRecords(clock.now() - RECORD_MAX_AGE_MS)
    }),
  ]
  return () => {
    for (const timer of timers) clearInterval(timer)
  }
}

/** One of several processes keeps house for all; another takes over once it has ended. */
const LEADS_MS = 3 * MINUTE_MS

const leads = async ({ shared }: Store): Promise<boolean> => !shared || (await shared.leases.hold('housekeeping', LEADS_MS))
