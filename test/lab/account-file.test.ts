import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { IAM } from '@aws-sdk/client-iam'
import { STS } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importFile, madeFile } from '../support/account-file.js'
import { newAccount, post, ROOT_PASSWORD, startServer, type TestServer } from '../support/server.js'
import { codeFor } from '../support/totp.js'

const PASSPHRASE = 'a passphrase of some length'
const folder = mkdtempSync(join(tmpdir(), 'iam-dojo-account-file-'))

/** Stands still, so that a code is as old as the test says, however long it takes. */
const now = Date.now()
const clock = { now: () => now }

let app: TestServer
let accountId = ''
let email = ''
let seed = ''
let key: { accessKeyId: string; secretAccessKey: string }
let file = ''
let iam: IAM

beforeAll(async () => {
  app = await startServer({ clock })
  const account = await newAccount(app.url)
  ;({ accountId, email } = account)
  iam = new IAM({ endpoint: app.url, region: 'us-east-1', credentials: account.credentials, maxAttempts: 1 })
  await iam.createAccountAlias({ AccountAlias: 'moved' })
  await iam.createUser({ UserName: 'alice', Tags: [{ Key: 'team', Value: 'blue' }] })
  await iam.createLoginProfile({ UserName: 'alice', Password: ROOT_PASSWORD })
  const { AccessKey } = await iam.createAccessKey({ UserName: 'alice' })
  key = { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' }
  const device = (await iam.createVirtualMFADevice({ VirtualMFADeviceName: 'phone' })).VirtualMFADevice
  seed = Buffer.from(device?.Base32StringSeed ?? []).toString()
  await iam.enableMFADevice({
    UserName: 'alice',
    SerialNumber: device?.SerialNumber ?? '',
    AuthenticationCode1: codeFor(seed, -1, now),
    AuthenticationCode2: codeFor(seed, 0, now),
  })
  const started = await lab(app, '/lessons/users-groups/start', { account: accountId, setUp: true })
  expect(await started.json()).toMatchObject({ status: 'started', steps: { people: { state: 'open' } } })
  await sts(app).getCallerIdentity({})
  await app.settled()
  const exported = await lab(app, `/accounts/${accountId}/export`, { passphrase: PASSPHRASE })
  file = await exported.text()
})

afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true, force: true })
})

const sts = (server: TestServer) => new STS({ endpoint: server.url, region: 'us-east-1', credentials: key, maxAttempts: 1 })

/** As the operator, unless other headers are given. */
function lab(
  server: TestServer,
  path: string,
  body?: unknown,
  headers: Record<string, string> = { authorization: `Bearer ${server.operatorToken}` },
): Promise<Response> {
  if (path === '/accounts/import') {
    const { file: sent = '', ...line } = body as { file?: string; passphrase?: string; replace?: boolean }
    return importFile(server.url, sent, line, headers)
  }
  const json = body === undefined ? {} : { body: JSON.stringify(body) }
  const method = body === undefined ? 'GET' : 'POST'
  return fetch(`${server.url}/api/lab${path}`, { method, headers: { 'content-type': 'application/json', ...headers }, ...json })
}

async function refusal(answer: Promise<Response>): Promise<[status: number, code: string, message: string]> {
  const response = await answer
  const { code, message } = (await response.json()) as { code: string; message: string }
  return [response.status, code, message]
}

/** All of it but when it was last looked at, which each server notes for itself. */
/** What goes on while a lesson is looked at again, though nothing has come of it. */
const GOES_ON = ['seenAt', 'revision', 'spentMs', 'evaluatedTo', 'partnerEvaluatedTo']

async function progressOn(server: TestServer): Promise<unknown> {
  const text = await (await lab(server, `/progress?account=${accountId}`)).text()
  return JSON.parse(text, (key, value) => (GOES_ON.includes(key) ? undefined : value))
}

describe('an account in a file', () => {
  it('holds no secret, name or hash in the clear', () => {
    for (const text of [key.secretAccessKey, key.accessKeyId, seed, email, '$2b$', 'alice', PASSPHRASE]) {
      expect(file.includes(text), text).toBe(false)
    }
    expect(app.logs.join('\n')).not.toContain(PASSPHRASE)
  })

  it.each([
    ['memory', undefined],
    ['sqlite', join(folder, 'other.db')],
  ])(
    'lives on another server with another master key (%s)',
    async (_engine, database) => {
      const masterKey = new Uint8Array(32).fill(99)
      let other = await startServer({ masterKey, ...(database ? { file: database } : {}) })
      try {
        expect((await lab(other, '/accounts/import', { file, passphrase: PASSPHRASE })).status).toBe(201)
        if (database) {
          await other.close()
          other = await startServer({ masterKey, file: database })
        }
        expect((await sts(other).getCallerIdentity({})).Arn).toBe(`arn:aws:iam::${accountId}:user/alice`)
        const root = await post(other.url, '/api/signin', { kind: 'root', email, password: ROOT_PASSWORD })
        expect(root.body).toMatchObject({ session: { accountId } })
        const jar = new Map<string, string>()
        const signIn = { kind: 'iam', account: 'moved', userName: 'alice', password: ROOT_PASSWORD }
        const challenge = await post<{ challenge: string; next: string }>(other.url, '/api/signin', signIn, jar)
        expect(JSON.stringify(challenge.body)).toContain('mfa')
        expect(await progressOn(other)).toEqual(await progressOn(app))
        await Promise.all([app.settled(), other.settled()])
        const [here, there] = await Promise.all(
          [app, other].map(({ store }) => store.accounts.records(accountId, { limit: 10_000 })),
        )
        expect(there?.slice(0, here?.length)).toEqual(here)
      } finally {
        await other.close()
      }
    },
    30_000,
  )

  it('goes on with its lessons and codes where they were', async () => {
    const other = await startServer({ clock })
    try {
      await lab(other, '/accounts/import', { file, passphrase: PASSPHRASE })
      const device = (await lookAt(other).listMFADevices({ UserName: 'alice' })).MFADevices?.[0]
      for (const used of [-1, 0]) {
        const replayed = sts(other).getSessionToken({
          SerialNumber: device?.SerialNumber,
          TokenCode: codeFor(seed, used, now),
        })
        await expect(replayed).rejects.toThrow('MultiFactorAuthentication failed')
      }
      const { Credentials } = await sts(other).getSessionToken({
        SerialNumber: device?.SerialNumber,
        TokenCode: codeFor(seed, 1, now),
      })
      expect(Credentials?.AccessKeyId).toMatch(/^ASIA/)
      await lookAt(other).createUser({ UserName: 'bob' })
      const step = async () => {
        const { lessons } = (await (await lab(other, `/progress?account=${accountId}`)).json()) as {
          lessons: Record<string, { steps: Record<string, { state: string }> }>
        }
        return lessons['users-groups']?.steps.people?.state
      }
      await expect.poll(step).toBe('passed')
    } finally {
      await other.close()
    }

    /** Root's credentials of before still hold: the sealing key came along. */
    function lookAt({ url }: TestServer): IAM {
      return new IAM({ endpoint: url, region: 'us-east-1', credentials: iam.config.credentials, maxAttempts: 1 })
    }
  })

  it('is refused with a wrong passphrase, and nothing is changed', async () => {
    const other = await startServer()
    try {
      const wrong = lab(other, '/accounts/import', { file, passphrase: `${PASSPHRASE}!` })
      expect(await refusal(wrong)).toEqual([
        400,
        'WrongPassphrase',
        'This passphrase doesn’t open the file. Nothing was changed.',
      ])
      expect(await other.store.accounts.list()).toEqual([])
      expect(other.logs).toEqual([])
    } finally {
      await other.close()
    }
  })

  it('is refused when a byte differs, wherever it stands', async () => {
    const [head = '', content = '', raw = ''] = file.split('\n')
    const flipped = (text: string, at: number) => text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1)
    const members = JSON.parse(head) as Record<string, string>
    const changed = [
      [head, flipped(content, 3), raw],
      [head, flipped(content, Math.floor(content.length / 2)), raw],
      [head, content.slice(0, -8), raw],
      [head, `:${content.slice(1)}`, raw],
      [head, raw, content],
      [head, content, flipped(raw, 3)],
      [head, content, content],
      [head, content],
      [head],
      [head, content, raw, 'more'],
      [JSON.stringify({ ...members, accountId: '123456789012' }), content, raw],
      [JSON.stringify({ ...members, exportedAt: '2020-01-01T00:00:00.000Z' }), content, raw],
      [JSON.stringify({ ...members, version: 1 }), content, raw],
    ].map((lines) => `${lines.join('\n')}\n`)
    for (const one of changed) {
      const answer = await refusal(lab(app, '/accounts/import', { file: one, passphrase: PASSPHRASE }))
      expect(answer.slice(0, 2), one.slice(0, 300)).toEqual([400, expect.stringMatching(/^DamagedFile$|^NotAnAccountFile$/)])
    }
  })

  it('is refused in plain words when it is something else', async () => {
    const [head = ''] = file.split('\n')
    const newer = JSON.stringify({ ...JSON.parse(head), version: 3 })
    for (const [given, code] of [
      ['not JSON', 'NotAnAccountFile'],
      ['{"format":"other"}', 'NotAnAccountFile'],
      ['[]', 'NotAnAccountFile'],
      ['', 'NotAnAccountFile'],
      ['x'.repeat(5_000), 'NotAnAccountFile'],
      ['['.repeat(5_000), 'NotAnAccountFile'],
      ['{"format":"iam-dojo-account","version":2}\n', 'DamagedFile'],
      [`${newer}\n`, 'NewerFile'],
      ['{"format":"iam-dojo-account","version":1}', 'DamagedFile'],
      [newer, 'NewerFile'],
    ] as const) {
      expect((await refusal(lab(app, '/accounts/import', { file: given, passphrase: PASSPHRASE })))[1]).toBe(code)
    }
    expect((await refusal(lab(app, '/accounts/import', {})))[0]).toBe(400)
    expect((await refusal(lab(app, '/accounts/import', { file: 'x'.repeat(34_000_000), passphrase: 'x' })))[0]).toBe(413)
    expect(app.logs).toEqual([])
  })

  it('is refused when its content is made up', async () => {
    const seal = async (content: unknown) =>
      lab(app, '/accounts/import', {
        file: await madeFile(content, { passphrase: PASSPHRASE, accountId: '111122223333' }),
        passphrase: PASSPHRASE,
      })
    const entity = {
      accountId: '111122223333',
      name: 'x',
      email: 'x@example.com',
      createDate: 0,
      clockOffset: 0,
      sealingKey: { $secret: 'x' },
      rootPassword: { hash: `$2b$31$${'a'.repeat(53)}`, changedAt: 0, score: 0 },
    }
    const content = { entities: [{ kind: 'Account', entity }], stamps: [], records: [], nextSequence: 1, progress: {}, raw: [] }
    expect((await refusal(seal(content)))[1]).toBe('InvalidAccount')
    expect((await refusal(seal({ ...content, entities: [] })))[1]).toBe('DamagedFile')
    expect((await refusal(seal('nothing')))[1]).toBe('DamagedFile')
  })

  it('takes nobody’s account away', async () => {
    const again = { file, passphrase: PASSPHRASE }
    expect(await refusal(lab(app, '/accounts/import', again))).toEqual([
      409,
      'AccountExists',
      expect.stringContaining('If you replace it, everything in it is deleted'),
    ])
    const session = await lab(app, '/session')
    const cookie = session.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    await app.store.documents.delete('account-owner', `local/${accountId}`)
    expect(await refusal(lab(app, '/accounts/import', { ...again, replace: true }, { cookie }))).toEqual([
      409,
      'AccountExists',
      `Account ${accountId} is already on this server, and it isn't yours. Nothing was changed.`,
    ])
    const foreign = lab(app, `/accounts/${accountId}/export`, { passphrase: PASSPHRASE }, { cookie })
    expect(await refusal(foreign)).toEqual([403, 'NotYours', 'This account isn’t yours.'])
    const short = lab(app, `/accounts/${accountId}/export`, { passphrase: 'short' })
    expect(await refusal(short)).toEqual([400, 'InvalidInput', 'A passphrase needs at least 12 characters.'])
    await app.store.documents.put('account-owner', `local/${accountId}`, { accountId })
  })

  it('does not take a name that is another’s', async () => {
    const other = await startServer()
    try {
      await post(other.url, '/api/signin/sign-up', { email, password: ROOT_PASSWORD, accountName: 'Other' })
      expect(await refusal(lab(other, '/accounts/import', { file, passphrase: PASSPHRASE }))).toEqual([
        409,
        'NameTaken',
        expect.stringContaining(email),
      ])
      expect(await other.store.accounts.list()).toHaveLength(1)
    } finally {
      await other.close()
    }
  })

  it('replaces the learner’s own account when told to', async () => {
    await iam.createUser({ UserName: 'late' })
    const answer = await lab(app, '/accounts/import', { file, passphrase: PASSPHRASE, replace: true })
    expect(await answer.json()).toEqual({ accountId, replaced: true })
    const { Users = [] } = await iam.listUsers({})
    expect(Users.map(({ UserName }) => UserName)).toEqual(['alice'])
    await iam.createUser({ UserName: 'later' })
    expect(app.logs).toEqual([])
  })
})
