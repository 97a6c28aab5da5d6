import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { IAM } from '@aws-sdk/client-iam'
import { STS } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Env, type Key, keyEnv, run } from '../support/aws-cli.js'
import { newAccount, startServer, type TestServer } from '../support/server.js'

let app: TestServer
let home: string
let accountId: string
let alice: Key
/** Temporary credentials, which have a session token. */
let session: Key

const PATH = process.env.PATH ?? ''
const hasPython = (() => {
  try {
    execFileSync('python3', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

beforeAll(async () => {
  app = await startServer()
  home = await mkdtemp(join(tmpdir(), 'iam-dojo-examples-'))
  const account = await newAccount(app.url)
  ;({ accountId } = account)
  const options = { endpoint: app.url, region: 'us-east-1', maxAttempts: 1 }
  const iam = new IAM({ ...options, credentials: account.credentials })
  await iam.createUser({ UserName: 'alice' })
  const { AccessKey } = await iam.createAccessKey({ UserName: 'alice' })
  alice = { AccessKeyId: AccessKey?.AccessKeyId ?? '', SecretAccessKey: AccessKey?.SecretAccessKey ?? '' }
  const credentials = { accessKeyId: alice.AccessKeyId, secretAccessKey: alice.SecretAccessKey }
  const { Credentials } = await new STS({ ...options, credentials }).getSessionToken({})
  session = {
    AccessKeyId: Credentials?.AccessKeyId ?? '',
    SecretAccessKey: Credentials?.SecretAccessKey ?? '',
    SessionToken: Credentials?.SessionToken ?? '',
  }
  await mkdir(join(home, '.aws'))
  await writeFile(
    join(home, '.aws', 'credentials'),
    `[alice]\naws_access_key_id = ${alice.AccessKeyId}\naws_secret_access_key = ${alice.SecretAccessKey}\n`,
  )
})
afterAll(async () => {
  await app.close()
  await rm(home, { recursive: true, force: true })
})

describe.each([
  { command: process.execPath, file: 'who-am-i.mjs', runs: true },
  { command: 'python3', file: 'who-am-i.py', runs: hasPython },
])('examples/$file', ({ command, file, runs }) => {
  const path = fileURLToPath(new URL(`../../examples/${file}`, import.meta.url))
  const call = (env: Env) =>
    run(command, [path], { PATH, HOME: home, NODE_NO_WARNINGS: '1', AWS_ENDPOINT_URL: app.url, ...env })
  const arn = () => `arn:aws:iam::${accountId}:user/alice\n`

  it.skipIf(!runs)('prints who you are: with a key, with temporary credentials, and with a profile', async () => {
    expect(await call(keyEnv(alice))).toEqual({ code: 0, out: arn(), err: '' })
    expect(await call(keyEnv(session))).toEqual({ code: 0, out: arn(), err: '' })
    expect(await call({ AWS_PROFILE: 'alice' })).toEqual({ code: 0, out: arn(), err: '' })
  })

  it.skipIf(!runs)('prints the code and the message of a refusal', async () => {
    const refused = await call({ ...keyEnv(alice), AWS_SECRET_ACCESS_KEY: 'not-the-secret' })
    expect(refused).toMatchObject({ code: 1, out: '' })
    expect(refused.err).toMatch(/^SignatureDoesNotMatch: The request signature we calculated does not match/)
    const unknown = await call(keyEnv({ AccessKeyId: 'AKIAIOSFODNN7EXAMPLE', SecretAccessKey: 'x' }))
    expect(unknown.err).toBe('InvalidClientTokenId: The security token included in the request is invalid.')
  })

  it.skipIf(!runs)('goes nowhere without an endpoint, and says what is missing', async () => {
    const { code, err } = await call({ ...keyEnv(alice), AWS_ENDPOINT_URL: '' })
    expect(code).toBeGreaterThan(0)
    expect(err).toContain('Set AWS_ENDPOINT_URL')
    expect((await call({})).err).toMatch(/credentials|access key/)
  })
})
