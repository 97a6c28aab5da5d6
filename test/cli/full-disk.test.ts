import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { IAM } from '@aws-sdk/client-iam'
import { afterAll, describe, expect, it } from 'vitest'
import { type BuiltServer, startBuilt } from '../support/built-server.js'
import { newAccount, post } from '../support/server.js'

/** A small disk needs a mount, which needs root on Linux. */
const canMount = process.platform === 'linux' && process.getuid?.() === 0
const root = mkdtempSync(join(tmpdir(), 'iam-dojo-full-'))
const env = { IAM_DOJO_HOME: join(root, 'home') }
const mounted: string[] = []
const servers: BuiltServer[] = []
afterAll(async () => {
  for (const server of servers) await server.stop('SIGKILL')
  for (const place of mounted) execFileSync('umount', [place])
  rmSync(root, { recursive: true, force: true })
})

async function serve(data: string): Promise<BuiltServer> {
  const server = await startBuilt(['--data', data], env)
  servers.push(server)
  return server
}

function smallDisk(bytes: number): string {
  const place = join(root, `disk${mounted.length}`)
  mkdirSync(place)
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', place])
  mounted.push(place)
  return place
}

/** Leaves `left` bytes free; returns what makes room again. */
function fill(disk: string, left: number): () => void {
  const { bavail, bsize } = statfsSync(disk)
  const filler = join(disk, 'filler')
  writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - left), 1))
  return () => rmSync(filler)
}

const plainLines = (text: string): string[] => text.split('\n').filter((line) => line.startsWith('iam-dojo: '))

describe.skipIf(!canMount)('on a full disk', () => {
  it.each([0, 8_192, 16_384, 40_960, 69_632, 102_400])(
    'a first start with %d bytes left says so, and the next one with room works',
    async (left) => {
      const disk = smallDisk(2_000_000)
      const data = join(disk, 'data')
      mkdirSync(data)
      const makeRoom = fill(disk, left)
      const first = await serve(data)
      if (first.url) await first.stop()
      const { code, errors } = await first.ended
      expect(plainLines(errors)).toEqual([expect.stringMatching(/^iam-dojo: The disk that holds .* is full\. Make room/)])
      expect(errors).not.toMatch(/^\s+at /m)
      expect(code).toBe(1)
      makeRoom()
      const again = await serve(data)
      await newAccount(again.url)
      expect(await again.stop()).toEqual({ code: 0, errors: '' })
    },
  )

  it('a running server says so in the answer, the log and once on standard error; it goes on when there is room', async () => {
    const disk = smallDisk(3_000_000)
    const data = join(disk, 'data')
    const server = await serve(data)
    const { credentials } = await newAccount(server.url)
    const iam = new IAM({ region: 'us-east-1', endpoint: server.url, credentials, maxAttempts: 1 })
    const users = async (): Promise<
      { name?: string; message?: string; $metadata?: { httpStatusCode?: number } } | undefined
    > => {
      for (let n = 0; n < 300; n++) {
        const error = await iam.createUser({ UserName: `u${n}-${Math.random().toString(36).slice(2)}` }).then(
          () => undefined,
          (refused: unknown) => refused as { name: string },
        )
        if (error) return error
      }
      return undefined
    }
    await iam.createUser({ UserName: 'early' })
    let makeRoom = fill(disk, 20_000)
    const refused = await users()
    expect(refused?.name).toBe('ServiceUnavailable')
    expect(refused?.$metadata?.httpStatusCode).toBe(503)
    expect(refused?.message).toContain('The disk of the server is full')
    const signUp = { email: 'full@example.com', password: 'lantern Orbit pickle 29', accountName: 'Full' }
    const console = await post<{ message: string }>(server.url, '/api/signin/sign-up', signUp)
    expect(console).toMatchObject({ status: 503, body: { message: expect.stringContaining('The disk of the server is full') } })
    await users()
    await expect.poll(() => plainLines(server.errors())).toHaveLength(1)
    expect(server.errors()).toContain('"code":"SQLITE_FULL"')
    expect(server.errors()).not.toContain('no transaction is active')
    // Reading goes on.
    expect((await iam.listUsers({})).Users?.length).toBeGreaterThan(0)

    makeRoom()
    await iam.createUser({ UserName: 'with-room' })
    makeRoom = fill(disk, 20_000)
    await users()
    // What another process wrote comes in a moment later.
    await expect.poll(() => plainLines(server.errors())).toHaveLength(2)

    const { code, errors } = await server.stop()
    expect(code).toBe(1)
    expect(plainLines(errors).at(-1)).toMatch(/The disk that holds .* is full/)
    expect(errors).not.toMatch(/^\s+at /m)
    makeRoom()
    const again = await serve(data)
    const sameIam = new IAM({ region: 'us-east-1', endpoint: again.url, credentials })
    expect((await sameIam.getUser({ UserName: 'with-room' })).User?.UserName).toBe('with-room')
    expect((await again.stop()).code).toBe(0)
  })
})
