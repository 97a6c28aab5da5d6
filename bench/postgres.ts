import { type ChildProcess, spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { sign } from '../server/sigv4/sign.js'
import { startPostgres } from '../test/support/postgres.js'
import { newAccount } from '../test/support/server.js'
import { load, type Shot } from './load.js'
import { type Figure, rounds } from './rounds.js'

const ACCOUNTS = 32
const REQUESTS = 960
/** Of five requests one writes, as learners at work do. */
const WRITES_EVERY = 5
/** Two for the servers, one for PostgreSQL, one for the load: with fewer the ratio is stated, not judged. */
const CORES = 4

/** Two processes over one PostgreSQL database, against one: reads and durable writes of 32 accounts, wherever they land. */
export async function postgresFigures(): Promise<Figure[]> {
  const postgres = await startPostgres()
  const children: ChildProcess[] = []
  try {
    const urls = [await serve(postgres.connectionString, children), await serve(postgres.connectionString, children)]
    const [first = ''] = urls
    const keys = await Promise.all(Array.from({ length: ACCOUNTS }, async () => (await newAccount(first)).credentials))
    let round = 0
    const run = async (servers: string[]) => {
      round++
      const shares = servers.map((url, at) => shots(url, keys, round).filter((_, n) => n % servers.length === at))
      const rates = await Promise.all(servers.map((url, at) => load(url, shares[at] ?? [], ACCOUNTS / servers.length)))
      return rates.reduce((sum, rate) => sum + rate, 0)
    }
    await run(urls)
    const { ours, baseline } = await rounds(
      5,
      () => run(urls),
      () => run([first]),
    )
    const cores = availableParallelism()
    const figure = { name: `two processes on PostgreSQL against one, ${cores} cores`, ours, baseline, unit: 'req/s' }
    return [cores >= CORES ? { ...figure, budget: { atLeast: 1.6 } } : figure]
  } finally {
    for (const child of children) child.kill('SIGKILL')
    await postgres.stop()
  }
}

async function serve(connectionString: string, children: ChildProcess[]): Promise<string> {
  const script = fileURLToPath(new URL('postgres-server.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', script, connectionString], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => resolve(chunk.toString().trim()))
    child.on('exit', (code) => reject(new Error(`a server ended with ${code}`)))
  })
}

type Keys = Awaited<ReturnType<typeof newAccount>>['credentials']

function shots(url: string, keys: readonly Keys[], round: number): Shot[] {
  const headers = { host: new URL(url).host, 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }
  return Array.from({ length: REQUESTS }, (_, n) => {
    const action = n % WRITES_EVERY === 0 ? `CreateUser&UserName=u${round}-${n}` : 'ListUsers&MaxItems=10'
    const body = `Action=${action}&Version=2010-05-08`
    const credentials = keys[n % keys.length]
    if (!credentials) throw new Error('no credentials')
    return {
      body,
      headers: sign({
        method: 'POST',
        path: '/',
        headers,
        body,
        region: 'us-east-1',
        service: 'iam',
        credentials,
        now: Date.now(),
      }),
    }
  })
}
