import { createHash } from 'node:crypto'
import type { Monotonic } from '../account/ports.js'
import { Bucket, type Pace } from './guess-bucket.js'
import type { Counted, CountGuess } from './guess-counts.js'
import { GaveUpWaiting, type Guess, type Guesser, type GuessLimit, type Target, TooManyGuesses } from './guess-limit.js'
import { Shelf } from './guess-shelf.js'
import type { Forgetting } from './guess-table.js'

/** A browser that signed in as this user before. */
const DEVICE_PACE: Pace = { free: 10, everyMs: 1000 }
/** Everybody else, by target and source: 40 looks in the first minute, then 30 a minute. */
const LANE_PACE: Pace = { free: 10, everyMs: 2000 }
/** One target over all sources: 20 + 40 looks a minute, and faster than one source alone can use up. */
const TARGET_PACE: Pace = { free: 20, everyMs: 1500 }
/** One source over all targets: a class of 300 behind one address may mistype twice each at once and still sign in. */
const SOURCE_PACE: Pace = { free: 900, everyMs: 500 }

const MAX_WAITING_IN_A_LANE = 20
/** The twentieth in the line of a shared lane waits as long as this. Nobody waits longer. */
export const MAX_WAIT_MS = 40_000
/** In all shared lanes of a source, and of all sources: each of them holds a connection open. */
const MAX_WAITING_AT_A_SOURCE = 200
const MAX_WAITING = 2000
/** Lanes that wait for nothing but the table's answer: several seconds' worth of answers. */
const MAX_ASKING = 2000
const MAX_KEPT = 10_000
const LOOK_AGAIN_MS = 1000

interface Waiter {
  deadline: number
  enter(guess: Guess): void
  refuse(error: Error): void
}

/** The line of one device, or of one source, for one target. All of its buckets must have room for a look. */
interface Lane {
  own: Bucket
  /** None in a device's lane. */
  shared: { target: Bucket; source: Bucket } | undefined
  source: string
  waiting: Waiter[]
}

/**
 * The lines in which the guesses of one process wait for their turn. What they are counted in is counted here, or in a
 * table where several processes share a database (`count`). A lane is served first come, first served. Lanes that share a bucket take turns,
 * so that a long line at one address doesn't hold up the only one at another.
 */
export class GuessLanes implements GuessLimit {
  readonly #time: Monotonic
  readonly #count: CountGuess
  readonly #shared: Forgetting | undefined
  readonly #lanes = new Shelf<Lane>(MAX_KEPT, ({ own, waiting }, now) => (waiting.length > 0 ? Infinity : own.owedMs(now)))
  readonly #buckets = new Shelf<Bucket>(MAX_KEPT, (bucket, now) => bucket.owedMs(now))
  /**
   * The lanes in which somebody waits; the one whose last turn was longest ago comes first. Known browsers come before all
   * others, who may be more than a table can answer at once.
   */
  readonly #line = { known: new Set<Lane>(), others: new Set<Lane>() }
  #now = Number.NEGATIVE_INFINITY
  #cancelTimer = () => {}
  /** When the whole line was looked at for those who have waited too long. */
  #lookedAt = Number.NEGATIVE_INFINITY
  /** The table has been asked about one guess; the others wait for its answer. */
  #asking = false

  /** `shared`: the processes that count together forget together. */
  constructor(time: Monotonic, count: CountGuess, shared?: Forgetting) {
    this.#time = time
    this.#count = count
    this.#shared = shared
    shared?.onForgotten((target) => this.#forget(new Set([target])))
  }

  begin(guesser: Guesser, target: Target, signal?: AbortSignal): Promise<Guess> {
    if (signal?.aborted) return Promise.reject(new GaveUpWaiting())
    const now = this.#tick()
    const lane = this.#laneOf(guesser, target, now)
    const placeInMs = this.#placeInMs(lane, now)
    if (placeInMs > 0) return Promise.reject(tooMany(placeInMs))
    return new Promise((resolve, reject) => {
      const leave = () => {
        lane.waiting.splice(lane.waiting.indexOf(waiter), 1)
        if (lane.waiting.length === 0) this.#lineOf(lane).delete(lane)
        reject(new GaveUpWaiting())
        this.#serve()
      }
      const stay = () => signal?.removeEventListener('abort', leave)
      const waiter: Waiter = {
        deadline: now + MAX_WAIT_MS,
        enter(guess) {
          stay()
          resolve(guess)
        },
        refuse(error) {
          stay()
          reject(error)
        },
      }
      signal?.addEventListener('abort', leave, { once: true })
      lane.waiting.push(waiter)
      this.#lineOf(lane).add(lane)
      this.#serve()
    })
  }

  async forget(targets: readonly Target[]): Promise<void> {
    const hashes = targets.map(hashOf)
    await this.#shared?.forget(hashes)
    this.#forget(new Set(hashes))
  }

  #forget(hashes: ReadonlySet<string>): void {
    const now = this.#tick()
    const own = [...this.#lanes.values()].map((lane) => lane.own)
    for (const bucket of [...own, ...this.#buckets.values()]) if (bucket.of && hashes.has(bucket.of)) bucket.hear(0, now)
    this.#serve()
  }

  #tick(): number {
    this.#now = Math.max(this.#now, this.#time.now())
    return this.#now
  }

  #laneOf({ source, device }: Guesser, target: Target, now: number): Lane {
    const to = hashOf(target)
    const key = device === undefined ? `source ${source}` : `device ${device}`
    const pace = device === undefined ? LANE_PACE : DEVICE_PACE
    const lane = this.#lanes.get(`${key} ${to}`, now, () => ({
      own: new Bucket(pace, `lane ${key} ${to}`, to),
      shared: undefined,
      source: '',
      waiting: [],
    }))
    if (device !== undefined) return lane
    // Looking for accounts by email or for a class by its code must not use up what a class needs to sign in.
    const apart = target.kind === 'root-email' ? 'emails ' : target.kind === 'class-code' ? 'codes ' : ''
    lane.source = `${apart}${source}`
    // Looked up each time, so that all lanes count in the same ones, whatever was forgotten meanwhile.
    lane.shared = {
      target: this.#bucket(`target ${to}`, TARGET_PACE, now, to),
      source: this.#bucket(`source ${lane.source}`, SOURCE_PACE, now),
    }
    return lane
  }

  #bucket(name: string, pace: Pace, now: number, of?: string): Bucket {
    return this.#buckets.get(name, now, () => new Bucket(pace, name, of))
  }

  /** How long until this lane has a place for one more; 0: now. */
  #placeInMs(lane: Lane, now: number): number {
    if (waitingIn([lane], now) >= MAX_WAITING_IN_A_LANE) {
      return Math.max(1, waitMs(lane, now, lane.waiting.length + 1 - MAX_WAITING_IN_A_LANE))
    }
    // Whoever need not wait takes nobody's place.
    if (!lane.shared) return 0
    if (lane.waiting.length < roomIn(lane, now)) {
      const isSwamped = this.#asking && this.#line.others.size >= MAX_WAITING + MAX_ASKING
      return isSwamped ? LANE_PACE.everyMs : 0
    }
    const others = [...this.#line.others]
    const before = waitingIn(
      others.filter(({ source }) => source === lane.source),
      now,
    )
    if (before >= MAX_WAITING_AT_A_SOURCE || waitingIn(others, now) >= MAX_WAITING) return LANE_PACE.everyMs
    return Math.max(0, lane.shared.source.waitMs(now, before + 1) - MAX_WAIT_MS)
  }

  /** Lets in everyone whose turn it is, refuses those who waited too long, and comes back for the next. */
  #serve(): void {
    const now = this.#tick()
    for (let served = true; served; ) {
      served = false
      for (const lane of this.#lanesInLine()) {
        if (this.#asking) break
        if (waitMs(lane, now) > 0) continue
        const counted = this.#count(bucketsOf(lane), now)
        if (counted instanceof Promise) void this.#whenCounted(lane, counted)
        else this.#letIn(lane, counted)
        served = true
      }
    }
    // The awaited answer comes back here: not with the whole line each time.
    if (this.#asking && now - this.#lookedAt < LOOK_AGAIN_MS) return
    this.#lookedAt = now
    let nextMs = Infinity
    for (const lane of this.#lanesInLine()) {
      // Only the table's answer keeps those whose turn it is.
      if (waitMs(lane, now) === 0) continue
      while (lane.waiting[0] && lane.waiting[0].deadline <= now) {
        lane.waiting.shift()?.refuse(tooMany(Math.max(1, waitMs(lane, now))))
      }
      const [first] = lane.waiting
      if (first) nextMs = Math.min(nextMs, waitMs(lane, now), first.deadline - now)
      else this.#lineOf(lane).delete(lane)
    }
    this.#cancelTimer()
    if (nextMs < Infinity) this.#cancelTimer = this.#time.after(Math.max(1, Math.ceil(nextMs)), () => this.#serve())
  }

  async #whenCounted(lane: Lane, counting: Promise<Counted>): Promise<void> {
    this.#asking = true
    try {
      this.#letIn(lane, await counting)
    } catch (error) {
      lane.waiting.shift()?.refuse(error as Error)
      this.#toTheEnd(lane)
    } finally {
      this.#asking = false
      this.#serve()
    }
  }

  /** The first of a lane, unless nothing could be counted. Without anybody left in it, the guess doesn't count. */
  #letIn(lane: Lane, takeBack: Counted): void {
    if (!takeBack) return
    let counted: Counted = takeBack
    const giveBack = async () => {
      const undo = counted
      counted = undefined
      await undo?.(this.#tick())
      this.#serve()
    }
    const waiter = lane.waiting.shift()
    this.#toTheEnd(lane)
    if (waiter) waiter.enter({ known: lane.shared === undefined, right: giveBack, withdraw: giveBack })
    // What can't be given back comes back with time.
    else giveBack().catch(() => undefined)
  }

  #toTheEnd(lane: Lane): void {
    const line = this.#lineOf(lane)
    line.delete(lane)
    if (lane.waiting.length > 0) line.add(lane)
  }

  #lineOf({ shared }: Lane): Set<Lane> {
    return shared ? this.#line.others : this.#line.known
  }

  #lanesInLine(): Lane[] {
    return [...this.#line.known, ...this.#line.others]
  }
}

/** Hashed, since a target may be a name that a stranger typed, of any length. */
const hashOf = ({ kind, name }: Target): string =>
  createHash('sha256').update(`${kind} ${name}`).digest('base64url').slice(0, 22)

const bucketsOf = ({ own, shared }: Lane): Bucket[] => (shared ? [own, shared.target, shared.source] : [own])

const waitMs = (lane: Lane, now: number, count = 1): number =>
  Math.max(...bucketsOf(lane).map((bucket) => bucket.waitMs(now, count)))

const roomIn = (lane: Lane, now: number): number => Math.min(...bucketsOf(lane).map((bucket) => bucket.room(now)))

/** Without those whose turn it is, who stand in the line until the table has answered. */
const waitingIn = (lanes: readonly Lane[], now: number): number =>
  lanes.reduce((sum, lane) => sum + Math.max(0, lane.waiting.length - roomIn(lane, now)), 0)

const tooMany = (ms: number) => new TooManyGuesses(Math.ceil(ms / 1000))
