import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { accessKeyId } from '../server/account/ids.js'
import { newAccount } from '../server/account/new-account.js'
import type { Random } from '../server/account/ports.js'
import { Secret } from '../server/account/secret.js'
import { sign } from '../server/sigv4/sign.js'
import { openStore, type Store } from '../server/store/store.js'
import { startServer, type TestServer } from '../test/support/server.js'
import { seededRandom } from '../test/support/world.js'
import { serveBuilt } from './built-server.js'
import { load } from './load.js'
import { type Figure, medianOf, rounds } from './rounds.js'

const MASTER_KEY = new Uint8Array(32).fill(7)
const USERS = 15
const ACTIVE = 500
const CALLS = 4000

/** Many accounts on disk, some of them active; memory; and what it costs to load one. */
export async function accountFigures(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'iam-dojo-bench-'))
  try {
    const one = await serving(join(folder, 'one', 'iam-dojo.db'), 1)
    const figures: Figure[] = []
    for (const count of [100, 1000, 10_000]) {
      const many = await serving(join(folder, String(count), 'iam-dojo.db'), count)
      const active = many.ids.slice(0, ACTIVE)
      const loads = await loadTimes(many.app, active)
      const { ours, baseline } = await rounds(
        5,
        async () => p99(await calls(many.app, active)),
        async () => p99(await calls(one.app, one.ids)),
      )
      figures.push({
        name: `p99 of GetUser with ${count.toLocaleString('en')} accounts, ${active.length} active, against one`,
        ours,
        baseline,
        unit: 'ms',
        budget: { atMost: 1.5 },
      })
      if (count === 10_000) {
        figures.push({
          name: 'cold load of a typical account',
          ours: medianOf(loads),
          baseline: 1,
          unit: 'ms',
          budget: { atMost: 5 },
        })
      }
      await many.app.close()
      if (count === 10_000) {
        const ours = await residentMegabytes(join(folder, String(count)), active)
        figures.push({ name: 'resident memory then, built server', ours, baseline: 1, unit: 'MB', budget: { atMost: 300 } })
      }
    }
    await one.app.close()
    return figures
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A server over a file of so many accounts. */
async function serving(file: string, count: number): Promise<{ app: TestServer; ids: string[] }> {
  const clock = { now: () => Date.now() }
  const random = seededRandom()
  const store = await openStore({ engine: 'sqlite', file, masterKey: MASTER_KEY, clock })
  const ids = Array.from({ length: count }, (_, n) => String(200_000_000_000 + n))
  // As many at once as the store groups into one commit.
  for (let from = 0; from < count; from += 64) {
    await Promise.all(ids.slice(from, from + 64).map((id) => create(store, id, random)))
  }
  await store.close()
  return { app: await startServer({ file, masterKey: MASTER_KEY }), ids }
}

const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
const keyIdOf = (accountId: string): string => accessKeyId('AKIA', accountId, { bytes: (length) => new Uint8Array(length) })

/** Fifteen users with a policy each, and root's access key. */
async function create(store: Store, accountId: string, random: Random): Promise<void> {
  const now = Date.now()
  const draft = newAccount({
    accountId,
    name: 'Bench',
    email: `${accountId}@example.com`,
    passwordHash: 'x'.repeat(60),
    passwordScore: 4,
    now,
    random,
  })
  draft.put('AccessKey', {
    accessKeyId: keyIdOf(accountId),
    ownerId: accountId,
    secret: new Secret(SECRET),
    status: 'Active',
    createDate: now,
    statusDate: now,
  })
  for (let n = 0; n < USERS; n++) {
    draft.put('User', {
      userId: `AIDA${accountId}${String(n).padStart(5, '0')}`,
      userName: `user-${n}`,
      path: '/',
      createDate: now,
      tags: [{ Key: 'n', Value: String(n) }],
      groups: [],
      attachedPolicies: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
      inlinePolicies: {},
    })
  }
  await store.accounts.commit({
    accountId,
    baseVersion: 0,
    changes: draft.changes(),
    claims: draft.claims.map(({ entry }) => entry),
    releases: [],
    records: [],
  })
}

async function loadTimes({ accounts }: TestServer, ids: readonly string[]): Promise<number[]> {
  const times: number[] = []
  for (const id of ids) {
    const started = performance.now()
    await accounts.get(id)
    times.push(performance.now() - started)
  }
  return times
}

async function calls({ url }: { url: string }, ids: readonly string[]): Promise<number[]> {
  const { host } = new URL(url)
  const shots = Array.from({ length: CALLS }, (_, n) => {
    const body = `Action=GetUser&Version=2010-05-08&UserName=user-${n % USERS}`
    const accountId = ids[(n * 7919) % ids.length] ?? ''
    const headers = sign({
      method: 'POST',
      path: '/',
      headers: { host, 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
      body,
      region: 'us-east-1',
      service: 'iam',
      credentials: { accessKeyId: keyIdOf(accountId), secretAccessKey: SECRET },
      now: Date.now(),
    })
    return { headers, body }
  })
  const times: number[] = []
  await load(url, shots, 4, (ms) => times.push(ms))
  return times
}

/** The product itself over the same file, after the same calls. */
async function residentMegabytes(dataDir: string, ids: readonly string[]): Promise<number> {
  const key = Buffer.from(MASTER_KEY).toString('base64')
  const server = await serveBuilt(['--data', dataDir], { IAM_DOJO_MASTER_KEY: key })
  await calls(server, ids)
  const megabytes = server.residentMegabytes()
  await server.stop()
  return megabytes
}

const p99 = (times: number[]): number => [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0
