import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { EntityKinds, Kind } from '../../server/account/entities.js'
import { accessKeyId, instanceId, uniqueId } from '../../server/account/ids.js'
import type { RequestRecord } from '../../server/account/request-record.js'
import { ApiError } from '../../server/api/api-error.js'
import { defaultSubnets } from '../../server/ec2/default-network.js'
import { imagesIn } from '../../server/ec2/images.js'
import { ENTITY_SCHEMAS } from '../../server/lab/account-file/entity-schemas.js'
import { AccountMeaning } from '../../server/lab/account-file/meaning/account-meaning.js'
import type { LessonProgress } from '../../server/lab/progress/progress.js'
import { ACCOUNT_ID, recordOf, rootOnly } from '../bounds/large-files.js'
import { seededRandom } from '../support/world.js'

const NOW = Date.parse('2026-06-01T00:00:00Z')
const at = NOW - 86_400_000
const YEAR_MS = 365 * 86_400_000
const random = seededRandom('meaning')
const id = (prefix: 'AIDA' | 'AGPA' | 'AROA' | 'ANPA' | 'AIPA') => uniqueId(prefix, random)
const hash = `$2b$12$${'a'.repeat(53)}`

const POLICY = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'iam:Get*', Resource: '*' }] })
const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
})

const [userId, groupId, roleId] = [id('AIDA'), id('AGPA'), id('AROA')]
const lookArn = `arn:aws:iam::${ACCOUNT_ID}:policy/look`

const PUBLIC_KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f'
const KEY_PAIR = {
  keyPairId: 'key-00123456789abcdef',
  region: 'eu-west-1',
  keyName: 'laptop',
  keyType: 'ed25519',
  fingerprint: createHash('sha256')
    .update(Buffer.from(PUBLIC_KEY.slice(12), 'base64'))
    .digest('base64'),
  publicKey: PUBLIC_KEY,
  createDate: at,
  tags: [],
}

/** An account in plain data, as it stands in a file. */
const SOUND = {
  Account: { ...rootOnly(), alias: 'sound' },
  User: {
    userId,
    userName: 'alice',
    path: '/',
    createDate: at,
    tags: [{ Key: 'team', Value: 'blue' }],
    groups: [groupId],
    attachedPolicies: [lookArn, 'arn:aws:iam::aws:policy/IAMReadOnlyAccess'],
    inlinePolicies: { own: POLICY },
    permissionsBoundary: lookArn,
  },
  Group: { groupId, groupName: 'people', path: '/', createDate: at, attachedPolicies: [lookArn], inlinePolicies: {} },
  Role: {
    roleId,
    roleName: 'deploy',
    path: '/',
    createDate: at,
    trustPolicy: TRUST,
    maxSessionDuration: 3600,
    tags: [],
    attachedPolicies: [],
    inlinePolicies: {},
  },
  InstanceProfile: {
    instanceProfileId: id('AIPA'),
    instanceProfileName: 'web',
    path: '/',
    createDate: at,
    roleId,
    tags: [],
  },
  ManagedPolicy: {
    policyId: id('ANPA'),
    arn: lookArn,
    policyName: 'look',
    path: '/',
    createDate: at,
    updateDate: at,
    defaultVersionId: 'v2',
    nextVersion: 4,
    versions: [
      { versionId: 'v1', document: POLICY, createDate: at },
      { versionId: 'v2', document: POLICY, createDate: at },
    ],
    tags: [],
  },
  LoginProfile: { userId, createDate: at, password: { hash }, changedAt: at, resetRequired: false, history: [hash] },
  AccountPasswordPolicy: {
    minimumPasswordLength: 12,
    requireSymbols: false,
    requireNumbers: false,
    requireUppercaseCharacters: false,
    requireLowercaseCharacters: false,
    allowUsersToChangePassword: true,
    maxPasswordAge: 90,
    passwordReusePrevention: 24,
    hardExpiry: false,
  },
  AccessKey: {
    accessKeyId: accessKeyId('AKIA', ACCOUNT_ID, random),
    ownerId: userId,
    secret: { $secret: 'a'.repeat(40) },
    status: 'Active',
    createDate: at,
    statusDate: at,
  },
  VirtualMFADevice: {
    serialNumber: `arn:aws:iam::${ACCOUNT_ID}:mfa/phone`,
    name: 'phone',
    path: '/',
    seed: { $secret: 'A'.repeat(64) },
    createDate: at,
    tags: [],
    ownerId: userId,
    enableDate: at,
    lastStep: 59_000_000,
    drift: 0,
  },
} satisfies Partial<Record<Kind, unknown>>
type SoundKind = keyof typeof SOUND

/** What is said of the sound account with other members in one of its entities, and with more of them. */
function verdict(
  changes: Partial<Record<SoundKind, Record<string, unknown>>> = {},
  more: [Kind, unknown][] = [],
  work: (meaning: AccountMeaning) => void = () => {},
): string {
  const meaning = new AccountMeaning(ACCOUNT_ID, NOW)
  try {
    const sound = Object.entries(SOUND).map(([kind, entity]) => [kind, { ...entity, ...changes[kind as SoundKind] }] as const)
    for (const [kind, entity] of [...sound, ...more]) {
      meaning.entity(kind as Kind, ENTITY_SCHEMAS[kind as Kind].parse(entity) as EntityKinds[Kind])
    }
    work(meaning)
    meaning.end(100)
    return 'sound'
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    expect(error.code).toBe('InvalidAccount')
    return error.message
  }
}

const again = (kind: SoundKind, members: Record<string, unknown>): [Kind, unknown][] => [[kind, { ...SOUND[kind], ...members }]]

describe('an account in a file', () => {
  it('is taken when it is sound', () => {
    expect(verdict()).toBe('sound')
  })

  it.each<[SoundKind, Record<string, unknown>, string]>([
    ['User', { inlinePolicies: { own: 'no JSON' } }, "User 'alice', inline policy 'own': Syntax errors in policy"],
    ['User', { inlinePolicies: { own: '{}' } }, "User 'alice', inline policy 'own': Syntax errors in policy"],
    ['User', { inlinePolicies: { own: POLICY.replace('iam:Get*', 'Get') } }, 'must be prefaced by a vendor'],
    ['User', { inlinePolicies: { 'not a name': POLICY } }, 'name of an inline policy is not valid'],
    ['User', { inlinePolicies: { own: POLICY.replace('"*"', `"arn:aws:s3:::${'x'.repeat(2000)}"`) } }, '2048 characters'],
    ['User', { userName: '<b>bob</b>' }, 'the name is not valid'],
    ['User', { userName: 'a'.repeat(65) }, 'the name is not valid'],
    ['User', { userName: 'bell\u0007' }, "User 'bell?'"],
    ['User', { path: 'people' }, 'the path is not valid'],
    ['User', { tags: [{ Key: '', Value: '' }] }, 'the key of a tag is not valid'],
    ['User', { tags: [{ Key: 'aws:x', Value: '' }] }, 'aws: prefixed tag key'],
    [
      'User',
      {
        tags: [
          { Key: 'a', Value: '' },
          { Key: 'A', Value: '' },
        ],
      },
      'Duplicate tag keys',
    ],
    ['User', { groups: ['AGPAAAAAAAAAAAAAAAAAA'] }, 'refers to a group that the account doesn’t have'],
    ['User', { groups: [groupId, groupId] }, 'it is in a group twice'],
    ['User', { attachedPolicies: ['arn:aws:iam::aws:policy/NoSuchPolicy'] }, 'refers to a policy'],
    ['User', { attachedPolicies: [lookArn, lookArn] }, 'a policy is attached twice'],
    ['User', { permissionsBoundary: 'nothing' }, 'refers to a policy'],
    ['User', { createDate: NOW + 11 * YEAR_MS }, 'the creation date is in the future'],
    ['User', { userId: 'AIDA1' }, 'its id does not begin with AIDA'],
    ['Group', { groupName: '' }, 'the name is not valid'],
    ['Role', { trustPolicy: 'x' }, "Role 'deploy': This policy contains invalid Json"],
    ['Role', { trustPolicy: POLICY }, "Role 'deploy': "],
    ['Role', { maxSessionDuration: 60 }, 'the maximum session duration is not valid'],
    ['Role', { description: '\u0000' }, 'the description is not valid'],
    ['Role', { path: '/aws-service-role/x/' }, 'its path does not match its kind'],
    ['InstanceProfile', { roleId: 'AROAAAAAAAAAAAAAAAAAA' }, 'refers to a role'],
    ['ManagedPolicy', { arn: `arn:aws:iam::${ACCOUNT_ID}:policy/other` }, 'its ARN does not match its name'],
    ['ManagedPolicy', { defaultVersionId: 'v3' }, 'its default version is missing'],
    ['ManagedPolicy', { nextVersion: 2 }, 'it has a version with a number that was not used yet'],
    ['ManagedPolicy', { versions: [{ versionId: 'v2', document: 'x', createDate: at }] }, "Policy 'look', version v2: Syntax"],
    ['ManagedPolicy', { versions: SOUND.ManagedPolicy.versions.concat(SOUND.ManagedPolicy.versions) }, 'a version twice'],
    ['LoginProfile', { userId: 'AIDAAAAAAAAAAAAAAAAAA' }, 'refers to a user'],
    ['AccountPasswordPolicy', { minimumPasswordLength: 2 }, 'the minimum length is not valid'],
    ['AccountPasswordPolicy', { maxPasswordAge: 5_000 }, 'the maximum age is not valid'],
    ['AccessKey', { accessKeyId: accessKeyId('AKIA', '999988887777', random) }, 'does not belong to the account'],
    ['AccessKey', { secret: { $secret: 'short' } }, 'its secret does not have 40 characters'],
    ['AccessKey', { ownerId: 'AIDAAAAAAAAAAAAAAAAAA' }, 'refers to a user'],
    ['VirtualMFADevice', { seed: { $secret: '0189' } }, 'its seed does not have 64 Base32 characters'],
    ['VirtualMFADevice', { serialNumber: 'arn:aws:iam::999988887777:mfa/phone' }, 'its serial number does not match its name'],
    ['VirtualMFADevice', { drift: 1e9 }, 'its time steps are not valid'],
    ['Account', { sealingKey: { $secret: 'abc=' } }, 'its sealing key does not have 32 bytes'],
    ['Account', { alias: 'with spaces' }, 'the alias is not valid'],
    ['Account', { alias: '-a--b-' }, 'the alias is not valid'],
    ['Account', { email: '' }, 'the root email address is not valid'],
    ['Account', { email: 'no address' }, 'the root email address is not valid'],
    ['Account', { name: '' }, 'its name is not valid'],
    ['Account', { name: 'Title\u001b]0;x\u0007' }, 'its name is not valid'],
    ['Account', { clockOffset: 19 * YEAR_MS }, 'its clock is more than ten years off'],
    ['Account', { accountId: '999988887777' }, 'its id is different from the one in the file'],
    ['Account', { outboundIssuer: 'https://issuer.example' }, 'its token issuer has an address or a key, but not both'],
    [
      'Account',
      { outboundIssuer: 'https://i.example', outboundKey: { $secret: 'pem' } },
      'the key of its token issuer is not valid',
    ],
  ])('is refused with a %s that has %j', (kind, members, said) => {
    expect(verdict({ [kind]: members })).toContain(said.replaceAll('’', "'"))
  })

  it.each<[string, [Kind, unknown][], string]>([
    ['two users of one name', again('User', { userId: id('AIDA'), userName: 'ALICE' }), 'another one has the same name'],
    ['an id twice', again('User', { userName: 'bob' }), 'it appears in the file twice'],
    ['two accounts', again('Account', {}), 'it appears in the file twice'],
    [
      'three keys of one user',
      [1, 2].flatMap(() => again('AccessKey', { accessKeyId: accessKeyId('AKIA', ACCOUNT_ID, random) })),
      'its owner has more than two keys',
    ],
    [
      'nine MFA devices of one user',
      Array.from({ length: 8 }, (_, index) => {
        const name = `phone${index}`
        return again('VirtualMFADevice', { name, serialNumber: `arn:aws:iam::${ACCOUNT_ID}:mfa/${name}` })
      }).flat(),
      'its owner has more than eight devices',
    ],
    [
      'more groups than an account may have',
      Array.from({ length: 300 }, (_, index) => again('Group', { groupId: id('AGPA'), groupName: `group${index}` })).flat(),
      'there are more of them than an account can have',
    ],
    [
      'a report of nobody',
      [
        [
          'AccessReport',
          { jobId: 'x', requestedBy: 'y', arn: 'z', granularity: 'SERVICE_LEVEL', createDate: at, services: [] },
        ],
      ],
      'the id is not valid',
    ],
    [
      'SSH text that is no key',
      [
        [
          'SSHPublicKey',
          {
            sshPublicKeyId: `APKA${'A'.repeat(17)}`,
            userId,
            body: 'ssh-rsa x',
            fingerprint: 'x',
            status: 'Active',
            uploadDate: at,
          },
        ],
      ],
      'Invalid public key',
    ],
    [
      'metadata that is none',
      [
        [
          'SAMLProvider',
          {
            arn: `arn:aws:iam::${ACCOUNT_ID}:saml-provider/x`,
            name: 'x',
            uuid: 'A'.repeat(32),
            metadata: 'x'.repeat(1000),
            createDate: at,
            validUntil: at,
            tags: [],
            privateKeys: [],
          },
        ],
      ],
      'Could not parse metadata',
    ],
    ...[
      [{ publicKey: 'ssh-ed25519 AAAA' }, 'its public key is not valid'],
      [{ keyType: 'rsa' as const }, 'its public key is not valid'],
      [{ fingerprint: 'x' }, 'its fingerprint does not match its public key'],
      [{ keyName: 'a\nb' }, 'Value for parameter KeyName is invalid'],
      [{ keyPairId: 'key-1' }, 'its id is not valid'],
      [{ createDate: NOW + 11 * YEAR_MS }, 'the creation date is in the future'],
    ].map(([members, said]): [string, [Kind, unknown][], string] => [
      `a key pair with ${JSON.stringify(members)}`,
      [['KeyPair', { ...KEY_PAIR, ...(members as object) }]],
      String(said),
    ]),
    [
      'two key pairs of one name',
      [
        ['KeyPair', KEY_PAIR],
        ['KeyPair', { ...KEY_PAIR, keyPairId: 'key-0aaaaaaaaaaaaaaaa' }],
      ],
      'it appears in the file twice',
    ],
    [
      'an issuer that is no address',
      [
        [
          'OpenIDConnectProvider',
          {
            arn: `arn:aws:iam::${ACCOUNT_ID}:oidc-provider/a b`,
            url: 'a b',
            clientIds: [],
            thumbprints: [],
            createDate: at,
            tags: [],
          },
        ],
      ],
      'Invalid Open ID Connect Provider URL',
    ],
    [
      'a certificate that is none',
      [
        [
          'ServerCertificate',
          {
            serverCertificateId: `ASCA${'A'.repeat(17)}`,
            serverCertificateName: 'x',
            path: '/',
            uploadDate: at,
            expiration: at,
            body: 'x',
            tags: [],
          },
        ],
      ],
      'Unable to parse certificate',
    ],
  ])('is refused with %s', (_what, more, said) => {
    expect(verdict({}, more)).toContain(said)
  })

  it.each<[string, (meaning: AccountMeaning) => void, string]>([
    ['a record of another account', (meaning) => meaning.record(record({ accountId: '999988887777' })), 'another account'],
    ['a record with odd names', (meaning) => meaning.record(record({ name: 'List\nUsers' })), 'its names are not valid'],
    ['a record of the far future', (meaning) => meaning.record(record({ time: NOW + 11 * YEAR_MS })), 'is in the future'],
    [
      'records out of order',
      (meaning) => {
        meaning.record({ ...record(), sequence: 5 })
        meaning.record({ ...record(), sequence: 5 })
      },
      'its number is out of order',
    ],
    [
      'a record that was never numbered',
      (meaning) => meaning.record({ ...record(), sequence: 100 }),
      'than numbers that were used',
    ],
    ['a lesson with an odd name', (meaning) => meaning.progress('__proto__', progress()), 'its id is not valid'],
    [
      'a lesson that waits for ever',
      (meaning) => meaning.progress('users', { ...progress(), anchor: 100 }),
      'numbers that were not used yet',
    ],
    ['a last use of nothing', (meaning) => meaning.stamp({ kind: 'AccessKey', key: '', at }), 'its key is not valid'],
    ['a last use in the future', (meaning) => meaning.stamp({ kind: 'Role', key: 'x', at: NOW + 11 * YEAR_MS }), 'the future'],
  ])('is refused with %s', (_what, work, said) => {
    expect(verdict({}, [], work)).toContain(said)
  })
})

describe('an EC2 instance in a file', () => {
  const region = 'eu-west-1'
  const [subnet] = defaultSubnets(ACCOUNT_ID, region)
  const instance = {
    instanceId: instanceId(ACCOUNT_ID, random),
    region,
    reservationId: 'r-00123456789abcdef',
    amiLaunchIndex: 0,
    imageId: imagesIn(region)[0]?.imageId,
    instanceType: 't3.micro',
    subnetId: subnet?.subnetId,
    privateIpAddress: '172.31.0.4',
    securityGroupIds: ['sg-00123456789abcdef'],
    metadataOptions: {
      httpTokens: 'required',
      httpEndpoint: 'enabled',
      httpPutResponseHopLimit: 2,
      httpProtocolIpv6: 'disabled',
      instanceMetadataTags: 'disabled',
    },
    volumes: [
      {
        volumeId: 'vol-00123456789abcdef',
        deviceName: '/dev/xvda',
        size: 8,
        type: 'gp3',
        encrypted: false,
        deleteOnTermination: true,
        tags: [],
      },
    ],
    networkInterface: { networkInterfaceId: 'eni-00123456789abcdef', deleteOnTermination: true, tags: [] },
    ebsOptimized: false,
    monitoring: false,
    disableApiTermination: false,
    disableApiStop: false,
    shutdownBehavior: 'stop',
    tags: [],
    launchedAt: at,
    startedAt: at,
  }
  const judged = (members: object = {}) => verdict({}, [['Instance', { ...instance, ...members }]])

  it('is taken when it is sound', () => {
    expect(judged()).toBe('sound')
  })

  it.each<[object, string]>([
    [{ instanceId: instanceId('999988887777', random) }, 'its id does not belong to the account'],
    [{ imageId: 'ami-00123456789abcdef' }, 'its image does not exist'],
    [{ instanceType: 't9.micro' }, 'its instance type does not exist'],
    [{ subnetId: 'subnet-00123456789abcdef' }, 'its subnet does not exist'],
    [{ privateIpAddress: '10.0.0.1' }, 'its private address is not in its subnet'],
    [{ publicIpAddress: '8.8.8.8' }, 'its public address is not one of this server'],
    [{ publicKey: 'ssh-ed25519 AAAA x\nssh-ed25519 BBBB' }, 'its public key is not valid'],
    [{ userData: btoa('x'.repeat(16_385)) }, 'its user data is not valid'],
    [{ volumes: [] }, 'it does not have 1 to 27 volumes'],
    [{ metadataOptions: { ...instance.metadataOptions, httpPutResponseHopLimit: 65 } }, 'the hop limit'],
    [{ startedAt: NOW + 11 * YEAR_MS }, 'the start time is in the future'],
    [{ tags: [{ Key: 'aws:x', Value: '' }] }, 'reserved for internal use'],
  ])('is refused with %j', (members, said) => {
    expect(judged(members)).toContain(said)
  })
})

const record = (members: Record<string, unknown> = {}) => recordOf(members) as unknown as RequestRecord

const progress = (): LessonProgress => ({
  status: 'started',
  anchor: 0,
  steps: {},
  quiz: {},
  snippets: {},
  acts: [],
  actors: {},
  spentMs: 0,
  revision: 0,
})
