import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { IAM } from '@aws-sdk/client-iam'
import Database from 'libsql'
import { sign } from '../server/sigv4/sign.js'
import { newAccount, startServer, type TestServer } from '../test/support/server.js'
import { bareServer } from './bare-server.js'
import { load, type Shot } from './load.js'
import { type Figure, rounds } from './rounds.js'

interface Key {
  accessKeyId: string
  secretAccessKey: string
}

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

async function accountWithKey(app: TestServer): Promise<{ iam: IAM; key: Key }> {
  const { credentials } = await newAccount(app.url)
  const iam = new IAM({ endpoint: app.url, region: 'us-east-1', credentials })
  const { AccessKey } = await iam.createAccessKey({})
  return { iam, key: { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' } }
}

const repeated = (body: string, count: number) => Array.from({ length: count }, () => body)

/** One process, load from the same process, so both sides share its cores alike. */
export async function wireFigures(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'iam-dojo-bench-'))
  const app = await startServer({ file: join(folder, 'a.db') })
  try {
    const { iam, key } = await accountWithKey(app)
    return [
      await reading(app, key, 'signed GetCallerIdentity', 'sts', 'Action=GetCallerIdentity&Version=2011-06-15', 0.5),
      await listing(app, iam, key),
      await creating(app, folder),
    ]
  } finally {
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function reading(
  app: TestServer,
  key: Key,
  name: string,
  service: string,
  body: string,
  atLeast: number,
): Promise<Figure> {
  const [first] = shots(app.url, key, service, [body])
  const answer = await (await fetch(app.url, { method: 'POST', headers: first?.headers ?? {}, body })).text()
  const bare = await bareServer(key.secretAccessKey, answer)
  const ours = shots(app.url, key, service, repeated(body, 3000))
  const theirs = shots(bare.url, key, service, repeated(body, 3000))
  const result = await rounds(
    7,
    () => load(app.url, ours, 16),
    () => load(bare.url, theirs, 16),
  )
  bare.server.close()
  return { name, ...result, unit: 'req/s', budget: { atLeast } }
}

async function listing(app: TestServer, iam: IAM, key: Key): Promise<Figure> {
  for (let n = 0; n < 100; n++) await iam.createUser({ UserName: `user-${n}` })
  return reading(app, key, 'ListUsers, 100 a page', 'iam', 'Action=ListUsers&Version=2010-05-08', 0.4)
}

/** 32 accounts in parallel, each CreateUser durable; the baseline commits one row a request to such a file. */
async function creating(app: TestServer, folder: string): Promise<Figure> {
  const keys = await Promise.all(Array.from({ length: 32 }, async () => (await accountWithKey(app)).key))
  const database = new Database(join(folder, 'bare.db'))
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = NORMAL')
  database.exec('CREATE TABLE row (id INTEGER PRIMARY KEY, body TEXT)')
  const insert = database.prepare('INSERT INTO row (body) VALUES (?)')
  const [one] = keys
  if (!one) throw new Error('no key')
  const bare = await bareServer(one.secretAccessKey, '<ok/>', () => insert.run('x'.repeat(300)))
  let round = 0
  const bodies = (n: number) => `Action=CreateUser&Version=2010-05-08&UserName=u${round}-${n}`
  const ours = () => {
    round++
    return load(
      app.url,
      Array.from({ length: 1280 }, (_, n) => shots(app.url, keys[n % 32] ?? one, 'iam', [bodies(n)])).flat(),
      32,
    )
  }
  const theirs = () =>
    load(
      bare.url,
      shots(
        bare.url,
        one,
        'iam',
        Array.from({ length: 1280 }, (_, n) => bodies(n)),
      ),
      32,
    )
  const result = await rounds(5, ours, theirs)
  bare.server.close()
  return { name: 'signed CreateUser, 32 accounts in parallel', ...result, unit: 'req/s', budget: { atLeast: 0.4 } }
}
