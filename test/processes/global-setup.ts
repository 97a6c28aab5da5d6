import { systemClock } from '../../server/system.js'
import { makeTemplate } from '../support/databases.js'
import { PostgresServer } from '../support/postgres-server.js'

/** One PostgreSQL server for the whole run; what a test starts finds it by this variable. */
export default async function setup(): Promise<() => Promise<void>> {
  const postgres = await PostgresServer.start()
  const server = postgres.urlOf('postgres')
  await makeTemplate(server, systemClock)
  process.env.TEST_POSTGRES = server
  return () => postgres.remove()
}
