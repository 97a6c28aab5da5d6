import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { IAM } from '@aws-sdk/client-iam'
import { sign } from '../server/sigv4/sign.js'
import { newAccount } from '../test/support/server.js'
import { type BuiltServer, serveBuilt } from './built-server.js'
import type { Shot } from './load.js'
import { LoadGenerator, type Measured, startBaseline } from './processes.js'
import { type Figure, medianOf } from './rounds.js'

interface Key {
  accessKeyId: string
  secretAccessKey: string
}

const CONNECTIONS = 8
const READS = 4000
const WRITES = 1280
const ACCOUNTS = 32
const ROUNDS = 7

function shots(url: string, key: Key, service: string, bodies: string[]): Shot[] {
  const { host } = new URL(url)
  const fixed = { host, 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }
  return bodies.map((body) => ({
    body,
    headers: sign({
      method: 'POST',
      path: '/',
      headers: fixed,
      body,
      region: 'us-east-1',
      service,
      credentials: key,
      now: Date.now(),
    }),
  }))
}

async function accountWithKey(url: string): Promise<{ iam: IAM; key: Key }> {
  const { credentials } = await newAccount(url)
  const iam = new IAM({ endpoint: url, region: 'us-east-1', credentials })
  const { AccessKey } = await iam.createAccessKey({})
  return { iam, key: { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' } }
}

/** The built server, a bare server that shares no code with it, and the load: three processes. */
export async function wireFigures(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'iam-dojo-bench-'))
  const server = await serveBuilt(['--data', join(folder, 'data'), '--bcrypt-cost', '4'])
  const generator = new LoadGenerator()
  try {
    const { iam, key } = await accountWithKey(server.url)
    const caller = await reading(server, generator, key, {
      name: 'signed GetCallerIdentity',
      service: 'sts',
      body: 'Action=GetCallerIdentity&Version=2011-06-15',
      atLeast: 0.5,
    })
    for (let n = 0; n < 100; n++) await iam.createUser({ UserName: `user-${n}` })
    const list = await reading(server, generator, key, {
      name: 'ListUsers, 100 a page',
      service: 'iam',
      body: 'Action=ListUsers&Version=2010-05-08',
      atLeast: 0.4,
    })
    return [...caller, ...list, ...(await creating(server, generator, folder))]
  } finally {
    generator.stop()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function reading(
  server: BuiltServer,
  generator: LoadGenerator,
  key: Key,
  { name, service, body, atLeast }: { name: string; service: string; body: string; atLeast: number },
): Promise<Figure[]> {
  const [ours] = shots(server.url, key, service, [body])
  if (!ours) throw new Error('nothing to send')
  const answer = await (await fetch(server.url, { method: 'POST', headers: ours.headers, body })).text()
  const bare = await startBaseline({ secret: key.secretAccessKey, answer })
  const load = { parallel: CONNECTIONS, times: READS }
  const result = await inTurns(
    () => generator.send(server.url, [ours], load),
    () => generator.send(bare.url, shots(bare.url, key, service, [body]), load),
  )
  bare.stop()
  return [
    { name, ...result.perSecond, unit: 'req/s', budget: { atLeast } },
    { name: `${name}, p99`, ...result.p99, unit: 'ms', budget: { atMost: 3 } },
  ]
}

/** 32 accounts in parallel, each CreateUser durable; the baseline commits one row a request to such a file. */
async function creating(server: BuiltServer, generator: LoadGenerator, folder: string): Promise<Figure[]> {
  const keys = await Promise.all(Array.from({ length: ACCOUNTS }, async () => (await accountWithKey(server.url)).key))
  const [one] = keys
  if (!one) throw new Error('no key')
  const bare = await startBaseline({ secret: one.secretAccessKey, answer: '<ok/>', database: join(folder, 'bare.db') })
  let round = 0
  const body = (n: number) => `Action=CreateUser&Version=2010-05-08&UserName=u${round}-${n}`
  const all = Array.from({ length: WRITES }, (_, n) => n)
  const result = await inTurns(
    () => {
      round++
      const each = all.flatMap((n) => shots(server.url, keys[n % ACCOUNTS] ?? one, 'iam', [body(n)]))
      return generator.send(server.url, each, { parallel: ACCOUNTS })
    },
    () => generator.send(bare.url, shots(bare.url, one, 'iam', all.map(body)), { parallel: ACCOUNTS }),
  )
  bare.stop()
  const name = 'signed CreateUser, 32 accounts in parallel'
  return [{ name, ...result.perSecond, unit: 'req/s', budget: { atLeast: 0.4 } }]
}

type Compared = { ours: number; baseline: number }

/** One round to warm up, then medians of interleaved rounds: the machine's mood hits both. */
async function inTurns(
  ours: () => Promise<Measured>,
  baseline: () => Promise<Measured>,
): Promise<{ perSecond: Compared; p99: Compared }> {
  await ours()
  await baseline()
  const pairs: [Measured, Measured][] = []
  for (let round = 0; round < ROUNDS; round++) pairs.push([await ours(), await baseline()])
  const compared = (of: (measured: Measured) => number): Compared => ({
    ours: medianOf(pairs.map(([mine]) => of(mine))),
    baseline: medianOf(pairs.map(([, theirs]) => of(theirs))),
  })
  return { perSecond: compared(({ perSecond }) => perSecond), p99: compared(({ p99 }) => p99) }
}
