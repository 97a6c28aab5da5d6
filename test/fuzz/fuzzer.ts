import { startTarget, type Target } from '../support/target.js'
import type { Front, FuzzCase } from './case.js'
import { Chance } from './chance.js'
import { rawCase } from './raw-cases.js'
import { routeCase } from './route-cases.js'
import { type Answer, send, sendBytes } from './send.js'
import type { Surface } from './surface.js'
import { wireCase } from './wire-cases.js'
import { CANARY, World } from './world.js'

export interface FuzzOptions {
  seed: number
  /** Stops after so many cases, or at this time of `Date.now()`. */
  cases: number
  until: number
  fronts: readonly Front[]
  /** The built server's folder. */
  folder: string
  surface: Surface
  onProgress?: (tally: Tally) => void
  /** As soon as it is found; the tally has it, too. */
  onFinding?: (finding: Finding) => void
}

export interface Finding {
  /** What went wrong: `status 500`, `crash`, `secret`, … */
  what: string
  detail: string
  /** The case to blame or, where that can't be told, those that were on their way, oldest first. */
  cases: FuzzCase[]
}

export interface Tally {
  cases: number
  byFront: Record<string, number>
  /** `2xx` and so on; `lost`: the connection ended without an answer. */
  byStatus: Record<string, number>
  maxMegabytes: number
  findings: Finding[]
  startedAt: number
  /** What was found twice is kept once. */
  again: number
}

const IN_FLIGHT = 8
/** A guess may have to wait its turn for 40 s; nothing else may take long. */
const DEADLINE_MS = 60_000
/** After this the next case is sent beside it. */
const SLOW_MS = 500
const MAX_WAITING = 200
/** How long the end of a round waits for what is still on its way. */
const STRAGGLERS_MS = 1000
/** A call of the second account may take so much of the main thread's time, and not more. */
const STALL_CPU_MS = 2000
const HEALTH_MS = 30_000
/** An account is used for so many cases, then everything is made afresh. */
const ROUND = 400
/** As docs/decisions/0019 promises. */
const MAX_MEGABYTES = 300
const MAX_FINDINGS = 25

const WEIGHTS: Record<Front, number> = { wire: 7, signin: 1.5, lab: 1.5, bytes: 0.4 }

/** The case with this number: the same for the same seed. */
export function caseNumber(
  index: number,
  { seed, fronts, surface }: Pick<FuzzOptions, 'seed' | 'fronts' | 'surface'>,
): FuzzCase {
  const chance = new Chance(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b))
  const front = chance.weighted(fronts.map((one) => [one, WEIGHTS[one]] as const))
  if (front === 'wire') return wireCase(chance)
  return front === 'bytes' ? rawCase(chance) : routeCase(chance, surface, front)
}

/** Sends cases until it is told to stop, and looks at the server after each. */
export class Fuzzer {
  readonly tally: Tally = {
    cases: 0,
    byFront: {},
    byStatus: {},
    maxMegabytes: 0,
    findings: [],
    startedAt: Date.now(),
    again: 0,
  }
  readonly #options: FuzzOptions
  readonly #known = new Set<string>()
  readonly #flying = new Set<FuzzCase>()
  readonly #waiting = new Set<Promise<void>>()
  readonly #end = new AbortController()
  #target: Target | undefined
  #world: World | undefined
  #checked: Promise<void> | undefined
  #next = 0

  constructor(options: FuzzOptions) {
    this.#options = options
  }

  async run(): Promise<Tally> {
    const { cases, until, onProgress } = this.#options
    const done = () => this.#next >= cases || Date.now() >= until || this.tally.findings.length >= MAX_FINDINGS
    const progress = setInterval(() => onProgress?.(this.tally), 10_000)
    try {
      while (!done()) await this.#round(done)
    } finally {
      clearInterval(progress)
      this.#end.abort()
      await this.#target?.stop()
    }
    return this.tally
  }

  async #round(done: () => boolean): Promise<void> {
    this.#target ??= await startTarget(this.#options.folder)
    const target = this.#target
    try {
      this.#world = await World.open(target)
      const last = this.#next + ROUND
      const worker = async () => {
        while (!done() && this.#next < last && target.ended() === undefined)
          await this.#one(target, caseNumber(this.#next++, this.#options))
      }
      await Promise.all(Array.from({ length: IN_FLIGHT }, worker))
      await Promise.race([Promise.all(this.#waiting), sleep(STRAGGLERS_MS)])
      if (target.ended() === undefined) await this.#leave()
    } catch (error) {
      if (target.ended() === undefined) this.#found({ what: 'no answer between rounds', detail: String(error), cases: [] })
    }
    this.#look(target)
    if (target.ended() !== undefined || this.#stuck) {
      await target.stop()
      this.#target = undefined
      this.#stuck = false
    }
  }
  /** The server answers nobody any more, so that the next round needs another one. */
  #stuck = false

  async #leave(): Promise<void> {
    const world = this.#world
    // What is still on its way finds no second account to ask from here on.
    this.#world = undefined
    await this.#checked
    if (!world) return
    const traces = await world.traces()
    const [told] = [CANARY.exec(traces)?.[0], ...world.secrets.filter((secret) => traces.includes(secret))].filter(Boolean)
    if (told) this.#found({ what: 'secret', detail: `the request inspector shows ${around(traces, told)}`, cases: [] })
    await world.close()
  }

  /** Sends one case. Returns when it is answered, or when it takes so long that others need not wait for it. */
  async #one(target: Target, fuzzed: FuzzCase): Promise<void> {
    this.#flying.add(fuzzed)
    const work = this.#sent(target, fuzzed)
      .then(() => (this.#end.signal.aborted ? undefined : this.#healthy(target)))
      .catch((error: unknown) => {
        // The world can't be renewed: what the server says at its end comes with the finding of its crash.
        if (target.ended() === undefined)
          this.#found({ what: 'no answer after a case', detail: String(error), cases: [fuzzed] })
      })
      .finally(() => this.#flying.delete(fuzzed))
    const waiting: Promise<void> = work.finally(() => this.#waiting.delete(waiting))
    this.#waiting.add(waiting)
    if (this.#waiting.size > MAX_WAITING) await work
    else await Promise.race([work, sleep(SLOW_MS)])
  }

  async #sent(target: Target, fuzzed: FuzzCase): Promise<void> {
    const { tally } = this
    const world = this.#world
    if (!world) return
    tally.cases++
    tally.byFront[fuzzed.front] = (tally.byFront[fuzzed.front] ?? 0) + 1
    const filled = world.fill(fuzzed)
    let answer: Answer
    try {
      answer =
        fuzzed.front === 'bytes'
          ? await sendBytes(target.url, filled.body)
          : await send(target.url, filled, AbortSignal.timeout(DEADLINE_MS))
    } catch (error) {
      if (target.ended() === undefined)
        this.#found({ what: 'hung', detail: `no answer in ${DEADLINE_MS} ms: ${error}`, cases: [fuzzed] })
      return
    }
    const status = answer.status === 0 ? 'lost' : `${Math.floor(answer.status / 100)}xx`
    tally.byStatus[status] = (tally.byStatus[status] ?? 0) + 1
    const wrong = wrongIn(answer, world.secrets)
    if (wrong) this.#found({ ...wrong, cases: [world.named(fuzzed), fuzzed] })
    world.harvest(fuzzed, answer)
    if (fuzzed.method === 'DELETE' && answer.status === 200) await world.renewLab()
    if (fuzzed.path.endsWith('/sign-out') && answer.status === 200) await world.signIn()
  }

  /** A call of the second account that began after this case's end; cases that end together share one. */
  async #healthy(target: Target): Promise<void> {
    const before = this.#checked
    if (before) await before
    if (this.#checked === before || this.#checked === undefined) {
      const check = this.#check(target).finally(() => {
        if (this.#checked === check) this.#checked = undefined
      })
      this.#checked = check
    }
    await this.#checked
  }

  async #check(target: Target): Promise<void> {
    if (target.ended() !== undefined) return
    const began = target.mainThreadMs() ?? 0
    const healthy = (await this.#world?.isHealthy(AbortSignal.timeout(HEALTH_MS)).catch(() => false)) ?? true
    const cpu = (target.mainThreadMs() ?? 0) - began
    this.#look(target)
    if (target.ended() !== undefined) return
    const cases = [...this.#flying]
    if (cpu > STALL_CPU_MS)
      this.#found({
        what: 'stall',
        detail: `another account waited while the main thread worked for ${Math.round(cpu)} ms`,
        cases,
      })
    if (healthy) return
    this.#stuck = true
    this.#found({ what: 'unhealthy', detail: 'another account no longer gets its own answer', cases })
  }

  /** Memory, the log, and whether the process is still there. */
  #look(target: Target): void {
    const megabytes = target.residentMegabytes() ?? 0
    const cases = [...this.#flying]
    this.tally.maxMegabytes = Math.max(this.tally.maxMegabytes, megabytes)
    if (megabytes > MAX_MEGABYTES) this.#found({ what: 'memory', detail: `${Math.round(megabytes)} MB resident`, cases })
    const logs = target.newLogs()
    const told = CANARY.exec(logs)?.[0]
    if (told) this.#found({ what: 'secret', detail: `the log shows ${around(logs, told)}`, cases })
    const end = target.ended()
    if (end !== undefined) this.#found({ what: 'crash', detail: `${end}: ${target.lastWords()}`, cases })
  }

  #found(finding: Finding): void {
    const blamed = /^(status|hung|secret)/.test(finding.what) ? shortOf(finding.cases[0]?.about) : ''
    const key = `${finding.what} ${blamed}`
    if (this.#known.has(key)) {
      this.tally.again++
      return
    }
    this.#known.add(key)
    this.tally.findings.push(finding)
    this.#options.onFinding?.(finding)
  }
}

/** The operation or the route of a case. */
const shortOf = (about = ''): string => about.replace(/: (valid|nearly valid|bytes)\b.*$/, '')

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms).unref())

/** What is wrong with an answer by itself, whatever was asked. */
export function wrongIn(
  { status, text, headers }: Answer,
  secrets: readonly string[],
): Pick<Finding, 'what' | 'detail'> | undefined {
  // A checkout without a built client says so with 503, and a service that isn't here with 501.
  const isAbsent = status === 501 && (text === '' || text.includes("IAM Dojo doesn't have"))
  const meant = isAbsent || text.startsWith('The web client is not built')
  if (status >= 500 && !meant) return { what: `status ${status}`, detail: text.slice(0, 1000) }
  // AWS's redirect of a request without an action gives its sender's query back, whatever is in it.
  const { location, ...others } = headers
  const kept = location?.startsWith('https://aws.amazon.com/iam?') ? others : headers
  const whole = `${JSON.stringify(kept)}\n${text}`
  const [secret] = [CANARY.exec(whole)?.[0], ...secrets.filter((one) => whole.includes(one))].filter(Boolean)
  return secret ? { what: 'secret', detail: `the answer shows ${around(whole, secret)}` } : undefined
}

const around = (text: string, part: string): string =>
  text.slice(Math.max(0, text.indexOf(part) - 120), text.indexOf(part) + 80)
