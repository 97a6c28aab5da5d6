import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { STS } from '@aws-sdk/client-sts'
import { describe, expect, it } from 'vitest'
import { ByteReader } from '../../server/bounds/byte-reader.js'
import { openAccountFile, type TakeSection } from '../../server/lab/account-file/open-account-file.js'
import { ACCOUNT_ID, accountContent, PASSPHRASE } from '../bounds/large-files.js'
import { importFile, madeFile, readHere } from '../support/account-file.js'
import { startServer } from '../support/server.js'

const now = Date.parse('2026-06-01T00:00:00Z')

function open(file: string, sections?: Record<string, TakeSection>, pieceSize = 10_000) {
  const bytes = Buffer.from(file)
  function* pieces() {
    for (let at = 0; at < bytes.length; at += pieceSize) yield bytes.subarray(at, at + pieceSize)
  }
  return openAccountFile(readHere, new ByteReader(pieces()), { passphrase: PASSPHRASE, now }, sections)
}

const section = (kind: string, bytes: Uint8Array) => ({
  kind,
  bytes: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
})

const made = (raw: unknown[], bytes: Uint8Array[]) =>
  madeFile(accountContent({ raw }), { passphrase: PASSPHRASE, accountId: ACCOUNT_ID }, bytes)

describe('a file of version 1', () => {
  it('is still imported', async () => {
    const app = await startServer()
    try {
      const file = readFileSync(new URL('../fixtures/account-file-version-1.json', import.meta.url), 'utf8')
      const headers = { authorization: `Bearer ${app.operatorToken}` }
      expect(await (await importFile(app.url, file, { passphrase: PASSPHRASE }, headers)).json()).toEqual({
        accountId: '520052058233',
        replaced: false,
      })
      // Alice's key, as the version that made the file handed it out.
      const credentials = { accessKeyId: 'AKIAXSFMEVB4Y7YHEEUX', secretAccessKey: 'PosPAFb2HLe38I6fxYmQqK5P+6m3WaqhysS8SNwm' }
      const sts = new STS({ endpoint: app.url, region: 'us-east-1', credentials, maxAttempts: 1 })
      expect((await sts.getCallerIdentity({})).Arn).toBe('arn:aws:iam::520052058233:user/people/alice')
      expect(app.logs).toEqual([])
    } finally {
      await app.close()
    }
  })

  it('is refused when it is larger than any was', async () => {
    await expect(open(`{"format":"iam-dojo-account","version":1,"sealed":"${'A'.repeat(17_000_000)}"}`)).rejects.toMatchObject({
      code: 'TooLarge',
    })
  })

  it.each(['{"format":"iam-dojo-account","version":1,"x":[[1]]}', `{${'"a":1,'.repeat(1000)}"b":2}`, '"iam-dojo-account"'])(
    'is no file of ours with such a head: %s',
    async (file) => {
      await expect(open(file)).rejects.toMatchObject({ code: 'NotAnAccountFile' })
    },
  )
})

describe('the raw part of a file', () => {
  const first = Buffer.alloc(200_000, 'first')
  const second = Buffer.from([0, 10, 13, 255, 34])

  it('is handed on section by section, however the file comes in', async () => {
    const file = await made([section('objects', first), section('instances', second)], [first, second])
    for (const size of [7_001, 100_000, 10_000_000]) {
      const taken: Record<string, Buffer[]> = { objects: [], instances: [] }
      const take = (kind: string) => (piece: Uint8Array) => void taken[kind]?.push(Buffer.from(piece))
      const { accountId } = await open(file, { objects: take('objects'), instances: take('instances') }, size)
      expect(accountId).toBe(ACCOUNT_ID)
      expect(Buffer.concat(taken.objects ?? []).equals(first)).toBe(true)
      expect(Buffer.concat(taken.instances ?? []).equals(second)).toBe(true)
    }
  })

  it('is refused in plain words when this version does not know what it holds', async () => {
    const file = await made([section('objects', second)], [second])
    await expect(open(file)).rejects.toMatchObject({ code: 'NewerFile' })
    await expect(open(file, { instances: () => {} })).rejects.toMatchObject({ code: 'NewerFile' })
  })

  it.each([
    ['shorter than it says', [section('objects', first)], [first.subarray(1)]],
    ['longer than it says', [section('objects', first)], [first, second]],
    ['not described', [], [second]],
    ['missing', [section('objects', second)], []],
    ['another one', [section('objects', second)], [Buffer.from('other')]],
    ['in another order', [section('objects', first), section('instances', second)], [second, first]],
  ])('is damaged when it is %s', async (_how, raw, bytes) => {
    await expect(open(await made(raw, bytes), { objects: () => {}, instances: () => {} })).rejects.toMatchObject({
      code: 'DamagedFile',
    })
  })

  it('is damaged when a chunk is gone, moved, or cut', async () => {
    const file = await made([section('objects', first)], [first])
    const lines = file.split('\n')
    expect(lines).toHaveLength(7)
    const [head = '', content = '', a = '', b = '', c = '', d = ''] = lines
    for (const changed of [
      [head, content, a, b, d],
      [head, content, b, a, c, d],
      [head, content, a, b, c],
      [head, content, a, b, c, d.slice(0, -4)],
      [head, content, a, b, c, d, d],
      [head, content, a, b, c, `${d}\n`],
      [head, content, a, b, `.${c.slice(1)}`],
      [head, a, content, b, c, d],
    ]) {
      const damaged = open(`${changed.join('\n')}\n`, { objects: () => {} })
      await expect(damaged).rejects.toMatchObject({ code: 'DamagedFile' })
    }
  })

  it('has its own limit', async () => {
    const half = Buffer.alloc(33_000_000)
    const file = await made([section('objects', half), section('objects', half)], [half, half])
    await expect(open(file, { objects: () => {} }, 1_000_000)).rejects.toMatchObject({ code: 'TooLarge' })
  })
})

describe('a file that went through other programs', () => {
  it('opens with a mark at its start and other ends of lines', async () => {
    const file = await made([], [])
    expect((await open(`\ufeff${file.replaceAll('\n', '\r\n')}`)).accountId).toBe(ACCOUNT_ID)
    expect((await open(file.trimEnd())).accountId).toBe(ACCOUNT_ID)
  })
})
