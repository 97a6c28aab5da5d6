import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CLIS, cleanEnv, type Env, FAKETIME, type Key, keyEnv, run as runCommand } from '../support/aws-cli.js'
import { newAccount, startServer, type TestServer } from '../support/server.js'
import { codeFor, codePair, roomInStep } from '../support/totp.js'

const FORCE_MFA = `file://${new URL('../../docs/policies/manage-own-credentials-with-mfa.json', import.meta.url).pathname}`

let app: TestServer
let folder: string
beforeAll(async () => {
  app = await startServer()
  folder = mkdtempSync(join(tmpdir(), 'iam-dojo-cli-roles-'))
})
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true, force: true })
})

describe.skipIf(CLIS.length === 0).each(CLIS)('the unmodified aws CLI at %s', (cli) => {
  const run = (env: Env, ...args: string[]) =>
    runCommand(cli, ['--endpoint-url', app.url, '--output', 'json', ...args], { ...cleanEnv(folder), ...env })
  const must = async (env: Env, ...args: string[]) => {
    const { code, out, err } = await run(env, ...args)
    if (code !== 0) throw new Error(`aws ${args.join(' ')}: ${err}`)
    return out === '' ? undefined : JSON.parse(out)
  }
  const lastOf = async (account: string): Promise<{ text: string; explanation: { kind: string; summary: string } }> => {
    await app.settled()
    const answer = await fetch(`${app.url}/api/lab/explanations/last?account=${account}`, {
      headers: { authorization: `Bearer ${app.operatorToken}` },
    })
    return answer.json() as never
  }

  async function accountWithAlice() {
    const { credentials: c, accountId } = await newAccount(app.url)
    const root = keyEnv({ AccessKeyId: c.accessKeyId, SecretAccessKey: c.secretAccessKey, SessionToken: c.sessionToken })
    await must(root, 'iam', 'create-user', '--user-name', 'alice')
    const key: Key = (await must(root, 'iam', 'create-access-key', '--user-name', 'alice')).AccessKey
    return { root, accountId, key, alice: keyEnv(key) }
  }

  it.concurrent('forces MFA: without it one’s own device and nothing else, with it everything', async () => {
    const { root, alice, accountId } = await accountWithAlice()
    await must(root, 'iam', 'put-user-policy', ...'--user-name alice --policy-name mfa --policy-document'.split(' '), FORCE_MFA)
    const admin = 'arn:aws:iam::aws:policy/AdministratorAccess'
    await must(root, 'iam', 'attach-user-policy', '--user-name', 'alice', '--policy-arn', admin)

    expect((await run(alice, 'iam', 'list-users')).err).toContain(
      `iam:ListUsers on resource: arn:aws:iam::${accountId}:user/ with an explicit deny in an identity-based policy`,
    )
    expect((await lastOf(accountId)).explanation.summary).toContain('denied by statement DenyAllExceptListedIfNoMFA')
    const seedFile = join(folder, 'force.txt')
    const made = await must(
      alice,
      ...'iam create-virtual-mfa-device --virtual-mfa-device-name alice --bootstrap-method Base32StringSeed --outfile'.split(
        ' ',
      ),
      seedFile,
    )
    const serial: string = made.VirtualMFADevice.SerialNumber
    const seed = (await runCommand('cat', [seedFile], cleanEnv(folder))).out.trim()
    await roomInStep()
    const [first, second] = codePair(seed)
    const pair = ['--authentication-code1', first, '--authentication-code2', second]
    await must(alice, 'iam', 'enable-mfa-device', '--user-name', 'alice', '--serial-number', serial, ...pair)
    expect((await run(alice, 'iam', 'list-users')).code).not.toBe(0)

    const code = codeFor(seed, 1)
    const token = ['sts', 'get-session-token', '--serial-number', serial, '--token-code', code]
    const { Credentials } = await must(alice, ...token)
    expect((await must(keyEnv(Credentials), 'iam', 'list-users')).Users).toHaveLength(1)
    expect((await run(alice, ...token)).err).toContain('invalid MFA one time pass code')
    const reused = await lastOf(accountId)
    expect(reused.explanation).toMatchObject({ kind: 'mfa', summary: 'The MFA code was already used.' })
    expect(reused.text).toContain('Wait for the next code.')
  })

  it.concurrent('assumes a role from a profile with mfa_serial, prompting for the code', async () => {
    const { root, key, accountId } = await accountWithAlice()
    const seedFile = join(folder, 'profile.txt')
    const made = await must(
      root,
      ...'iam create-virtual-mfa-device --virtual-mfa-device-name phone --bootstrap-method Base32StringSeed --outfile'.split(
        ' ',
      ),
      seedFile,
    )
    const serial: string = made.VirtualMFADevice.SerialNumber
    const seed = (await runCommand('cat', [seedFile], cleanEnv(folder))).out.trim()
    await roomInStep()
    const [first, second] = codePair(seed)
    const pair = ['--authentication-code1', first, '--authentication-code2', second]
    await must(root, 'iam', 'enable-mfa-device', '--user-name', 'alice', '--serial-number', serial, ...pair)
    const trust = JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${accountId}:user/alice` },
        Action: 'sts:AssumeRole',
        Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
      },
    })
    await must(root, 'iam', 'create-role', '--role-name', 'Admin', '--assume-role-policy-document', trust)
    const readOnly = 'arn:aws:iam::aws:policy/IAMReadOnlyAccess'
    await must(root, 'iam', 'attach-role-policy', '--role-name', 'Admin', '--policy-arn', readOnly)
    const home = mkdtempSync(join(folder, 'home-'))
    writeFileSync(
      join(home, 'credentials'),
      `[alice]\naws_access_key_id = ${key.AccessKeyId}\naws_secret_access_key = ${key.SecretAccessKey}\n`,
    )
    writeFileSync(
      join(home, 'config'),
      `[profile admin]\nrole_arn = arn:aws:iam::${accountId}:role/Admin\nsource_profile = alice\nmfa_serial = ${serial}\nrole_session_name = work\nendpoint_url = ${app.url}\n`,
    )
    const profile = (...args: string[]) =>
      runCommand(
        cli,
        ['--profile', 'admin', '--endpoint-url', app.url, '--output', 'json', ...args],
        { ...cleanEnv(home), AWS_ENDPOINT_URL: app.url, AWS_STS_REGIONAL_ENDPOINTS: 'regional' },
        `${codeFor(seed, 1)}\n`,
      )
    // Debian's 2.9 takes --endpoint-url for the call itself only: its AssumeRole would go to AWS.
    const version = (await runCommand(cli, ['--version'], cleanEnv(home))).out
    if (version.startsWith('aws-cli/2.9.')) return
    const { out, err } = await profile('sts', 'get-caller-identity')
    expect(err).toContain(`Enter MFA code for ${serial}:`)
    expect(JSON.parse(out)).toMatchObject({ Arn: `arn:aws:sts::${accountId}:assumed-role/Admin/work` })
    expect(JSON.parse((await profile('iam', 'list-roles')).out).Roles[0].RoleName).toBe('Admin')
  })

  it.concurrent('looks events up, decodes a report, simulates, and follows its waiters', async () => {
    const { root, alice } = await accountWithAlice()
    await run(alice, 'iam', 'list-users')
    const attribute = 'AttributeKey=Username,AttributeValue=alice'
    const { Events } = await must(root, 'cloudtrail', 'lookup-events', '--lookup-attributes', attribute)
    expect(Events[0]).toMatchObject({ EventName: 'ListUsers', Username: 'alice', EventSource: 'iam.amazonaws.com' })
    expect(JSON.parse(Events[0].CloudTrailEvent).errorCode).toBe('AccessDenied')
    await must(root, 'iam', 'generate-credential-report')
    await new Promise((resolve) => setTimeout(resolve, 2100))
    const report = await must(root, 'iam', 'get-credential-report')
    expect(Buffer.from(report.Content, 'base64').toString('utf8')).toContain('\nalice,')
    const policy = JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } })
    const simulation = [
      'simulate-custom-policy',
      '--action-names',
      's3:GetObject',
      'iam:GetUser',
      '--policy-input-list',
      policy,
    ]
    const { EvaluationResults } = await must(root, 'iam', ...simulation)
    expect(EvaluationResults.map(({ EvalDecision }: { EvalDecision: string }) => EvalDecision)).toEqual([
      'allowed',
      'implicitDeny',
    ])
    await must(root, 'iam', 'wait', 'user-exists', '--user-name', 'alice')
  })

  it.concurrent('is explained: a wrong secret, a boundary, and a clock that is off', async () => {
    const { root, alice, accountId } = await accountWithAlice()
    await run({ ...alice, AWS_SECRET_ACCESS_KEY: 'x'.repeat(40) }, 'sts', 'get-caller-identity')
    expect(await lastOf(accountId)).toMatchObject({
      explanation: { kind: 'signature', summary: expect.stringContaining('the secret or the body must be different') },
      text: expect.stringContaining('The server’s string to sign'),
    })
    const edge = JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'iam:GetUser', Resource: '*' } })
    await must(root, 'iam', 'create-policy', '--policy-name', 'Edge', '--policy-document', edge)
    const boundary = ['--permissions-boundary', `arn:aws:iam::${accountId}:policy/Edge`]
    await must(root, 'iam', 'put-user-permissions-boundary', '--user-name', 'alice', ...boundary)
    const admin = 'arn:aws:iam::aws:policy/AdministratorAccess'
    await must(root, 'iam', 'attach-user-policy', '--user-name', 'alice', '--policy-arn', admin)
    expect((await run(alice, 'iam', 'list-users')).err).toContain(
      'because no permissions boundary allows the iam:ListUsers action',
    )
    expect((await lastOf(accountId)).explanation.summary).toContain('The permissions boundary does not allow iam:ListUsers')
    if (FAKETIME === undefined) return
    const skewed = await runCommand(FAKETIME, ['-f', '-2h', cli, '--endpoint-url', app.url, 'sts', 'get-caller-identity'], {
      ...cleanEnv(folder),
      ...alice,
    })
    expect(skewed.err).toContain('Signature expired')
    expect((await lastOf(accountId)).explanation.summary).toContain('2.0 hours before the server’s time')
  })
})
