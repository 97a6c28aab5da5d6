import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CLIS } from '../support/aws-cli.js'
import { newAccount, startServer, type TestServer } from '../support/server.js'
import { codeFor, codePair, roomInStep } from '../support/totp.js'

interface Outcome {
  code: number
  out: string
  err: string
}
type Env = Record<string, string>

let app: TestServer
let folder: string

beforeAll(async () => {
  app = await startServer()
  folder = mkdtempSync(join(tmpdir(), 'iam-dojo-cli-'))
})
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true, force: true })
})

describe.skipIf(CLIS.length === 0).each(CLIS)('the unmodified aws CLI at %s', (cli) => {
  const run = (env: Env, ...args: string[]): Promise<Outcome> =>
    new Promise((resolve) => {
      const clean = {
        PATH: process.env.PATH ?? '',
        HOME: folder,
        AWS_CONFIG_FILE: join(folder, 'config'),
        AWS_REGION: 'us-east-1',
      }
      const all = ['--endpoint-url', app.url, '--output', 'json', ...args]
      execFile(cli, all, { env: { ...clean, AWS_DEFAULT_REGION: 'us-east-1', ...env } }, (error, out, err) => {
        resolve({ code: error ? Number(error.code) : 0, out, err: err.trim() })
      })
    })
  const keyOf = (key: { AccessKeyId: string; SecretAccessKey: string; SessionToken?: string }): Env => ({
    AWS_ACCESS_KEY_ID: key.AccessKeyId,
    AWS_SECRET_ACCESS_KEY: key.SecretAccessKey,
    ...(key.SessionToken ? { AWS_SESSION_TOKEN: key.SessionToken } : {}),
  })

  it.concurrent('goes the whole way: user, keys, denial, policy, MFA, password policy', async () => {
    const account = await newAccount(app.url)
    const { accountId, credentials } = account
    const root = keyOf({
      AccessKeyId: credentials.accessKeyId,
      SecretAccessKey: credentials.secretAccessKey,
      SessionToken: credentials.sessionToken,
    })

    expect(JSON.parse((await run(root, 'sts', 'get-caller-identity')).out)).toEqual({
      UserId: accountId,
      Account: accountId,
      Arn: `arn:aws:iam::${accountId}:root`,
    })
    expect((await run(root, 'iam', 'create-user', '--user-name', 'alice')).code).toBe(0)
    const key = JSON.parse((await run(root, 'iam', 'create-access-key', '--user-name', 'alice')).out).AccessKey
    expect(key.AccessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/)
    expect((await run(root, 'iam', 'create-access-key', '--user-name', 'alice')).code).toBe(0)
    const third = await run(root, 'iam', 'create-access-key', '--user-name', 'alice')
    expect(third.err).toBe(
      'An error occurred (LimitExceeded) when calling the CreateAccessKey operation: Cannot exceed quota for AccessKeysPerUser: 2',
    )
    expect([254, 255]).toContain(third.code)

    const alice = keyOf(key)
    const arn = `arn:aws:iam::${accountId}:user/alice`
    const denied = await run(alice, 'iam', 'list-users')
    expect(denied.err).toBe(
      `An error occurred (AccessDenied) when calling the ListUsers operation: User: ${arn} is not authorized to perform: iam:ListUsers on resource: arn:aws:iam::${accountId}:user/ because no identity-based policy allows the iam:ListUsers action`,
    )
    await run(
      root,
      'iam',
      'attach-user-policy',
      '--user-name',
      'alice',
      '--policy-arn',
      'arn:aws:iam::aws:policy/IAMReadOnlyAccess',
    )
    expect(JSON.parse((await run(alice, 'iam', 'list-users')).out).Users[0].UserName).toBe('alice')

    const seedFile = join(folder, 'seed.txt')
    const device = await run(
      root,
      ...['iam', 'create-virtual-mfa-device', '--virtual-mfa-device-name', 'alice'],
      ...['--outfile', seedFile, '--bootstrap-method', 'Base32StringSeed'],
    )
    const serial = JSON.parse(device.out).VirtualMFADevice.SerialNumber
    const seed = execFileSync('cat', [seedFile], { encoding: 'utf8' }).trim()
    expect(seed).toMatch(/^[A-Z2-7]{64}$/)
    await roomInStep()
    const [first, second] = codePair(seed)
    const codes = ['--authentication-code1', first, '--authentication-code2', second]
    expect(
      await run(root, 'iam', 'enable-mfa-device', '--user-name', 'alice', '--serial-number', serial, ...codes),
    ).toMatchObject({
      code: 0,
    })
    const mfa = ['--serial-number', serial, '--token-code']
    const code = codeFor(seed, 1)
    const session = await run(alice, 'sts', 'get-session-token', ...mfa, code)
    const temporary = keyOf(JSON.parse(session.out).Credentials)
    expect((await run(temporary, 'iam', 'list-users')).code).toBe(0)
    const reused = await run(alice, 'sts', 'get-session-token', ...mfa, code)
    expect(reused.err).toContain('MultiFactorAuthentication failed with invalid MFA one time pass code.')

    await run(root, 'iam', 'update-account-password-policy', '--minimum-password-length', '14', '--require-symbols')
    const weak = await run(root, 'iam', 'create-login-profile', '--user-name', 'alice', '--password', 'Short1pass')
    expect(weak.err).toBe(
      'An error occurred (PasswordPolicyViolation) when calling the CreateLoginProfile operation: Password should have a minimum length of 14, Password should have at least one symbol',
    )
  })

  it.concurrent('pages, encodes policy documents and reads error codes as from AWS', async () => {
    const { credentials: c } = await newAccount(app.url)
    const root = keyOf({ AccessKeyId: c.accessKeyId, SecretAccessKey: c.secretAccessKey, SessionToken: c.sessionToken })
    const document = join(folder, 'policy.json')
    writeFileSync(document, '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}')
    const made = await run(
      root,
      'iam',
      'create-policy',
      '--policy-name',
      'S3 & <more>'.replace(/\W/g, '-'),
      '--policy-document',
      `file://${document}`,
    )
    const arn = JSON.parse(made.out).Policy.Arn
    const version = JSON.parse((await run(root, 'iam', 'get-policy-version', '--policy-arn', arn, '--version-id', 'v1')).out)
    expect(version.PolicyVersion.Document.Statement[0].Action).toBe('s3:*')
    const own = JSON.parse((await run(root, 'iam', 'list-policies', '--scope', 'Local')).out).Policies
    expect(own.map((policy: { Arn: string }) => policy.Arn)).toEqual([arn])
    const names = (await run(root, 'iam', 'list-policies', '--page-size', '400', '--query', 'Policies[].PolicyName')).out
    expect(JSON.parse(names)).toHaveLength(1595)
    expect((await run(root, 'iam', 'get-user', '--user-name', 'nobody')).err).toBe(
      'An error occurred (NoSuchEntity) when calling the GetUser operation: The user with name nobody cannot be found.',
    )
    const wrong = await run({ ...root, AWS_SECRET_ACCESS_KEY: 'x'.repeat(40) }, 'sts', 'get-caller-identity')
    expect(wrong.err).toContain('(SignatureDoesNotMatch)')
  })
})
