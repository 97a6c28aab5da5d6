import { startTarget, type Target } from '../support/target.js'
import type { FuzzCase } from './case.js'
import { wrongIn } from './fuzzer.js'
import { send, sendBytes } from './send.js'
import { World } from './world.js'

const DEADLINE_MS = 20_000
const STALL_CPU_MS = 2000
const MAX_TRIES = 60
/** In characters. */
const LONG = 64

/** Sends kept cases again, each to a new account of a server that is started when there is none. */
export class Replayer {
  readonly #folder: string
  #target: Target | undefined

  constructor(folder: string) {
    this.#folder = folder
  }

  async stop(): Promise<void> {
    await this.#target?.stop()
    this.#target = undefined
  }

  /** Sends the cases one after another; what is wrong then, or undefined. */
  async replay(cases: readonly FuzzCase[]): Promise<string | undefined> {
    this.#target ??= await startTarget(this.#folder)
    const world = await World.open(this.#target)
    for (const fuzzed of cases) {
      const wrong = await sent(this.#target, world, fuzzed)
      if (wrong === undefined) continue
      if (!wrong.startsWith('status')) await this.stop()
      return wrong
    }
    await world.close()
    return undefined
  }

  /** The first of the cases that is wrong on its own, with as few parts as it needs; undefined where none is. */
  async minimised(cases: readonly FuzzCase[]): Promise<FuzzCase | undefined> {
    for (const fuzzed of cases) {
      if ((await this.replay([fuzzed])) !== undefined) return this.#smaller(fuzzed)
    }
    return undefined
  }

  async #smaller(fuzzed: FuzzCase): Promise<FuzzCase> {
    let best = fuzzed
    for (let tries = 0, changed = true; changed && tries < MAX_TRIES; ) {
      changed = false
      for (const candidate of simpler(best)) {
        if (++tries > MAX_TRIES) break
        if ((await this.replay([candidate])) === undefined) continue
        best = candidate
        changed = true
        break
      }
    }
    return best
  }
}

/** One case in a world; what is wrong with its answer, or with the server afterwards. */
async function sent(target: Target, world: World, fuzzed: FuzzCase): Promise<string | undefined> {
  const filled = world.fill(fuzzed)
  const before = target.mainThreadMs() ?? 0
  const answering =
    fuzzed.front === 'bytes' ? sendBytes(target.url, filled.body) : send(target.url, filled, AbortSignal.timeout(DEADLINE_MS))
  const answer = await answering.catch(() => undefined)
  if (!answer) return 'hung'
  world.harvest(fuzzed, answer)
  const wrong = wrongIn(answer, world.secrets)
  if (wrong) return `${wrong.what}: ${wrong.detail}`
  const healthy = await world.isHealthy(AbortSignal.timeout(DEADLINE_MS)).catch(() => false)
  if (target.ended() !== undefined) return `crash: ${target.ended()}`
  if (!healthy) return 'unhealthy'
  const cpu = (target.mainThreadMs() ?? 0) - before
  return cpu > STALL_CPU_MS ? `stall: ${Math.round(cpu)} ms of the main thread` : undefined
}

/** The case without one of its parts, for each of them. */
function* simpler(fuzzed: FuzzCase): Generator<FuzzCase> {
  const { body, query = [], damage = [], headers } = fuzzed
  if (damage.length > 0) yield { ...fuzzed, damage: [] }
  if (headers) {
    const needed = Object.entries(headers).filter(([name]) => name === 'content-type' || name === 'x-amz-target')
    if (needed.length < Object.keys(headers).length) yield { ...fuzzed, headers: Object.fromEntries(needed) }
  }
  for (const fewer of withoutOne(query)) yield { ...fuzzed, query: fewer }
  if (!body) return
  if ('form' in body) {
    for (const form of withoutOne(body.form)) yield { ...fuzzed, body: { form } }
    for (const form of withShorter(body.form)) yield { ...fuzzed, body: { form } }
  }
  if ('json' in body && typeof body.json === 'object' && body.json !== null && !Array.isArray(body.json)) {
    for (const fewer of withoutOne(Object.entries(body.json))) yield { ...fuzzed, body: { json: Object.fromEntries(fewer) } }
  }
}

/** The form with one of its long texts cut to half. */
function withShorter(form: readonly (readonly [string, string])[]): (readonly [string, string])[][] {
  const long = [...form.keys()].filter((at) => (form[at]?.[1].length ?? 0) > LONG)
  const half = (text: string) => text.slice(0, Math.ceil(text.length / 2))
  return long.map((at) => form.map(([name, text], index) => [name, index === at ? half(text) : text] as const))
}

/** The list without one of its items, for each; a long one without one half first. */
function withoutOne<T>(list: readonly T[]): T[][] {
  const half = Math.ceil(list.length / 2)
  const halves = list.length > 8 ? [list.slice(0, half), list.slice(half), list.slice(0, 2).concat(list.slice(2 + half))] : []
  return [...halves, ...list.slice(0, MAX_TRIES).map((_, index) => list.filter((_item, at) => at !== index))]
}
