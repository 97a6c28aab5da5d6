import { callRequest, type SigningKeys } from '../server/wire/request.js'
import { LONG_ARN, LONG_VALUE, WORST_DOCUMENTS } from '../test/bounds/worst-documents.js'
import { newAccount } from '../test/support/server.js'
import { serveBuilt } from './built-server.js'
import type { Shot } from './load.js'
import { LoadGenerator } from './processes.js'
import { type Figure, medianOf } from './rounds.js'

const ROUNDS = 3
const CALLS = 400
const HOSTILE_CONNECTIONS = 2

/**
 * Decision 14: what a healthy caller waits while somebody else sends the worst inputs there are. The caller and the others
 * are processes of their own, or the caller would wait for the others' answers to be read.
 */
export async function hostileFigures(): Promise<Figure[]> {
  const caller = new LoadGenerator()
  const others = new LoadGenerator()
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
    const p99 = async (): Promise<number> => (await caller.send(server.url, healthy, { parallel: 1 })).p99
    await p99()
    const idle: number[] = []
    const busy: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      idle.push(await p99())
      let on = true
      const sending = (async () => {
        while (on) await others.send(server.url, hostile, { parallel: HOSTILE_CONNECTIONS })
      })()
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
    caller.stop()
    others.stop()
    await server.stop()
  }
}

/** Signs as root of an account of its own; a signature is good for 15 minutes, however often it is sent. */
async function shooter(url: string): Promise<(call: string, input: Record<string, unknown>) => Shot> {
  const { credentials } = await newAccount(url)
  const keys: SigningKeys = credentials
  return (call, input) => callRequest({ call, input, host: new URL(url).host, userAgent: 'bench', keys, now: Date.now() })
}
