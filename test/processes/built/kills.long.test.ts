import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { answersOf, type Stage } from '../../../server/rehearsal/stage.js'
import { credentialsIn, element, type SigningKeys } from '../../../server/wire/request.js'
import { newAccount } from '../../support/server.js'
import { course } from '../../support/stage.js'
import { codePair } from '../../support/totp.js'
import { AccessKeys } from './load/access-keys.js'
import { counted, insist, pause } from './load/attempt.js'
import { Codes, type Device } from './load/codes.js'
import { Lessons } from './load/lessons.js'
import type { Load } from './load/load.js'
import { Writes } from './load/writes.js'
import { startTwoBuilt, type TwoBuilt } from './two-built.js'

const SECONDS = Number(process.env.KILL_SECONDS ?? 60)
const [ACCOUNTS, WRITERS, DEVICES, LEARNERS] = [3, 2, 12, 2]

let two: TwoBuilt
beforeAll(async () => {
  two = await startTwoBuilt()
})
afterAll(() => two?.close())

/** A user with a virtual MFA device and a key of their own. */
async function device(keys: SigningKeys, UserName: string): Promise<Device> {
  const { url } = two
  await insist(url, 'iam:CreateUser', { UserName }, keys)
  const made = await insist(url, 'iam:CreateVirtualMFADevice', { VirtualMFADeviceName: UserName }, keys)
  const serial = element(made.text, 'SerialNumber') ?? ''
  const seed = Buffer.from(element(made.text, 'Base32StringSeed') ?? '', 'base64').toString()
  const [AuthenticationCode1, AuthenticationCode2] = codePair(seed)
  await insist(url, 'iam:EnableMFADevice', { UserName, SerialNumber: serial, AuthenticationCode1, AuthenticationCode2 }, keys)
  const key = await insist(url, 'iam:CreateAccessKey', { UserName }, keys)
  return { serial, seed, keys: credentialsIn(key.text) }
}

const stage = (): Stage => ({
  ...{ url: two.url, sshPort: two.sshPort, now: () => Date.now(), forward: () => undefined, settled: async () => undefined },
  ...{ sshEnded: async () => undefined, close: async () => undefined, ...answersOf(course) },
})

/**
 * One process at a time is killed and started again; one stands still for a sixth of the time; the database starts again.
 * Returns the last words of each process that ended unasked.
 */
async function disturb(seconds: number): Promise<string[]> {
  const ended: string[] = []
  const [first, second] = two.processes
  if (!first || !second) throw new Error('there are no processes')
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
  await two.postgres.stop()
  await two.postgres.startAgain()
  await part(8)
  await killed(first)
  await part(5)
  await killed(second)
  await part(8)
  return ended
}

const MINUTES_10 = 600_000

it('loses nothing and does nothing twice while processes are killed', { timeout: MINUTES_10 }, async () => {
  const loads: Load[] = []
  const writes: Writes[] = []
  for (let n = 0; n < ACCOUNTS; n++) {
    const { credentials } = await newAccount(two.url)
    for (let m = 0; m < WRITERS; m++) writes.push(new Writes(two.url, credentials, `user-${m}`))
    await insist(two.url, 'iam:CreateUser', { UserName: 'keys' }, credentials)
    loads.push(new AccessKeys(two.url, credentials, 'keys'))
    for (let m = 0; m < DEVICES / ACCOUNTS; m++) {
      loads.push(new Codes(two.url, await device(credentials, `phone-${m}`)))
    }
  }
  for (let n = 0; n < LEARNERS; n++) loads.push(new Lessons(stage()))
  loads.push(...writes)
  let over = false
  const running = Promise.all(loads.map((load) => load.run(() => over)))
  const stopped = running.then(() => Promise.reject(new Error('the load stopped')))
  const ended = await Promise.race([disturb(SECONDS), stopped])
  over = true
  await Promise.allSettled([running, stopped])
  console.log([...loads.map((load) => load.done()), ...[...counted].map(([what, times]) => `${what}: ${times}`)].join(', '))
  const faults = (await Promise.all(loads.map((load) => load.faults()))).flat()
  expect(faults).toEqual([])
  expect(await recordFaults(writes.flatMap(({ acknowledged }) => acknowledged))).toEqual([])
  expect(ended).toEqual([])
  expect(two.processes.map(({ isAlive }) => isAlive)).toEqual([true, true])
})

/** Each request has at most one record; each write that was acknowledged has one. */
async function recordFaults(acknowledged: readonly string[]): Promise<string[]> {
  const client = new pg.Client({ connectionString: two.connectionString })
  await client.connect()
  const { rows } = await client.query<{ id: string; times: string }>(
    'SELECT request_id AS id, count(*) AS times FROM record WHERE request_id IS NOT NULL GROUP BY request_id',
  )
  await client.end()
  const times = new Map(rows.map(({ id, times }) => [id, Number(times)]))
  return [
    ...rows.filter(({ times }) => Number(times) > 1).map(({ id, times }) => `the request ${id} has ${times} records`),
    ...acknowledged.filter((id) => !times.has(id)).map((id) => `the request ${id} has no record`),
  ]
}
