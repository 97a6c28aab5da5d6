import type { Clock, Monotonic } from '../../server/account/ports.js'
import { openStore } from '../../server/store/store.js'
import { systemClock } from '../../server/system.js'
import { startPostgres } from './postgres.js'
import { startServer, type TestServer } from './server.js'

export interface TwoProcesses {
  a: TestServer
  b: TestServer
  connectionString: string
  close(): Promise<void>
}

/** The whole product twice, as two processes that share nothing but one PostgreSQL and the test's time. */
export async function startTwoProcesses(
  time: { clock?: Clock; monotonic?: Monotonic; classroom?: object } = {},
): Promise<TwoProcesses> {
  const postgres = await startPostgres()
  const { clock = systemClock, monotonic } = time
  const start = async () => {
    const store = await openStore({
      ...{ engine: 'postgres', connectionString: postgres.connectionString, clock },
      masterKey: new Uint8Array(32).fill(7),
      ...(monotonic ? { now: () => monotonic.now() } : {}),
    })
    return startServer({ ...time, store })
  }
  const a = await start()
  const b = await start()
  return {
    a,
    b,
    connectionString: postgres.connectionString,
    async close() {
      await a.close()
      await b.close()
      await postgres.stop()
    },
  }
}
