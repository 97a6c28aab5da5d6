import { mkdtempSync, rmSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo, Server as TcpServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import pg from 'pg'
import { systemClock } from '../../../server/system.js'
import { makeTemplate, newDatabase } from '../../support/databases.js'
import { freePort, PostgresServer } from '../../support/postgres-server.js'
import { turningProxy, turningTcp } from '../../support/turning-proxy.js'
import { BuiltProcess, buildServer } from './built-process.js'

/** Built processes over one database, behind the tests' own proxy. */
export interface BuiltStage {
  url: string
  sshPort: number
  processes: readonly BuiltProcess[]
  /** PostgreSQL stops and starts again. With SQLite, there is nothing to start. */
  restartDatabase(): Promise<void>
  /** How many records each request has, by its id. On SQLite, the process is killed first, which has the file to itself. */
  recordsByRequest(): Promise<Map<string, number>>
  close(): Promise<void>
}

interface Data {
  /** PostgreSQL's address, or a data folder. */
  place: string
  restart(): Promise<void>
  /** The bodies of all records. */
  records(): Promise<string[]>
  remove(): Promise<void>
}

/** Two processes over a PostgreSQL that waits for its disk, or one over a SQLite file. */
export async function startBuilt(engine: 'PostgreSQL' | 'SQLite'): Promise<BuiltStage> {
  const built = process.env.TEST_BUILT
  const folder = built ?? buildServer()
  const data = engine === 'PostgreSQL' ? await postgresData() : sqliteData()
  const numbers = engine === 'PostgreSQL' ? [1, 2] : [1]
  const ports = await Promise.all(numbers.map(freePort))
  const sshPorts = await Promise.all(numbers.map(freePort))
  const server = turningProxy(ports)
  const ssh = turningTcp(sshPorts)
  const url = `http://127.0.0.1:${await listening(server)}`
  const processes = ports.map(
    (port, at) => new BuiltProcess({ folder, database: data.place, port, sshPort: sshPorts[at] ?? 0, publicUrl: url }),
  )
  for (const one of processes) await one.start()
  return {
    ...{ url, processes, restartDatabase: data.restart },
    sshPort: await listening(ssh),
    async recordsByRequest() {
      if (engine === 'SQLite') for (const one of processes) await one.kill()
      const times = new Map<string, number>()
      for (const body of await data.records()) {
        const { requestId } = JSON.parse(body) as { requestId: string }
        times.set(requestId, (times.get(requestId) ?? 0) + 1)
      }
      return times
    },
    async close() {
      server.closeAllConnections()
      for (const proxy of [server, ssh]) proxy.close()
      for (const one of processes) await one.remove()
      await data.remove()
      if (built === undefined) rmSync(folder, { recursive: true, force: true })
    },
  }
}

const RECORDS = 'SELECT body FROM record'

async function postgresData(): Promise<Data> {
  const postgres = await PostgresServer.start({ durable: true })
  await makeTemplate(postgres.urlOf('postgres'), systemClock)
  const { connectionString } = await newDatabase(postgres.urlOf('postgres'))
  return {
    place: connectionString,
    async restart() {
      await postgres.stop()
      await postgres.startAgain()
    },
    async records() {
      const client = new pg.Client({ connectionString })
      await client.connect()
      const { rows } = await client.query<{ body: string }>(RECORDS)
      await client.end()
      return rows.map(({ body }) => body)
    },
    remove: () => postgres.remove(),
  }
}

function sqliteData(): Data {
  const folder = mkdtempSync(join(tmpdir(), 'iam-dojo-kills-'))
  const file = join(folder, 'iam-dojo.db')
  return {
    place: folder,
    restart: async () => undefined,
    async records() {
      const database = new Database(file)
      const rows = database.prepare(RECORDS).all() as { body: string }[]
      database.close()
      return rows.map(({ body }) => body)
    },
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

async function listening(server: Server | TcpServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}
