import { callRequest, type SigningKeys } from '../server/wire/request.js'
import { LONG_ARN, LONG_VALUE, WORST_DOCUMENTS } from '../test/bounds/worst-documents.js'
import { newAccount } from '../test/support/server.js'
import { serveBuilt } from './built-server.js'
import { load, type Shot } from './load.js'
import { type Figure, medianOf } from './rounds.js'

const ROUNDS = 3
const CALLS = 400
const HOSTILE_CONNECTIONS = 2

/** Decision 14: what a healthy caller waits while somebody else sends the worst inputs there are. */
export async function hostileFigures(): Promise<Figure[]> {
  const server = await serveBuilt(['--ephemeral', '--bcrypt-cost', '4'])
  try {
    const shot = await shooter(server.url)
    const healthy = Array.from({ length: CALLS }, () => shot('iam:GetUser', {}))
    const hostile = Object.values(WORST_DOCUMENTS).map((document) =>
      shot('iam:SimulateCustomPolicy', {
        ActionNames: Array.from({ length: 50 }, (_, n) => `a:b${n}`).concat('a:b'),
        PolicyInputList: [document],
        ResourceArns: [LONG_ARN],
        ContextEntries: [{ ContextKeyName: 'aws:a', ContextKeyType: 'string', ContextKeyValues: [LONG_VALUE] }],
      }),
    )
    const p99 = async (): Promise<number> => {
      const times: number[] = []
      await load(server.url, healthy, 1, (ms) => times.push(ms))
      return times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? Number.NaN
    }
    await p99()
    const idle: number[] = []
    const busy: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      idle.push(await p99())
      let on = true
      const sending = Promise.all(
        Array.from({ length: HOSTILE_CONNECTIONS }, async (_, first) => {
          for (let n = first; on; n++) await load(server.url, hostile.slice(n % hostile.length, (n % hostile.length) + 1), 1)
        }),
      )
      busy.push(await p99())
      on = false
      await sending
    }
    return [
      {
        name: `p99 of a call while ${HOSTILE_CONNECTIONS} others send the worst policies`,
        ours: medianOf(busy),
        baseline: medianOf(idle),
        unit: 'ms',
        budget: { atMost: 3 },
      },
    ]
  } finally {
    await server.stop()
  }
}

/** Signs as root of an account of its own; a signature is good for 15 minutes, however often it is sent. */
async function shooter(url: string): Promise<(call: string, input: Record<string, unknown>) => Shot> {
  const { credentials } = await newAccount(url)
  const keys: SigningKeys = credentials
  return (call, input) => callRequest({ call, input, host: new URL(url).host, userAgent: 'bench', keys, now: Date.now() })
}
