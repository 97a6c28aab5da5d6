import type { AddressInfo } from 'node:net'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { RequestRecord } from '../server/account/request-record.js'
import { type ComposeOptions, compose } from '../server/compose.js'
import { loadCourse } from '../server/lessons/course/load-course.js'
import { openStore } from '../server/store/store.js'
import { systemClock } from '../server/system.js'

/**
 * A server with a classroom, in a process of its own, which the bench bundles like the product. Its parent may have records
 * written for all accounts: a class that has been at work for days.
 */
const [file = '', clientDir = '', lessons = '', operatorToken = ''] = process.argv.slice(2)
const RECORDS_AT_ONCE = 200

const store = await openStore({ engine: 'sqlite', file, masterKey: new Uint8Array(32).fill(7), clock: systemClock })
let url = ''
const options: ComposeOptions = {
  ...{ store, clientDir, operatorToken },
  course: () => loadCourse([lessons]),
  baseUrl: () => url,
  port: 0,
  bcryptCost: 10,
  classroom: {},
  log: (event, details) => process.stderr.write(`${event} ${String(details.error ?? '')}\n`),
}
const { server, close } = compose(options)
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
process.send?.({ url })

const delay = monitorEventLoopDelay({ resolution: 5 })
delay.enable()
process.on('message', async (asked: { fill: number } | { memory: true } | { stop: true }) => {
  if ('memory' in asked) process.send?.({ megabytes: process.memoryUsage().rss / 1e6, turnMs: delay.percentile(99) / 1e6 })
  if ('fill' in asked) {
    await filled(asked.fill)
    delay.reset()
    process.send?.({ filled: true })
  }
  if ('stop' in asked) {
    server.closeAllConnections()
    server.close()
    await close()
    process.exit(0)
  }
})

async function filled(count: number): Promise<void> {
  const { accounts } = store
  for (const accountId of await accounts.list()) {
    const version = await accounts.version(accountId)
    if (!version) continue
    const of = { accountId, incarnation: version.incarnation }
    for (let n = 0; n < count; n += RECORDS_AT_ONCE) {
      await accounts.appendRecords(
        of,
        Array.from({ length: RECORDS_AT_ONCE }, (_, at) => record(accountId, n + at)),
      )
    }
  }
}

/** Of yesterday; 0.9 kB. One in twenty was refused. */
function record(accountId: string, n: number): RequestRecord {
  const realTime = systemClock.now() - 86_400_000 + n * 1000
  const isRefused = n % 20 === 0
  return {
    ...{ accountId, realTime, time: realTime, requestId: crypto.randomUUID() },
    ...{ category: 'api', service: 'iam', name: 'ListUsers', readOnly: true, region: 'us-east-1' },
    principal: {
      type: 'IAMUser',
      arn: `arn:aws:iam::${accountId}:user/user-${n % 20}`,
      ...{ userName: `user-${n % 20}`, userId: 'AIDAEXAMPLEEXAMPLE', accessKeyId: `AKIAEXAMPLE${n % 20}` },
      credentialKind: 'long-term',
    },
    ...{ sourceIp: '127.0.0.1', userAgent: 'aws-cli/2.34.0 md/Botocore#1.40.0 ua/2.1 os/linux lang/python#3.13.7' },
    params: { maxItems: 100, note: 'x'.repeat(250) },
    ...(isRefused
      ? { outcome: 'error', errorCode: 'AccessDenied', errorMessage: 'User is not authorized', reason: 'implicit-deny' }
      : { outcome: 'success' }),
  }
}
