import type { Server } from 'node:http'
import type { AddressInfo, Server as TcpServer } from 'node:net'
import { systemClock } from '../../../server/system.js'
import { makeTemplate, newDatabase } from '../../support/databases.js'
import { freePort, PostgresServer } from '../../support/postgres-server.js'
import { turningProxy, turningTcp } from '../../support/turning-proxy.js'
import { BuiltProcess, buildProcess } from './built-process.js'

/** Two built processes over one PostgreSQL that waits for its disk, behind the tests' own proxy. */
export interface TwoBuilt {
  url: string
  sshPort: number
  processes: readonly BuiltProcess[]
  postgres: PostgresServer
  connectionString: string
  close(): Promise<void>
}

export async function startTwoBuilt(): Promise<TwoBuilt> {
  const folder = buildProcess()
  const postgres = await PostgresServer.start({ durable: true })
  await makeTemplate(postgres.urlOf('postgres'), systemClock)
  const { connectionString } = await newDatabase(postgres.urlOf('postgres'))
  const ports = [await freePort(), await freePort()]
  const sshPorts = [await freePort(), await freePort()]
  const server = turningProxy(ports)
  const ssh = turningTcp(sshPorts)
  const url = `http://127.0.0.1:${await listening(server)}`
  const processes = ports.map(
    (port, at) => new BuiltProcess({ folder, connectionString, port, sshPort: sshPorts[at] ?? 0, url }),
  )
  for (const one of processes) await one.start()
  return {
    ...{ url, processes, postgres, connectionString },
    sshPort: await listening(ssh),
    async close() {
      server.closeAllConnections()
      for (const proxy of [server, ssh]) proxy.close()
      for (const one of processes) await one.kill()
      await postgres.remove()
    },
  }
}

async function listening(server: Server | TcpServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}
