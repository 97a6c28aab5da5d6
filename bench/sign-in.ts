import bcrypt from 'bcrypt'
import { startServer } from '../test/support/server.js'
import { type Figure, medianOf, rounds } from './rounds.js'

const PASSWORD = 'Correct+Horse+42+Battery'
/** Cheaper than the product's 12, so that a run takes seconds; the work around it weighs more. */
const COST = 10
const PARALLEL = 8
const SIGN_INS = 48

/** Sign-in against bcrypt alone, and what an API call waits meanwhile. */
export async function signInFigures(): Promise<Figure[]> {
  const app = await startServer({ bcryptCost: COST })
  try {
    const post = (path: string, body: object) =>
      fetch(`${app.url}/api/signin${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    const email = 'bench@example.com'
    const signedUp = await post('/sign-up', { email, password: PASSWORD, accountName: 'Bench' })
    if (!signedUp.ok) throw new Error(`sign-up: ${await signedUp.text()}`)
    const hash = await bcrypt.hash(PASSWORD, COST)
    const signIn = async () => {
      const response = await post('', { kind: 'root', email, password: PASSWORD })
      if (!response.ok) throw new Error(`sign-in: ${response.status}`)
      await response.arrayBuffer()
    }
    const throughput = await rounds(
      3,
      () => perSecond(signIn),
      () => perSecond(() => bcrypt.compare(PASSWORD, hash)),
    )
    const probe = async () => {
      const started = performance.now()
      await (await fetch(`${app.url}/api/signin/sessions`)).arrayBuffer()
      return performance.now() - started
    }
    const idle = await p99(probe, async () => undefined)
    const busy = await p99(probe, () => perSecond(signIn))
    return [
      { name: 'sign-in against bcrypt alone', ...throughput, unit: 'per s', budget: { atLeast: 0.9 } },
      { name: 'p99 of a call while others sign in', ours: busy, baseline: idle, unit: 'ms', budget: { atMost: 3 } },
    ]
  } finally {
    await app.close()
  }
}

async function perSecond(work: () => Promise<unknown>): Promise<number> {
  let left = SIGN_INS
  const started = performance.now()
  await Promise.all(
    Array.from({ length: PARALLEL }, async () => {
      while (left-- > 0) await work()
    }),
  )
  return (SIGN_INS / (performance.now() - started)) * 1000
}

/** The median of three p99s of probes that go on while something else runs. */
async function p99(probe: () => Promise<number>, meanwhile: () => Promise<unknown>): Promise<number> {
  const found: number[] = []
  for (let round = 0; round < 3; round++) {
    let running = true
    const other = meanwhile().finally(() => {
      running = false
    })
    const times: number[] = []
    while (running || times.length < 200) times.push(await probe())
    await other
    found.push(times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0)
  }
  return medianOf(found)
}
