import { type Composed, compose } from '../../server/compose.js'
import type { Store } from '../../server/store/store.js'
import { systemClock } from '../../server/system.js'

export interface ServerOn extends Composed {
  url: string
  /** Every log line, as text. */
  logs: string[]
  stop(): Promise<void>
}

/** One process over a store that the test opened, without lessons. */
export async function serverOn(store: Store, clock = systemClock): Promise<ServerOn> {
  const logs: string[] = []
  let url = ''
  const composed = compose({
    store,
    clock,
    clientDir: '',
    course: () => ({ lessons: [], fixtures: new Map() }),
    baseUrl: () => url,
    port: 0,
    operatorToken: 'operator-token-of-a-test',
    bcryptCost: 4,
    log: (event, { error }) => logs.push(`${event} ${error instanceof Error ? error.stack : ''}`),
  })
  const { server } = composed
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  return {
    ...composed,
    url,
    logs,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await composed.close()
    },
  }
}
