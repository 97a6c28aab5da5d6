import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answersOf, type Stage } from '../../../server/rehearsal/stage.js'
import { credentialsIn, element, type SigningKeys } from '../../../server/wire/request.js'
import { newAccount } from '../../support/server.js'
import { course } from '../../support/stage.js'
import { codePair } from '../../support/totp.js'
import { type BuiltStage, startBuilt } from './built-stage.js'
import { AccessKeys } from './load/access-keys.js'
import { counted, insist, pause, UNDISTURBED_MS } from './load/attempt.js'
import { Codes, type Device } from './load/codes.js'
import { Lessons } from './load/lessons.js'
import type { Load } from './load/load.js'
import { Writes } from './load/writes.js'

/** For each engine. `npm run test:kills` has a minute. */
const SECONDS = Number(process.env.KILL_SECONDS ?? 30)
const MINUTES_10 = 600_000
const ACCOUNTS = 3
const LEARNERS = 2
/** In each account. */
const WRITERS = 2
const DEVICES = 4

describe.each(['PostgreSQL', 'SQLite'] as const)('over %s', (engine) => {
  let built: BuiltStage
  beforeAll(async () => {
    built = await startBuilt(engine)
  }, MINUTES_10)
  afterAll(() => built?.close())

  it('loses nothing and does nothing twice while processes are killed', { timeout: MINUTES_10 }, async () => {
    counted.clear()
    const writes: Writes[] = []
    const loads: Load[] = Array.from({ length: LEARNERS }, () => new Lessons(stageOf(built)))
    for (let n = 0; n < ACCOUNTS; n++) {
      const { credentials } = await newAccount(built.url)
      await made(built.url, 'iam:CreateUser', { UserName: 'keys' }, credentials)
      loads.push(new AccessKeys(built.url, credentials, 'keys'))
      for (let m = 0; m < DEVICES; m++) loads.push(new Codes(built.url, await device(built.url, credentials, `phone-${m}`)))
      for (let m = 0; m < WRITERS; m++) writes.push(new Writes(built.url, credentials, `user-${m}`))
    }
    loads.push(...writes)
    let over = false
    const running = Promise.all(loads.map((load) => load.run(() => over)))
    const stopped = running.then(() => Promise.reject(new Error('the load stopped')))
    const ended = await Promise.race([disturb(built, SECONDS), stopped])
    over = true
    await Promise.allSettled([running, stopped])
    const done = doneBy(loads)
    print(engine, new Map([...done, ...counted]))
    const faults = (await Promise.all(loads.map((load) => load.faults()))).flat()
    expect(faults).toEqual([])
    expect(ended).toEqual([])
    expect(built.processes.filter(({ isAlive }) => !isAlive)).toEqual([])
    const acknowledged = writes.flatMap((one) => one.acknowledged)
    expect(recordFaults(await built.recordsByRequest(), acknowledged)).toEqual([])
    // A machine may be slow, but each kind of load has done something.
    expect([...done].filter(([, times]) => times === 0)).toEqual([])
  })
})

/**
 * One process at a time is killed and started again; one stands still for a sixth of the time; the database starts again.
 * Returns the last words of each process that ended unasked.
 */
async function disturb({ processes, restartDatabase }: BuiltStage, seconds: number): Promise<string[]> {
  const [first] = processes
  const second = processes[1] ?? first
  if (!first || !second) throw new Error('there are no processes')
  const ended: string[] = []
  const part = (n: number) => pause((seconds * 1000 * n) / 60)
  const killed = async (one: typeof first) => {
    if (!one.isAlive) ended.push(one.words)
    await one.kill()
    await one.start()
  }
  await part(5)
  await killed(first)
  await part(6)
  await killed(second)
  await part(6)
  first.signal('SIGSTOP')
  await part(10)
  first.signal('SIGCONT')
  await part(6)
  await restartDatabase()
  await part(8)
  await killed(first)
  await part(5)
  await killed(second)
  await part(8)
  return ended
}

/** Before anything is killed: a call whose answer isn't waited for would meet what it made itself. */
const made = (url: string, call: string, input: Record<string, unknown>, keys: SigningKeys) =>
  insist(url, call, input, keys, { patienceMs: UNDISTURBED_MS })

/** A user with a virtual MFA device and a key of their own. */
async function device(url: string, keys: SigningKeys, UserName: string): Promise<Device> {
  await made(url, 'iam:CreateUser', { UserName }, keys)
  const phone = await made(url, 'iam:CreateVirtualMFADevice', { VirtualMFADeviceName: UserName }, keys)
  const serial = element(phone.text, 'SerialNumber') ?? ''
  const seed = Buffer.from(element(phone.text, 'Base32StringSeed') ?? '', 'base64').toString()
  const [AuthenticationCode1, AuthenticationCode2] = codePair(seed)
  await made(url, 'iam:EnableMFADevice', { UserName, SerialNumber: serial, AuthenticationCode1, AuthenticationCode2 }, keys)
  const key = await made(url, 'iam:CreateAccessKey', { UserName }, keys)
  return { serial, seed, keys: credentialsIn(key.text) }
}

const stageOf = ({ url, sshPort }: BuiltStage): Stage => ({
  ...{ url, sshPort, now: () => Date.now(), forward: () => undefined, settled: async () => undefined },
  ...{ sshEnded: async () => undefined, close: async () => undefined, ...answersOf(course) },
})

function doneBy(loads: readonly Load[]): Map<string, number> {
  const all = new Map<string, number>()
  for (const { what, done } of loads) all.set(what, (all.get(what) ?? 0) + done)
  return all
}

function print(engine: string, times: ReadonlyMap<string, number>): void {
  process.stdout.write(`over ${engine}: ${[...times].map(([what, many]) => `${many} ${what}`).join(', ')}\n`)
}

/** Each request has at most one record; each write that was acknowledged has one. */
function recordFaults(times: ReadonlyMap<string, number>, acknowledged: readonly string[]): string[] {
  return [
    ...[...times].filter(([, many]) => many > 1).map(([id, many]) => `the request ${id} has ${many} records`),
    ...acknowledged.filter((id) => !times.has(id)).map((id) => `the request ${id} has no record`),
  ]
}
