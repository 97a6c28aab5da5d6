import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TLSSocket } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '../../server/store/store.js'
import { systemClock } from '../../server/system.js'
import { newCertificate, type TestCertificate } from '../support/certificates.js'
import { startPostgres, type TestPostgres } from '../support/postgres.js'

/** A PostgreSQL server that takes TLS, with a certificate for this name; returns its port. */
async function withTls(target: string, { certificate, privateKey }: TestCertificate): Promise<[Server, number]> {
  const { hostname, port } = new URL(target)
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    // What every client sends first is its request for TLS, 8 bytes. Source: PostgreSQL, "Message Formats", SSLRequest.
    socket.once('data', () => {
      socket.write('S')
      const client = new TLSSocket(socket, { isServer: true, key: privateKey, cert: certificate })
      const database = connect(Number(port), hostname)
      for (const one of [client, database]) one.on('error', () => undefined)
      client.pipe(database).pipe(client)
      client.on('close', () => database.destroy())
    })
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const address = server.address()
  return [server, typeof address === 'object' && address ? address.port : 0]
}

describe('TLS to the database', () => {
  const folder = mkdtempSync(join(tmpdir(), 'iam-dojo-tls-'))
  const authority = join(folder, 'ca.pem')
  let postgres: TestPostgres
  const servers: Server[] = []
  let [right, wrong] = [0, 0]

  beforeAll(async () => {
    postgres = await startPostgres()
    const [own, other] = [newCertificate('localhost'), newCertificate('db.example.com')]
    writeFileSync(authority, own.certificate + other.certificate)
    const made = [await withTls(postgres.connectionString, own), await withTls(postgres.connectionString, other)]
    for (const [server] of made) servers.push(server)
    ;[right = 0, wrong = 0] = made.map(([, port]) => port)
  })
  afterAll(async () => {
    for (const server of servers) server.close()
    await postgres?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const start = async (port: number, query: string): Promise<string> => {
    const connectionString = `postgres://postgres:postgres@localhost:${port}/postgres?${query}`
    try {
      const store = await openStore({
        engine: 'postgres',
        connectionString,
        masterKey: new Uint8Array(32).fill(7),
        clock: systemClock,
      })
      await store.close()
      return 'started'
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  }

  it('verifies the certificate and its name, whatever of both is asked for', async () => {
    for (const mode of ['require', 'prefer', 'verify-ca', 'verify-full']) {
      expect(await start(right, `sslmode=${mode}&sslrootcert=${authority}`)).toBe('started')
      expect(await start(right, `sslmode=${mode}`)).toMatch(
        /^The certificate of the database at localhost can't be verified \([A-Z_]+\)\. .*sslrootcert\.$/,
      )
      expect(await start(wrong, `sslmode=${mode}&sslrootcert=${authority}`)).toContain('(ERR_TLS_CERT_ALTNAME_INVALID)')
    }
  })

  it('verifies nothing where that is asked for', async () => {
    expect(await start(wrong, 'sslmode=no-verify')).toBe('started')
    expect(await start(wrong, 'sslmode=require&uselibpqcompat=true')).toBe('started')
  })

  it('names a file that is not there', async () => {
    expect(await start(right, `sslmode=verify-full&sslrootcert=${folder}/none.pem`)).toContain(`${folder}/none.pem`)
  })
})
