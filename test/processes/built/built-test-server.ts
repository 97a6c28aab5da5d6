import type { TestServer } from '../../support/server.js'
import { startBuilt } from './built-stage.js'
import { pause } from './load/attempt.js'

/** Longer than records of reading calls, last uses, and news take from one process to the other. */
const SETTLES_WITHIN_MS = 1_500

/** Two built processes for a test that only sends: what reaches into a server finds nothing here. */
export async function startBuiltServer(options: object): Promise<TestServer> {
  const given = Object.keys(options)
  if (given.length > 0) throw new Error(`a built process takes no ${given.join(', ')} from a test`)
  const built = await startBuilt('PostgreSQL')
  const inside = (what: string): never => {
    throw new Error(`a built process shows no ${what} to a test`)
  }
  return {
    url: built.url,
    processes: built.processes.length,
    sshPort: built.sshPort,
    operatorToken: built.processes[0]?.operatorToken() ?? '',
    get ssh() {
      return inside('SSH host')
    },
    get server() {
      return inside('server')
    },
    get accounts() {
      return inside('accounts')
    },
    get store() {
      return inside('store')
    },
    get logs() {
      return inside('logs')
    },
    enterCode: async () => inside('code'),
    settled: () => pause(SETTLES_WITHIN_MS),
    close: () => built.close(),
  }
}
