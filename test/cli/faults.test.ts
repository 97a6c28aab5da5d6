import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { afterAll, describe, expect, it } from 'vitest'
import { type BuiltServer, type Ended, startBuilt } from '../support/built-server.js'
import { post, ROOT_PASSWORD } from '../support/server.js'

const root = mkdtempSync(join(tmpdir(), 'iam-dojo-faults-'))
const env = { IAM_DOJO_HOME: join(root, 'home') }
afterAll(() => rmSync(root, { recursive: true, force: true }))

let count = 0
const place = (): string => join(root, String(++count))
const databaseIn = (data: string): string => join(data, 'iam-dojo.db')
const start = (data: string, ...args: string[]): Promise<BuiltServer> => startBuilt(['--data', data, ...args], env)

async function refused(data: string, ...args: string[]): Promise<Ended> {
  const server = await start(data, ...args)
  if (server.url) await server.stop('SIGKILL')
  expect(server.url).toBe('')
  return server.ended
}

/** Ended in one sentence and with exit code 1. */
function expectSentence({ code, errors }: Ended, ...parts: (string | RegExp)[]): void {
  for (const part of parts) expect(errors).toMatch(part)
  expect(errors.split('\n').filter((line) => line.startsWith('iam-dojo: '))).toHaveLength(1)
  expect(errors).not.toMatch(/^\s+at /m)
  expect(code).toBe(1)
}

let emails = 0
async function signUp(url: string): Promise<{ status: number; accountId: string; message?: string }> {
  const email = `fault${++emails}@example.com`
  const { status, body } = await post<{ accountId: string; message?: string }>(url, '/api/signin/sign-up', {
    email,
    password: ROOT_PASSWORD,
    accountName: 'Example',
  })
  return { status, ...body }
}

const iamDojo = (url: string, ...args: string[]): string =>
  execFileSync(process.execPath, ['bin/iam-dojo.mjs', ...args, '--url', url], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
  })

/** A folder with one account in it, whose server was ended by `signal`. */
async function usedFolder(signal: NodeJS.Signals): Promise<{ data: string; accountId: string }> {
  const data = place()
  const server = await start(data)
  const { accountId } = await signUp(server.url)
  await server.stop(signal)
  return { data, accountId }
}

function overwrite(file: string, at: number, bytes: Buffer): void {
  const descriptor = openSync(file, 'r+')
  writeSync(descriptor, bytes, 0, bytes.length, at)
  closeSync(descriptor)
}

describe('a start that can not succeed ends in one sentence', () => {
  it('when the operator folder takes no file, before it listens', async () => {
    writeFileSync(join(root, 'a-file'), '')
    const server = await startBuilt(['--ephemeral'], { IAM_DOJO_HOME: join(root, 'a-file', 'home') })
    expect(server.url).toBe('')
    expectSentence(await server.ended, 'a part of the path is a file', 'Set IAM_DOJO_HOME')
  })

  it('when the data folder is a file', async () => {
    const data = place()
    writeFileSync(data, '')
    expectSentence(await refused(data), `The data folder ${data} can't be used: a part of the path is a file`)
  })

  it('when the key is a folder', async () => {
    const { data } = await usedFolder('SIGTERM')
    rmSync(join(data, 'keys', 'master.key'))
    mkdirSync(join(data, 'keys', 'master.key'))
    expectSentence(await refused(data), "master.key can't be used: it is a folder (EISDIR)")
  })

  it('when the key is missing, and writes no other', async () => {
    const { data } = await usedFolder('SIGTERM')
    const key = join(data, 'keys', 'master.key')
    renameSync(key, join(root, 'kept.key'))
    expectSentence(await refused(data), `${key} is missing`)
    expect(existsSync(key)).toBe(false)
    renameSync(join(root, 'kept.key'), key)
    const again = await start(data)
    expect((await again.stop()).code).toBe(0)
  })

  it("when the database is another program's", async () => {
    const data = place()
    mkdirSync(data)
    const other = new Database(databaseIn(data))
    other.exec('CREATE TABLE account (id INTEGER PRIMARY KEY)')
    other.close()
    expectSentence(await refused(data), "is another program's database")
    expect(existsSync(join(data, 'keys'))).toBe(false)
  })

  it('when the port is taken, and leaves the folder free', async () => {
    const data = place()
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    const { port } = taken.address() as AddressInfo
    expectSentence(await refused(data, '--port', String(port)), `Port ${port} is taken`)
    taken.close()
    const again = await start(data)
    expect((await again.stop()).code).toBe(0)
  })

  it('when --lessons names a file', async () => {
    const server = await startBuilt(['--ephemeral', '--lessons', 'package.json'], env)
    expect(await server.ended).toMatchObject({
      code: 2,
      errors: 'iam-dojo: --lessons: package.json is a file, not a folder.\n',
    })
  })
})

describe('a database that is missing or damaged', () => {
  it.each(['missing', 'empty'])(
    'is refused when it is %s but its folder is used, and the copy brings it back',
    async (state) => {
      const { data, accountId } = await usedFolder('SIGTERM')
      if (state === 'missing') rmSync(databaseIn(data))
      else truncateSync(databaseIn(data))
      expectSentence(await refused(data), `is ${state}`, 'rename iam-dojo.db.bak to iam-dojo.db', 'keys/master.key')
      renameSync(`${databaseIn(data)}.bak`, databaseIn(data))
      const again = await start(data)
      expect(iamDojo(again.url, 'account', 'list')).toContain(accountId)
      await again.stop()
    },
  )

  it.each([
    ['zeros', Buffer.alloc(4096)],
    ['noise', Buffer.alloc(4096, 0xa7)],
  ])('is refused with the way out when a page is %s after a kill', async (_what, bytes) => {
    const { data } = await usedFolder('SIGTERM')
    const running = await start(data)
    await running.stop('SIGKILL')
    overwrite(databaseIn(data), 4096 * 2, bytes)
    expectSentence(await refused(data), 'is damaged', 'rename iam-dojo.db.bak to iam-dojo.db')
  })

  it('is refused when a text is none, which would abort the process later', async () => {
    const { data } = await usedFolder('SIGTERM')
    rmSync(`${databaseIn(data)}.bak`)
    const at = readFileSync(databaseIn(data)).indexOf('"rootPassword"')
    expect(at).toBeGreaterThan(0)
    overwrite(databaseIn(data), at + 2, Buffer.from([0xff, 0xff]))
    expectSentence(await refused(data), 'is damaged', 'There is no copy of it')
  })

  it.each(['missing', 'damaged'])('is refused when its log is %s after a kill, unless the loss is accepted', async (state) => {
    const { data } = await usedFolder('SIGKILL')
    const log = `${databaseIn(data)}-wal`
    expect(statSync(log).size).toBeGreaterThan(50_000)
    if (state === 'missing') rmSync(log)
    else overwrite(log, 20_000, Buffer.alloc(64, 7))
    for (const _twice of [1, 2]) expectSentence(await refused(data), `-wal is ${state}`, 'add --accept-loss')
    const again = await start(data, '--accept-loss')
    // With nothing left of its first transaction, this is a new folder again.
    expect((await again.stop()).code).toBe(0)
  })

  it('takes no log of the damaged one when a copy is put in its place', async () => {
    const { data, accountId } = await usedFolder('SIGTERM')
    const running = await start(data)
    await signUp(running.url)
    await running.stop('SIGKILL')
    renameSync(`${databaseIn(data)}.bak`, databaseIn(data))
    const again = await start(data)
    expect(
      iamDojo(again.url, 'account', 'list')
        .trim()
        .split('\n')
        .filter((line) => /\d{12}/.test(line)),
    ).toHaveLength(1)
    expect(iamDojo(again.url, 'account', 'list')).toContain(accountId)
    await again.stop()
  })
})

describe('a database that is taken away while the server runs', () => {
  it.each([
    ['deleted', (file: string) => rmSync(file), 'was deleted'],
    [
      'replaced',
      (file: string) => {
        cpSync(file, `${file}.other`)
        renameSync(`${file}.other`, file)
      },
      'was replaced',
    ],
    ['cut short', (file: string) => truncateSync(file, 0), 'was replaced'],
  ])('stops it when it is %s, and nothing more is acknowledged', async (_how, take, words) => {
    const data = place()
    const server = await start(data)
    expect((await signUp(server.url)).status).toBe(201)
    take(databaseIn(data))
    const status = await signUp(server.url).then(
      (answer) => answer.status,
      () => 0,
    )
    expect([0, 503]).toContain(status)
    expectSentence(await server.ended, `iam-dojo.db ${words} while the server was running`)
  })

  it('stops it when nobody writes, and saves what a deleted log held', async () => {
    const data = place()
    const server = await start(data)
    const { accountId } = await signUp(server.url)
    rmSync(`${databaseIn(data)}-wal`)
    expectSentence(await server.ended, 'iam-dojo.db-wal was deleted', 'saved what it could')
    const again = await start(data)
    expect(iamDojo(again.url, 'account', 'list')).toContain(accountId)
    await again.stop()
  })

  it('makes the stop a sentence', async () => {
    const data = place()
    const server = await start(data)
    await signUp(server.url)
    renameSync(data, place())
    expectSentence(await server.stop(), 'was deleted while the server was running')
  })
})

describe('the copy of a clean stop', () => {
  it('is private, as every file of the database is, and goes with the account that is deleted', async () => {
    const data = place()
    mkdirSync(join(data, 'keys'), { recursive: true })
    chmodSync(data, 0o755)
    const modeOf = (name: string) => (statSync(join(data, name)).mode & 0o777).toString(8)
    const mask = process.umask(0o022)
    try {
      const server = await start(data)
      const { accountId } = await signUp(server.url)
      expect(['iam-dojo.db', 'iam-dojo.db-wal', 'keys', 'keys/master.key'].map(modeOf)).toEqual(['600', '600', '700', '600'])
      await server.stop()
      expect(modeOf('iam-dojo.db.bak')).toBe('600')
      const again = await start(data)
      iamDojo(again.url, 'account', 'delete', accountId)
      expect(existsSync(`${databaseIn(data)}.bak`)).toBe(false)
      await again.stop('SIGKILL')
      expect(existsSync(`${databaseIn(data)}.bak`)).toBe(false)
    } finally {
      process.umask(mask)
    }
  })
})

describe('a client that hangs up', () => {
  it.each([
    ['POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 500\r\n\r\nAction='],
    [
      'POST /api/signin/sign-up HTTP/1.1\r\nHost: HOST\r\nOrigin: http://HOST\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{',
    ],
  ])('in the middle of its body is no error', async (text) => {
    const server = await startBuilt(['--ephemeral'], env)
    const { host, port } = new URL(server.url)
    for (let n = 0; n < 5; n++) {
      await new Promise<void>((resolve) => {
        const socket = connect(Number(port), '127.0.0.1', () => {
          socket.write(text.replaceAll('HOST', host), () => setTimeout(() => socket.resetAndDestroy(), 20))
        })
        socket.on('error', () => undefined).on('close', () => resolve())
      })
    }
    await signUp(server.url)
    expect(await server.stop()).toEqual({ code: 0, errors: '' })
  })
})
