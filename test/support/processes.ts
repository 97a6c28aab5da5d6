import { fileURLToPath } from 'node:url'
import { compose } from '../../server/compose.js'
import type { Course } from '../../server/lessons/course/load-course.js'
import { openStore } from '../../server/store/store.js'
import { systemClock } from '../../server/system.js'
import type { TestServer } from './server.js'
import { course as ownCourse } from './stage.js'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The whole product on a free port, as one of several processes over a database. */
export async function startProcess(
  connectionString: string,
  { course = ownCourse, clock = systemClock }: { course?: Course; clock?: typeof systemClock } = {},
): Promise<TestServer> {
  const store = await openStore({ engine: 'postgres', connectionString, masterKey: new Uint8Array(32).fill(7), clock })
  const logs: string[] = []
  const operatorToken = 'operator-token-of-a-test'
  let url = ''
  const composed = compose({
    ...{ store, clock, operatorToken },
    clientDir: `${root}dist/client`,
    course: () => course,
    baseUrl: () => url,
    port: 0,
    bcryptCost: 4,
    log: (event, details) =>
      logs.push(`${event} ${JSON.stringify(details)} ${details.error instanceof Error ? details.error.stack : ''}`),
  })
  const { server, ssh } = composed
  const sshPort = await ssh.listen(0, '127.0.0.1')
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  return {
    ...{ url, sshPort, ssh, server, store, operatorToken, logs },
    accounts: composed.accounts,
    enterCode: composed.enterCode,
    settled: composed.settled,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await composed.close()
    },
  }
}
