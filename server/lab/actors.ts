import { type AccountView, accountTime } from '../account/account.js'
import { AccountGone } from '../account/accounts.js'
import { HOUR_MS, MINUTE_MS } from '../account/durations.js'
import type { NumberedRecord } from '../account/request-record.js'
import { AtMost } from '../bounds/at-most.js'
import { BoundedMap } from '../bounds/bounded-map.js'
import { openSession } from '../credentials/session-token.js'
import type { ActorProgress } from '../lessons/checks/check.js'
import { accessKeysOf } from '../lessons/checks/lookups.js'
import { isActorAddress } from '../lessons/format/actor-addresses.js'
import type { Actor, Lesson } from '../lessons/format/lesson.js'
import { callRequest, credentialsIn, element, type SigningKeys } from '../wire/request.js'
import { forwardClock } from './accounts/forward-clock.js'
import type { LessonEngine } from './progress/engine.js'
import type { Publish, Subscriptions } from './progress/subscriptions.js'
import type { LabServices } from './services.js'
import { Turns } from './turns.js'

/** An actor's calls that are shown. */
const MAX_CALLS = 60
/** While somebody watches; a simulated minute is as long as it takes to see something. */
const EVERY_MS = 10_000
/** Accounts that are played at the same time: one with a slow robot keeps no class waiting, and a class keeps no call waiting. */
const AT_ONCE = 4
/** After an act of the learner's: at once, so that what it did to the actors shows. */
const AFTER_AN_ACT_MS = 250
/** Of the processes with pages that watch an account, one plays its actors, until it has missed two turns. */
const STAGE_MS = 2.5 * EVERY_MS
const MAX_CALLS_IN_A_JUMP = 20
/** An actor whose memory is gone reads its keys and tokens again, as after a restart. */
const MAX_MEMORY_BYTES = 4_000_000
const MAX_STAGE_BYTES = 1_000_000

interface Services extends Pick<LabServices, 'accounts' | 'documents' | 'send' | 'baseUrl' | 'clock' | 'log' | 'shared'> {
  engine: LessonEngine
  subscriptions: Subscriptions
  publish: Publish
}

/** By the name that an actor keeps credentials under: without their secret, which the token holds sealed. */
type KeptTokens = Record<string, { accessKeyId: string; sessionToken: string }>
const COLLECTION = 'actor-memory'
/** As long as any session lives. */
const KEPT_MS = 36 * HOUR_MS

/** What an actor got back and remembers, as a program does. */
interface Memory {
  /** By access key id. */
  secrets: Map<string, string>
  /** By the name it keeps them under. */
  kept: Map<string, SigningKeys>
}

/**
 * Plays the actors of lessons: a robot that must not stop, a thief with a stolen key. They call through the wire, with
 * signatures and addresses of their own, and may no more than their credentials allow.
 */
export class Actors {
  readonly #services: Services
  readonly #memories = new BoundedMap<string, Memory>({ maxSize: MAX_MEMORY_BYTES })
  /** Accounts with actors: the others' acts set nothing off. */
  readonly #stages = new BoundedMap<string, true>({ maxSize: MAX_STAGE_BYTES })
  readonly #due = new Map<string, NodeJS.Timeout>()
  readonly #timer: NodeJS.Timeout
  readonly #turns: Turns
  /** Accounts whose turn of the present tick isn't over. */
  readonly #ticking = new Set<string>()
  readonly #few = new AtMost(AT_ONCE)

  constructor(services: Services) {
    this.#services = services
    this.#turns = new Turns('actors', services.shared?.leases)
    this.#timer = setInterval(() => this.#tick(), EVERY_MS).unref()
  }

  /** A lesson was started: its actors hold their keys and do what they begin with. */
  async enter(accountId: string, lesson: Lesson): Promise<void> {
    await this.#turns.take(accountId, async () => {
      for (const actor of lesson.actors) await this.#enterOne(accountId, lesson, actor)
    })
    await this.play(accountId)
  }

  async #enterOne(accountId: string, lesson: Lesson, actor: Actor): Promise<void> {
    this.#memories.delete(`${accountId}/${actor.id}`)
    const accessKeyId = await this.#oldestKey(accountId, actor.user)
    if (accessKeyId === undefined) return
    const since = await this.#accountNow(accountId)
    const state = { accessKeyId, since, succeeded: 0, failed: 0, calls: [] }
    await this.#services.engine.actor(accountId, lesson, actor.id, state)
    await this.#services.documents.delete(COLLECTION, `${accountId}/${actor.id}`)
    const memory = await this.#memory(accountId, actor, state)
    for (const { call, with: input, keep } of actor.opening) {
      const { text } = await this.#call(actor, call, input, this.#keys(memory, state))
      if (keep) memory.kept.set(keep, credentialsIn(text))
    }
    await this.#keep(accountId, actor, memory)
  }

  /** Each actor of the account's running lessons makes its calls once. */
  play(accountId: string): Promise<void> {
    const { engine, shared } = this.#services
    const isNeeded = async () => !shared || (await this.#hasActors(accountId))
    const playing = this.#turns.take(
      accountId,
      async () => {
        for (const lesson of await engine.running(accountId)) {
          for (const actor of lesson.actors) await this.#playOne(accountId, lesson, actor)
        }
      },
      isNeeded,
    )
    playing.catch((error: unknown) => {
      // Deleted meanwhile, perhaps at another process: there is nothing to play any more.
      if (!(error instanceof AccountGone)) this.#services.log('an actor could not play', { error })
    })
    return playing
  }

  async #hasActors(accountId: string): Promise<boolean> {
    return (await this.#services.engine.running(accountId)).some(({ actors }) => actors.length > 0)
  }

  /** Moves the account's clock; actors call on the way, at most twenty times. */
  async forward(accountId: string, ms: number): Promise<number | undefined> {
    const here = await this.#hasActors(accountId)
    const parts = here ? Math.min(MAX_CALLS_IN_A_JUMP, Math.max(1, Math.floor(ms / MINUTE_MS))) : 1
    let offset: number | undefined
    for (let part = 0; part < parts; part++) {
      offset = await forwardClock(this.#services.accounts, accountId, ms / parts)
      if (offset === undefined) return undefined
      // Before anything happens at that time: pages renew their credentials, which age by this clock.
      this.#services.publish(accountId, 'clock', { clockOffset: offset })
      if (here) await this.play(accountId)
    }
    return offset
  }

  /** The learner's own acts: what they did to the actors shows at once. */
  readonly onRecorded = (records: NumberedRecord[]): void => {
    const [first] = records
    if (!first || this.#due.has(first.accountId)) return
    // Where several processes play, the lesson may have begun in another one.
    if (!this.#services.shared && !this.#stages.get(first.accountId)) return
    if (!records.some(({ readOnly, sourceIp }) => !readOnly && !isActorAddress(sourceIp))) return
    const timer = setTimeout(() => {
      this.#due.delete(first.accountId)
      void this.play(first.accountId).catch(() => undefined)
    }, AFTER_AN_ACT_MS)
    this.#due.set(first.accountId, timer.unref())
  }

  /**
   * Gives an actor another key. It keeps the id; the secret is compared, remembered as any program's and stored nowhere.
   * False: the two don't belong together, and the actor goes on with what it has.
   */
  async giveKey(
    accountId: string,
    lesson: Lesson,
    actor: Actor,
    { accessKeyId, secretAccessKey }: SigningKeys,
  ): Promise<boolean> {
    const request = this.#request(actor, 'sts:GetCallerIdentity', {}, { accessKeyId, secretAccessKey })
    const { status } = await this.#services.send(request, actor.sourceIp)
    if (status !== 200) return false
    let isGiven = false
    // In turn: an actor at work writes back what it began with.
    await this.#turns.take(accountId, async () => {
      const state = (await this.#services.engine.progressOf(accountId, lesson)).actors[actor.id]
      if (!state || !(await this.#services.accounts.get(accountId))?.get('AccessKey', accessKeyId)) return
      ;(await this.#memory(accountId, actor, state)).secrets.set(accessKeyId, secretAccessKey)
      await this.#services.engine.actor(accountId, lesson, actor.id, { ...state, accessKeyId })
      isGiven = true
    })
    if (isGiven) await this.play(accountId)
    return isGiven
  }

  /** What an act set off and is still to come, comes now; until nobody is in the middle of a call. */
  async settled(): Promise<void> {
    for (const [accountId, timer] of this.#due) {
      clearTimeout(timer)
      this.#due.delete(accountId)
      void this.play(accountId).catch(() => undefined)
    }
    await this.#turns.settled()
  }

  /** What actors kept of an account that was reset, deleted or replaced ends with it. */
  forget(accountId: string): void {
    clearTimeout(this.#due.get(accountId))
    this.#due.delete(accountId)
    this.#stages.delete(accountId)
    this.#memories.deleteWhere((name) => name.startsWith(`${accountId}/`))
  }

  close(): void {
    clearInterval(this.#timer)
    for (const timer of this.#due.values()) clearTimeout(timer)
    this.#due.clear()
  }

  /** An account that is still at it, or waits for its turn, isn't played twice. */
  #tick(): void {
    for (const accountId of this.#services.subscriptions.accounts()) {
      if (this.#ticking.has(accountId)) continue
      this.#ticking.add(accountId)
      void this.#few.enter('tick', () => this.#playInTick(accountId)).finally(() => this.#ticking.delete(accountId))
    }
  }

  async #playInTick(accountId: string): Promise<void> {
    const { shared } = this.#services
    const mine = shared ? await shared.leases.hold(`stage/${accountId}`, STAGE_MS).catch(() => false) : true
    if (mine) await this.play(accountId).catch(() => undefined)
  }

  async #playOne(accountId: string, lesson: Lesson, actor: Actor): Promise<void> {
    const { engine } = this.#services
    const state = (await engine.progressOf(accountId, lesson)).actors[actor.id]
    if (!state) return
    const memory = await this.#memory(accountId, actor, state)
    const at = await this.#accountNow(accountId)
    let error: string | undefined
    for (const { call, with: input, by } of actor.calls) {
      const keys = by === undefined ? this.#keys(memory, state) : memory.kept.get(by)
      const answer = keys ? await this.#call(actor, call, input, keys) : { error: 'NoCredentials' }
      error ??= answer.error
    }
    const calls = [...state.calls, error === undefined ? { at } : { at, error }].slice(-MAX_CALLS)
    const succeeded = state.succeeded + (error === undefined ? 1 : 0)
    const failed = state.failed + (error === undefined ? 0 : 1)
    await engine.actor(accountId, lesson, actor.id, { ...state, calls, succeeded, failed })
  }

  async #call(actor: Actor, call: string, input: Record<string, unknown>, keys: SigningKeys) {
    const { status, body } = await this.#services.send(this.#request(actor, call, input, keys), actor.sourceIp)
    const code = element(body, 'Code') ?? /"__type":"(\w+)"/.exec(body)?.[1] ?? 'Error'
    return status === 200 ? { text: body } : { text: body, error: code }
  }

  #request({ userAgent }: Actor, call: string, input: Record<string, unknown>, keys: SigningKeys) {
    const { host } = new URL(this.#services.baseUrl())
    const { headers, body } = callRequest({ call, input, host, userAgent, keys, now: this.#services.clock.now() })
    return { method: 'POST', path: '/', query: '', headers, body: Buffer.from(body) }
  }

  /** A secret that is not known (the key was deleted, the process is new) signs as nobody: AWS's own error follows. */
  #keys({ secrets }: Memory, { accessKeyId }: ActorProgress): SigningKeys {
    return { accessKeyId, secretAccessKey: secrets.get(accessKeyId) ?? 'forgotten' }
  }

  async #memory(accountId: string, { id }: Actor, { accessKeyId }: ActorProgress): Promise<Memory> {
    this.#stages.set(accountId, true)
    const name = `${accountId}/${id}`
    const account = await this.#services.accounts.get(accountId)
    const known = this.#memories.get(name)
    // Another process may have begun the lesson anew, with other sessions.
    const kept = known && !this.#services.shared ? known.kept : await this.#kept(account, name)
    const memory = { secrets: known?.secrets ?? new Map<string, string>(), kept }
    this.#memories.set(name, memory)
    const key = account?.get('AccessKey', accessKeyId)
    if (key && !memory.secrets.has(accessKeyId)) memory.secrets.set(accessKeyId, key.secret.reveal())
    return memory
  }

  /** Sessions outlive the process; long-term keys that it kept are read where they are. */
  async #keep(accountId: string, { id }: Actor, { kept }: Memory): Promise<void> {
    const tokens = [...kept].flatMap(([name, { accessKeyId, sessionToken }]) =>
      sessionToken === undefined ? [] : [[name, { accessKeyId, sessionToken }] as const],
    )
    if (tokens.length === 0) return
    const until = this.#services.clock.now() + KEPT_MS
    const account = await this.#services.accounts.get(accountId)
    if (!account) return
    await this.#services.documents.putOf(account, COLLECTION, `${accountId}/${id}`, Object.fromEntries(tokens), until)
  }

  async #kept(account: AccountView | undefined, name: string): Promise<Map<string, SigningKeys>> {
    const tokens = (await this.#services.documents.get<KeptTokens>(COLLECTION, name)) ?? {}
    return new Map(
      Object.entries(tokens).flatMap(([kept, { accessKeyId, sessionToken }]) => {
        const session = account && openSession(account, accessKeyId, sessionToken)
        return session ? [[kept, { accessKeyId, secretAccessKey: session.secret, sessionToken }]] : []
      }),
    )
  }

  async #oldestKey(accountId: string, userName: string): Promise<string | undefined> {
    const account = await this.#services.accounts.get(accountId)
    return account && accessKeysOf(account, { user: userName })[0]?.accessKeyId
  }

  async #accountNow(accountId: string): Promise<number> {
    const account = await this.#services.accounts.get(accountId)
    const now = this.#services.clock.now()
    return account ? accountTime(account, now) : now
  }
}
