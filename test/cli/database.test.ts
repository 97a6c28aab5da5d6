import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPostgres, type TestPostgres } from '../support/postgres.js'

const bin = fileURLToPath(new URL('../../bin/iam-dojo.mjs', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'iam-dojo-database-'))
const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:PG|IAM_DOJO_)/.test(name)))
const base = { ...own, IAM_DOJO_HOME: join(folder, 'home') }

let postgres: TestPostgres
/** Without a password, as it may stand on a command line. */
let bare: (database?: string, query?: string) => string
const PASSWORD = 'postgres'
const key = (name: string) => {
  const file = join(folder, name)
  writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o644 })
  return file
}
let keyFile: string

beforeAll(async () => {
  postgres = await startPostgres()
  const { port } = new URL(postgres.connectionString)
  bare = (database = 'postgres', query = '') => `postgres://postgres@127.0.0.1:${port}/${database}${query}`
  keyFile = key('first.key')
})
afterAll(async () => {
  await postgres?.stop()
  rmSync(folder, { recursive: true, force: true })
})

interface Ended {
  code: number | null
  out: string
  err: string
}

interface Running {
  url: string
  ended: Promise<Ended>
  stop(): Promise<Ended>
}

/** As a person starts it: a server that is ready, or how it ended. */
function serve(args: string[], env: Record<string, string> = {}): Promise<Running | Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [bin, 'serve', '--port', '0', '--no-ssh', '--bcrypt-cost', '4', ...args], {
      env: { ...base, ...env },
    })
    let [out, err] = ['', '']
    const ended = new Promise<Ended>((done) => child.on('close', (code) => done({ code, out, err })))
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString()
    })
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString()
      const url = /ready at (http:\/\/127\.0\.0\.1:\d+)\/signin/.exec(out)?.[1]
      if (!url) return
      resolve({
        url,
        ended,
        stop() {
          child.kill('SIGTERM')
          return ended
        },
      })
    })
    void ended.then(resolve)
  })
}

async function running(args: string[], env?: Record<string, string>): Promise<Running> {
  const server = await serve(args, env)
  if ('url' in server) return server
  throw new Error(server.err)
}

async function refused(args: string[], env: Record<string, string> = { PGPASSWORD: PASSWORD }): Promise<Ended> {
  const server = await serve(args, env)
  if ('url' in server) {
    await server.stop()
    throw new Error('the server started')
  }
  expect(server.err.trim().split('\n')).toHaveLength(1)
  expect(server.out).toBe('')
  return server
}

async function sql(text: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgres.connectionString })
  await client.connect()
  await client.query(text)
  await client.end()
}

describe('a server on PostgreSQL', () => {
  it('keeps accounts there, and its password is nowhere to be seen', async () => {
    const first = await running(['--database', bare(), '--key-file', keyFile], { PGPASSWORD: PASSWORD })
    expect(statSync(keyFile).mode & 0o777).toBe(0o600)
    const signedUp = await fetch(`${first.url}/api/signin/sign-up`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ email: 'mara@example.com', password: 'lantern Orbit pickle 29', accountName: 'Example' }),
    })
    expect(signedUp.status).toBe(201)
    const { code, out, err } = await first.stop()
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/Accounts are kept in the database postgres at 127\.0\.0\.1:\d+/)
    const second = await running(['--key-file', keyFile], { IAM_DOJO_DATABASE_URL: postgres.connectionString })
    const signIn = await fetch(`${second.url}/api/signin`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ kind: 'root', email: 'mara@example.com', password: 'lantern Orbit pickle 29' }),
    })
    expect(signIn.status).toBe(200)
    const ended = await second.stop()
    expect(ended.out + ended.err).not.toContain(`:${PASSWORD}@`)
  })

  it.each([
    [
      'a password on the command line',
      () => ['--database', postgres.connectionString],
      /^iam-dojo: Other users .*PGPASSFILE/,
      2,
    ],
    ['a folder besides', () => ['--database', bare(), '--data', folder], /Give --data or a database, not both/, 2],
    ['memory besides', () => ['--database', bare(), '--ephemeral'], /Give --ephemeral or a database, not both/, 2],
    ['no address', () => ['--database', 'mysql://db/dojo'], /--database needs an address such as postgres:/, 2],
    ['a key file alone', () => ['--key-file', keyFile], /--key-file needs --database/, 2],
    ['no key', () => ['--database', bare()], /needs a master key\. Make one with "openssl rand/, 2],
    [
      'no key file',
      () => ['--database', bare(), '--key-file', join(folder, 'none')],
      /There is no key file .*none\. Copy it/,
      1,
    ],
    ['another key', () => ['--database', bare(), '--key-file', key('other.key')], /sealed with another master key\. Give/, 1],
    ['no database', () => ['--database', bare('nowhere'), '--key-file', keyFile], /no database nowhere at 127\.0\.0\.1/, 1],
    ['no TLS', () => ['--database', bare('postgres', '?sslmode=require'), '--key-file', keyFile], /takes no TLS/, 1],
    [
      'a closed port',
      () => ['--database', 'postgres://a@127.0.0.1:9/a', '--key-file', keyFile],
      /No database answers at 127\.0\.0\.1:9/,
      1,
    ],
    [
      'no machine',
      () => ['--database', 'postgres://a@db.invalid/a', '--key-file', keyFile],
      /No machine has the name db\.invalid/,
      1,
    ],
  ])('is refused with %s in one plain sentence', async (_, args, sentence, code) => {
    const ended = await refused(args())
    expect(ended.err).toMatch(sentence)
    expect(ended.err).not.toContain(`:${PASSWORD}@`)
    expect(ended.code).toBe(code)
  })

  it('tells a wrong password from a missing one', async () => {
    const args = ['--database', bare(), '--key-file', keyFile]
    const wrong = await refused(args, { PGPASSWORD: 'not-the-password' })
    expect(wrong.err).toMatch(/The database refused the password of postgres\./)
    expect(wrong.err).not.toContain('not-the-password')
    expect((await refused(args, { HOME: folder })).err).toMatch(/The database (?:wants|refused) the password of postgres\./)
  })

  it('reads the password from a file', async () => {
    const file = join(folder, 'pgpass')
    writeFileSync(file, `127.0.0.1:*:*:postgres:${PASSWORD}\n`, { mode: 0o600 })
    const server = await running(['--database', bare(), '--key-file', keyFile], { PGPASSFILE: file })
    expect(await server.stop()).toMatchObject({ code: 0, err: '' })
  })

  it('lets one of two first starts with different keys have a new database', async () => {
    await sql('create database race')
    const starts = await Promise.all(
      ['one.key', 'two.key'].map((name) =>
        serve(['--database', bare('race'), '--key-file', key(name)], { PGPASSWORD: PASSWORD }),
      ),
    )
    const [winner, ...others] = starts.filter((start) => 'url' in start)
    const [loser] = starts.filter((start) => !('url' in start)) as Ended[]
    expect(others).toEqual([])
    expect(loser?.err).toMatch(/sealed with another master key/)
    await (winner as Running).stop()
  })
})
