import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accountEntity, accountTime } from '../../server/account/account.js'
import { roleNamed } from '../../server/account/named.js'
import type { MetadataFacts, RoleDelivery } from '../../server/ec2/metadata/facts.js'
import { metadata } from '../../server/ec2/metadata/metadata.js'
import { plainRequestOf, rawOf, responseOf } from '../../server/instance-shell/ports.js'
import type { PortRequest, PortResponse } from '../../server/instance-shell/protocol.js'
import { ShellPool } from '../../server/instance-shell/shell-pool.js'
import { InstanceRoleSessions } from '../../server/sts/instance-role.js'
import { systemRandom } from '../../server/system.js'
import { anInstance, SHELL_THREAD, type TestShell } from '../support/instance.js'
import { METADATA_FACTS } from '../support/metadata.js'
import { allow, deny, policy } from '../support/policies.js'
import { newAccount, startServer, type TestServer } from '../support/server.js'

const ID = METADATA_FACTS.instanceId
const EC2_TRUST = policy({ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' })

let app: TestServer
let pool: ShellPool
let accountId: string
let admin: TestShell
let inside: TestShell
let tokens: MetadataFacts['options']['tokens'] = 'required'
let clock = 0
const sessions = new InstanceRoleSessions(systemRandom)

/** The wire, by way of a socket. */
async function aws(request: PortRequest): Promise<PortResponse> {
  const { method, path, headers, body } = rawOf(request)
  const { host: _host, ...given } = headers
  const response = await fetch(`${app.url}${path}`, { method, headers: given, body: new Uint8Array(body) })
  const answer = { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() }
  return responseOf(answer)
}

async function metadataPort(request: PortRequest): Promise<PortResponse> {
  const opened = await app.accounts.open(accountId)
  if (!opened) throw new Error('no account')
  const { account } = opened
  const realNow = Date.now() + clock
  const role = roleNamed(account, 'Web')
  const facts: MetadataFacts = {
    ...{ ...METADATA_FACTS, accountId, tokenKey: accountEntity(account).sealingKey },
    options: { ...METADATA_FACTS.options, tokens },
    profile: {
      ...{ arn: `arn:aws:iam::${accountId}:instance-profile/Web`, id: 'AIPAEXAMPLE', associatedAt: realNow, exists: true },
      roleName: 'Web',
    },
  }
  const roleCredentials = (_name: string, roleDelivery: RoleDelivery) => {
    const instanceArn = `arn:aws:ec2:us-east-1:${accountId}:instance/${ID}`
    const session = role && sessions.of({ account, role, instanceId: ID, instanceArn, roleDelivery, realNow })
    return session
      ? { status: 'issued' as const, ...session }
      : { status: 'refused' as const, at: accountTime(account, realNow) }
  }
  return responseOf(metadata(plainRequestOf(request), { facts, roleCredentials, realNow }))
}

const keys = async () => {
  const path = '169.254.169.254/latest/meta-data/iam/security-credentials/Web'
  const line = `T=$(curl -sX PUT 169.254.169.254/latest/api/token -H 'X-aws-ec2-metadata-token-ttl-seconds: 60'); curl -s -H "X-aws-ec2-metadata-token: $T" ${path}`
  return JSON.parse((await inside.run(line)).out) as Record<string, string>
}

beforeAll(async () => {
  app = await startServer()
  pool = new ShellPool({ entry: SHELL_THREAD })
  const account = await newAccount(app.url)
  accountId = account.accountId
  const { accessKeyId, secretAccessKey, sessionToken } = account.credentials
  const instance = anInstance(pool, accountId, { aws, origin: app.url })
  admin = instance.login()
  await admin.run(
    `export AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=${accessKeyId} AWS_SECRET_ACCESS_KEY=${secretAccessKey} AWS_SESSION_TOKEN=${sessionToken}`,
    `aws iam create-role --role-name Web --assume-role-policy-document '${EC2_TRUST}'`,
    `aws iam put-role-policy --role-name Web --policy-name p --policy-document '${policy(allow('iam:ListUsers'))}'`,
  )
  inside = instance.login({ metadata: metadataPort })
})
afterAll(async () => {
  await pool.close()
  await app.close()
})

describe('aws on an instance', () => {
  it('is the role, without any key of its own', async () => {
    const { out, code } = await inside.run('aws sts get-caller-identity')
    expect(JSON.parse(out)).toMatchObject({
      Arn: `arn:aws:sts::${accountId}:assumed-role/Web/${ID}`,
      UserId: expect.stringMatching(new RegExp(`^AROA\\w+:${ID}$`)),
    })
    expect(code).toBe(0)
  })

  it('takes its region from the instance, and says where its credentials come from', async () => {
    const { out } = await inside.run('aws configure list')
    expect(out).toMatch(/access_key +\*{16}\w{4} +iam-role/)
    expect(out).toMatch(/region +us-east-1 +imds/)
  })

  it('is allowed and refused as the role is at the time of the call', async () => {
    expect((await inside.run('aws iam list-users --query "length(Users)"')).out).toBe('0\n')
    await admin.run('aws iam delete-role-policy --role-name Web --policy-name p')
    const { out, code } = await inside.run('aws iam list-users')
    expect(out).toContain(`User: arn:aws:sts::${accountId}:assumed-role/Web/${ID} is not authorized to perform: iam:ListUsers`)
    expect(code).toBe(254)
  })

  it('may be refused what was fetched by the first version, and what another instance fetched', async () => {
    const v1 = deny('*', '*', { Condition: { NumericLessThan: { 'ec2:RoleDelivery': '2.0' } } })
    const document = (statement: Record<string, unknown>) => policy(allow('iam:*'), statement)
    await admin.run(`aws iam put-role-policy --role-name Web --policy-name p --policy-document '${document(v1)}'`)
    expect((await inside.run('aws iam list-users')).code).toBe(0)
    tokens = 'optional'
    await inside.run(
      'eval $(curl -s 169.254.169.254/latest/meta-data/iam/security-credentials/Web | jq -r \'"export AWS_ACCESS_KEY_ID=\\(.AccessKeyId) AWS_SECRET_ACCESS_KEY=\\(.SecretAccessKey) AWS_SESSION_TOKEN=\\(.Token)"\')',
    )
    expect((await inside.run('aws iam list-users')).out).toContain('with an explicit deny')
    await inside.run('unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN')
    tokens = 'required'
    const elsewhere = deny('*', '*', {
      Condition: { ArnNotEquals: { 'ec2:SourceInstanceARN': `arn:aws:ec2:us-east-1:${accountId}:instance/i-other` } },
    })
    await admin.run(`aws iam put-role-policy --role-name Web --policy-name p --policy-document '${document(elsewhere)}'`)
    expect((await inside.run('aws iam list-users')).out).toContain('with an explicit deny')
    const own = deny('*', '*', {
      Condition: { ArnNotEquals: { 'ec2:SourceInstanceARN': `arn:aws:ec2:us-east-1:${accountId}:instance/${ID}` } },
    })
    await admin.run(`aws iam put-role-policy --role-name Web --policy-name p --policy-document '${document(own)}'`)
    expect((await inside.run('aws iam list-users')).code).toBe(0)
  })

  it('gets the same keys for an hour, and others long before they end', async () => {
    const first = await keys()
    expect(await keys()).toEqual(first)
    clock = 3_600_000 + 1000
    const next = await keys()
    expect(next.AccessKeyId).not.toBe(first.AccessKeyId)
    expect(Date.parse(first.Expiration ?? '') - Date.parse(next.LastUpdated ?? '')).toBeGreaterThan(4 * 3_600_000)
    clock = 0
  })

  it('shows CloudTrail how its credentials were fetched', async () => {
    const { out } = await admin.run(
      'aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=ListUsers --query "Events[].CloudTrailEvent" --output json | jq -r ".[]" | jq -r .userIdentity.sessionContext.ec2RoleDelivery | sort -u',
    )
    expect(out).toBe('1.0\n2.0\n')
  })

  it('finds no credentials once EC2 may not assume the role', async () => {
    const other = policy({ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' })
    await admin.run(`aws iam update-assume-role-policy --role-name Web --policy-document '${other}'`)
    expect(await keys()).toMatchObject({ Code: 'AssumeRoleUnauthorizedAccess' })
    expect(await inside.run('aws sts get-caller-identity')).toEqual({
      out: '\nUnable to locate credentials. You can configure credentials by running "aws configure".\n',
      code: 253,
    })
  })

  it('gets no credentials without a token, where one is needed', async () => {
    const path = '169.254.169.254/latest/meta-data/iam/security-credentials/'
    expect((await inside.run(`curl -s ${path}`)).out).toContain('401 - Unauthorized')
  })
})
