import { describe, expect, it } from 'vitest'
import { Secret } from '../../../server/account/secret.js'
import type { MetadataFacts, RoleCredentials } from '../../../server/ec2/metadata/facts.js'
import { metadata } from '../../../server/ec2/metadata/metadata.js'
import { METADATA_FACTS } from '../../support/metadata.js'

const NOW = Date.UTC(2026, 10, 30, 10, 0, 0)
const ISSUED: RoleCredentials = {
  ...{ status: 'issued', accessKeyId: 'ASIAIOSFODNN7EXAMPLE', secret: new Secret('wJalrXUtnFEMI'), sessionToken: 'IQoJ' },
  ...{ issuedAt: NOW, expiresAt: NOW + 6 * 3_600_000 },
}

type Options = Partial<MetadataFacts['options']>
interface Asked {
  method?: string
  headers?: Record<string, string>
  facts?: Partial<MetadataFacts>
  options?: Options
  credentials?: RoleCredentials
  realNow?: number
}

function ask(path: string, { method = 'GET', headers = {}, facts = {}, options = {}, ...rest }: Asked = {}) {
  const deliveries: string[] = []
  const all = { ...METADATA_FACTS, ...facts, options: { ...METADATA_FACTS.options, ...options } }
  const answer = metadata(
    { method, path, headers },
    {
      facts: all,
      realNow: rest.realNow ?? NOW,
      roleCredentials: (roleName, delivery) => {
        deliveries.push(`${roleName} ${delivery}`)
        return rest.credentials ?? ISSUED
      },
    },
  )
  return { ...answer, deliveries }
}

const TTL = 'x-aws-ec2-metadata-token-ttl-seconds'
const tokenOf = (asked: Asked & { seconds?: number } = {}) =>
  ask('/latest/api/token', { method: 'PUT', headers: { [TTL]: String(asked.seconds ?? 60) }, ...asked }).body
const withToken = (token = tokenOf()) => ({ 'x-aws-ec2-metadata-token': token })

describe('the status', () => {
  const optional: Options = { tokens: 'optional' }
  const put = (headers: Record<string, string>): Asked => ({ method: 'PUT', headers })
  it.each<[what: string, status: number, path: string, asked: Asked]>([
    ['a token', 200, '/latest/api/token', put({ [TTL]: '21600' })],
    ['a token for a second', 200, '/latest/api/token', put({ [TTL]: '1' })],
    ['no lifetime', 400, '/latest/api/token', put({})],
    ['no seconds', 400, '/latest/api/token', put({ [TTL]: '0' })],
    ['too many seconds', 400, '/latest/api/token', put({ [TTL]: '21601' })],
    ['a lifetime that is no number', 400, '/latest/api/token', put({ [TTL]: '1h' })],
    ['a token by way of a proxy', 403, '/latest/api/token', put({ [TTL]: '60', 'x-forwarded-for': '198.51.100.7' })],
    ['a token read', 405, '/latest/api/token', { headers: { [TTL]: '60' } }],
    ['a path without a token', 401, '/latest/meta-data/', {}],
    ['a path with a token', 200, '/latest/meta-data/', { headers: withToken() }],
    ['a path without a token, where none is needed', 200, '/latest/meta-data/', { options: optional }],
    ['garbage for a token', 401, '/latest/meta-data/', { headers: withToken('abc'), options: optional }],
    ['an empty token', 401, '/latest/meta-data/', { headers: withToken(''), options: optional }],
    ['a token that has ended', 401, '/latest/meta-data/', { headers: withToken(), realNow: NOW + 60_000 }],
    [
      'the token of another instance',
      401,
      '/latest/meta-data/',
      { headers: withToken(tokenOf({ facts: { instanceId: 'i-0fedcba9876543210' } })) },
    ],
    [
      'a token under another key',
      401,
      '/latest/meta-data/',
      { headers: withToken(tokenOf({ facts: { tokenKey: new Secret('another') } })) },
    ],
    ['a service that is off', 403, '/latest/meta-data/', { options: { endpoint: 'disabled' }, headers: withToken() }],
    [
      'a token of a service that is off',
      403,
      '/latest/api/token',
      { options: { endpoint: 'disabled' }, ...put({ [TTL]: '60' }) },
    ],
    ['an unknown path', 404, '/latest/meta-data/nothing', { headers: withToken() }],
    ['a folder below a file', 404, '/latest/meta-data/instance-id/x', { headers: withToken() }],
    ['an unknown version', 404, '/2099-01-01/meta-data/', { headers: withToken() }],
    ['the prototype of an object', 404, '/latest/meta-data/constructor', { headers: withToken() }],
    ['no user data', 404, '/latest/user-data', { headers: withToken() }],
    ['no role', 404, '/latest/meta-data/iam/info', { headers: withToken() }],
    ['no tags allowed', 404, '/latest/meta-data/tags/instance/', { headers: withToken() }],
    ['POST', 405, '/latest/meta-data/', { method: 'POST', headers: withToken() }],
    ['DELETE of a token', 405, '/latest/api/token', { method: 'DELETE' }],
    ['a broken address', 400, '/latest/%E0%A4%A', { headers: withToken() }],
    ['a dated version', 200, '/2021-07-15/meta-data/instance-id', { headers: withToken() }],
    ['HEAD', 200, '/latest/meta-data/instance-id', { method: 'HEAD', headers: withToken() }],
  ])('for %s is %i', (_what, status, path, asked) => {
    expect(ask(path, asked).status).toBe(status)
  })

  it('is shown in a small page, which names nothing else', () => {
    const { body, headers } = ask('/latest/meta-data/')
    expect(headers).toMatchObject({ 'content-type': 'text/html', server: 'EC2ws' })
    expect(body).toContain('<title>401 - Unauthorized</title>')
  })
})

describe('a token', () => {
  it('has 56 characters, says how long it is good, and is as good at any other process', () => {
    const answer = ask('/latest/api/token', { method: 'PUT', headers: { [TTL]: '21600' } })
    expect(answer.body).toMatch(/^[\w+/]{54}==$/)
    expect(answer.headers[TTL]).toBe('21600')
    expect(tokenOf()).not.toBe(tokenOf())
    const later = ask('/latest/meta-data/mac', { headers: withToken(answer.body), realNow: NOW + 600_000 })
    expect(later.headers[TTL]).toBe('21000')
  })

  it('is broken by any changed byte', () => {
    const bytes = Buffer.from(tokenOf(), 'base64')
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(ask('/latest/', { headers: withToken(changed.toString('base64')) }).status).toBe(401)
    }
  })
})

describe('the tree', () => {
  const profile = { arn: 'arn:aws:iam::123456789012:instance-profile/web', id: 'AIPA1', associatedAt: NOW, exists: true }
  const read = (path: string, facts: Partial<MetadataFacts> = {}, more: Asked = {}) =>
    ask(path, { ...more, facts, headers: withToken() }).body

  it('lists what there is, and leaves out what there is not', () => {
    expect(ask('/', { headers: withToken() }).body).toMatch(/^1\.0\n2007-01-19\n.*\n2021-07-15\n2022-09-24\nlatest$/s)
    expect(read('/latest/')).toBe('dynamic/\nmeta-data/')
    expect(read('/latest/', { userData: '#!/bin/sh\n' })).toBe('dynamic/\nmeta-data/\nuser-data')
    const names = read('/latest/meta-data/').split('\n')
    expect(names).toEqual([...names].sort())
    expect(names).toEqual(expect.arrayContaining(['ami-id', 'placement/', 'public-keys/', 'public-ipv4']))
    expect(names).not.toContain('iam/')
    const { publicIp: _ip, publicDnsName: _name, keyPair: _key, ...bare } = METADATA_FACTS
    const others = metadata(
      { method: 'GET', path: '/latest/meta-data', headers: withToken() },
      { facts: bare, realNow: NOW, roleCredentials: () => ISSUED },
    ).body.split('\n')
    for (const name of ['public-ipv4', 'public-hostname', 'public-keys/', 'tags/']) expect(others).not.toContain(name)
  })

  it.each([
    ['instance-id', 'i-0123456789abcdef0'],
    ['placement/region', 'us-east-1'],
    ['placement/', 'availability-zone\navailability-zone-id\nregion'],
    ['public-keys/', '0=my-key'],
    ['public-keys/0/', 'openssh-key'],
    ['public-keys/0/openssh-key', 'ssh-ed25519 AAAAC3 my-key\n'],
    ['network/interfaces/macs/', '0e:1f:2a:3b:4c:5d/'],
    ['network/interfaces/macs/0e:1f:2a:3b:4c:5d/vpc-id', 'vpc-0a1b2c3d'],
    ['security-groups', 'default\nweb'],
    ['services/domain', 'amazonaws.com'],
  ])('has %s', (path, text) => {
    expect(read(`/latest/meta-data/${path}`)).toBe(text)
  })

  it('has user data as it was given, the tags where they are allowed, and the identity document', () => {
    expect(read('/latest/user-data', { userData: '#!/bin/sh\necho ä\n' })).toBe('#!/bin/sh\necho ä\n')
    const tagged = { tags: [{ Key: 'Name', Value: 'web 1' }] }
    const allowed: Asked = { options: { tags: 'enabled' } }
    expect(read('/latest/meta-data/tags/instance/', tagged, allowed)).toBe('Name')
    expect(read('/latest/meta-data/tags/instance/Name', tagged, allowed)).toBe('web 1')
    expect(JSON.parse(read('/latest/dynamic/instance-identity/document'))).toMatchObject({
      ...{ accountId: '123456789012', instanceId: 'i-0123456789abcdef0', version: '2017-09-30', kernelId: null },
      pendingTime: '2026-11-30T09:00:00Z',
    })
  })

  it('has the credentials of the role, and says how they were fetched', () => {
    const facts = { profile: { ...profile, roleName: 'web' } }
    const at = (path: string, more: Asked) => ask(`/latest/meta-data/iam/${path}`, { facts, ...more })
    const second: Asked = { headers: withToken() }
    expect(at('', second).body).toBe('info\nsecurity-credentials/')
    expect(at('security-credentials/', second).body).toBe('web')
    expect(at('info', second).body).toBe(`{
  "Code" : "Success",
  "LastUpdated" : "2026-11-30T10:00:00Z",
  "InstanceProfileArn" : "${profile.arn}",
  "InstanceProfileId" : "AIPA1"
}`)
    const answer = at('security-credentials/web', second)
    expect(JSON.parse(answer.body)).toEqual({
      ...{ Code: 'Success', LastUpdated: '2026-11-30T10:00:00Z', Type: 'AWS-HMAC', AccessKeyId: 'ASIAIOSFODNN7EXAMPLE' },
      ...{ SecretAccessKey: 'wJalrXUtnFEMI', Token: 'IQoJ', Expiration: '2026-11-30T16:00:00Z' },
    })
    expect(answer.deliveries).toEqual(['web 2.0'])
    expect(at('security-credentials/web', { options: { tokens: 'optional' } }).deliveries).toEqual(['web 1.0'])
    expect(at('security-credentials/other', second).status).toBe(404)
  })

  it('says what is wrong with the profile or its role', () => {
    const gone = { profile: { ...profile, exists: false, roleName: 'web' } }
    expect(JSON.parse(read('/latest/meta-data/iam/info', gone))).toMatchObject({ Code: 'InstanceProfileNotFound' })
    const list = '/latest/meta-data/iam/security-credentials/'
    expect(ask(list, { facts: gone, headers: withToken() }).status).toBe(404)
    expect(ask(list, { facts: { profile }, headers: withToken() }).status).toBe(404)
    const refused = read(
      `${list}web`,
      { profile: { ...profile, roleName: 'web' } },
      { credentials: { status: 'refused', at: NOW } },
    )
    expect(JSON.parse(refused)).toEqual({
      Code: 'AssumeRoleUnauthorizedAccess',
      Message:
        'EC2 cannot assume the role web.  Please see documentation at https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_iam-ec2.html#troubleshoot_iam-ec2_errors-info-doc.',
      LastUpdated: '2026-11-30T10:00:00Z',
    })
  })
})
