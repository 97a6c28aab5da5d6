import { describe, expect, it } from 'vitest'
import type { EntityKinds, Kind } from '../../server/account/entities.js'
import { Secret } from '../../server/account/secret.js'
import { entitySchema, inTheClear, outOfTheClear } from '../../server/lab/account-file/content.js'

const at = 1_769_854_830_000
const tags = [{ Key: 'team', Value: 'blue' }]
const hash = `$2b$12$${'a'.repeat(53)}`
const arn = 'arn:aws:iam::123456789012:user/alice'

/** Every member of every kind, so that a new one which the file would lose does not compile here or fails below. */
const EVERYTHING: { [K in Kind]: Required<EntityKinds[K]> } = {
  Account: {
    accountId: '123456789012',
    name: 'Example',
    email: 'a@example.com',
    createDate: at,
    alias: 'example',
    clockOffset: -86_400_000,
    sealingKey: new Secret('sealing'),
    rootPassword: { hash, changedAt: at, score: 4 },
    rootSessionsFrom: at,
    globalEndpointTokenVersion: 2,
    outboundIssuer: 'https://issuer.example',
    outboundKey: new Secret('pem'),
  },
  User: {
    userId: 'AIDA1',
    userName: 'alice',
    path: '/',
    createDate: at,
    tags,
    groups: ['AGPA1'],
    attachedPolicies: [arn],
    inlinePolicies: { own: '{}' },
    permissionsBoundary: arn,
  },
  Group: { groupId: 'AGPA1', groupName: 'g', path: '/', createDate: at, attachedPolicies: [], inlinePolicies: { own: '{}' } },
  Role: {
    roleId: 'AROA1',
    roleName: 'r',
    path: '/',
    createDate: at,
    description: 'd',
    trustPolicy: '{}',
    maxSessionDuration: 3600,
    tags,
    attachedPolicies: [],
    inlinePolicies: {},
    permissionsBoundary: arn,
    serviceLinkedFor: 'autoscaling.amazonaws.com',
  },
  InstanceProfile: {
    instanceProfileId: 'AIPA1',
    instanceProfileName: 'p',
    path: '/',
    createDate: at,
    roleId: 'AROA1',
    tags,
  },
  ManagedPolicy: {
    policyId: 'ANPA1',
    arn,
    policyName: 'p',
    path: '/',
    description: 'd',
    createDate: at,
    updateDate: at,
    defaultVersionId: 'v1',
    nextVersion: 2,
    versions: [{ versionId: 'v1', document: '{}', createDate: at }],
    tags,
  },
  LoginProfile: {
    userId: 'AIDA1',
    createDate: at,
    password: { hash },
    changedAt: at,
    resetRequired: true,
    history: [hash],
  },
  AccountPasswordPolicy: {
    minimumPasswordLength: 8,
    requireSymbols: true,
    requireNumbers: true,
    requireUppercaseCharacters: true,
    requireLowercaseCharacters: true,
    allowUsersToChangePassword: true,
    maxPasswordAge: 90,
    passwordReusePrevention: 24,
    hardExpiry: false,
  },
  AccessKey: {
    accessKeyId: 'AKIA1',
    ownerId: 'AIDA1',
    secret: new Secret('s'),
    status: 'Inactive',
    createDate: at,
    statusDate: at,
  },
  VirtualMFADevice: {
    serialNumber: arn,
    name: 'phone',
    path: '/',
    seed: new Secret('seed'),
    createDate: at,
    tags,
    ownerId: 'AIDA1',
    enableDate: at,
    lastStep: 59_000_000,
    drift: -2,
  },
  Passkey: {
    serialNumber: arn,
    ownerId: 'AIDA1',
    credentialId: 'c',
    publicKey: 'k',
    counter: 0,
    transports: ['usb'],
    enableDate: at,
  },
  SigningCertificate: {
    certificateId: 'c',
    ownerId: 'AIDA1',
    body: 'pem',
    fingerprint: 'f',
    status: 'Active',
    uploadDate: at,
    statusDate: at,
  },
  SSHPublicKey: { sshPublicKeyId: 'APKA1', userId: 'AIDA1', body: 'b', fingerprint: 'f', status: 'Active', uploadDate: at },
  ServiceSpecificCredential: {
    serviceSpecificCredentialId: 'ACCA1',
    userId: 'AIDA1',
    serviceName: 'codecommit.amazonaws.com',
    serviceUserName: 'alice-at-1',
    serviceCredentialAlias: 'alias',
    status: 'Expired',
    createDate: at,
    expirationDate: at,
  },
  ServerCertificate: {
    serverCertificateId: 'ASCA1',
    serverCertificateName: 'c',
    path: '/',
    uploadDate: at,
    expiration: at,
    body: 'b',
    chain: 'c',
    tags,
  },
  SAMLProvider: {
    arn,
    name: 'idp',
    uuid: 'u',
    metadata: '<xml/>',
    createDate: at,
    validUntil: at,
    tags,
    assertionEncryptionMode: 'Required',
    privateKeys: [{ keyId: 'k', timestamp: at }],
  },
  OpenIDConnectProvider: { arn, url: 'issuer.example', clientIds: ['c'], thumbprints: ['t'], createDate: at, tags },
  CredentialReport: { generatedTime: at, content: 'a,b' },
  AccessReport: {
    jobId: 'j',
    requestedBy: arn,
    arn,
    granularity: 'ACTION_LEVEL',
    createDate: at,
    services: [
      {
        namespace: 'iam',
        uses: [{ arn, id: 'AIDA1', at, region: 'us-east-1' }],
        actions: [{ name: 'GetUser', last: { arn, at, region: 'us-east-1' } }, { name: 'ListUsers' }],
      },
    ],
  },
  ServiceLinkedRoleDeletion: { taskId: 't', createDate: at },
  SecurityGroup: {
    groupId: 'sg-00123456789abcdef',
    region: 'eu-west-1',
    groupName: 'web',
    description: 'd',
    tags,
    rules: [
      {
        ruleId: 'sgr-00123456789abcdef',
        isEgress: false,
        ipProtocol: 'tcp',
        fromPort: 22,
        toPort: 22,
        cidrIpv4: '0.0.0.0/0',
        cidrIpv6: '::/0',
        groupId: 'sg-00123456789abcdef',
        description: 'd',
        tags,
      },
    ],
  },
  FixedResourceTags: { resourceId: 'vpc-00123456789abcdef', region: 'eu-west-1', tags },
  KeyPair: {
    keyPairId: 'key-00123456789abcdef',
    region: 'eu-west-1',
    keyName: 'laptop',
    keyType: 'ed25519',
    fingerprint: 'f',
    publicKey: 'ssh-ed25519 AAAA',
    createDate: at,
    tags,
  },
  Instance: {
    instanceId: 'i-1',
    region: 'eu-west-1',
    reservationId: 'r-1',
    amiLaunchIndex: 1,
    imageId: 'ami-1',
    instanceType: 't3.micro',
    subnetId: 'subnet-1',
    privateIpAddress: '172.31.0.4',
    publicIpAddress: '203.0.113.1',
    securityGroupIds: ['sg-1'],
    keyName: 'key',
    publicKey: 'ssh-ed25519 AAAA key',
    userData: 'IyEvYmluL3NoCg==',
    profile: { associationId: 'iip-assoc-1', instanceProfileId: 'AIPA1', arn, since: at },
    metadataOptions: {
      httpTokens: 'required',
      httpEndpoint: 'enabled',
      httpPutResponseHopLimit: 2,
      httpProtocolIpv6: 'disabled',
      instanceMetadataTags: 'enabled',
    },
    volumes: [
      {
        volumeId: 'vol-1',
        deviceName: '/dev/xvda',
        size: 8,
        type: 'gp3',
        encrypted: true,
        deleteOnTermination: true,
        tags,
      },
    ],
    networkInterface: { networkInterfaceId: 'eni-1', deleteOnTermination: true, tags },
    ebsOptimized: true,
    monitoring: true,
    disableApiTermination: true,
    disableApiStop: true,
    shutdownBehavior: 'terminate',
    tags,
    clientToken: 'token',
    launchDigest: 'digest',
    launchedAt: at,
    startedAt: at,
    rebootedAt: at,
    stoppedAt: at,
    terminatedAt: at,
  },
}

describe('what an account file holds', () => {
  it.each(Object.entries(EVERYTHING))('keeps all of %s', (kind, entity) => {
    const clear = JSON.parse(JSON.stringify(inTheClear(entity))) as unknown
    const read = entitySchema.parse({ kind, entity: clear })
    expect(inTheClear(read.entity)).toEqual(inTheClear(entity))
    expect(inTheClear(outOfTheClear(inTheClear(read.entity)))).toEqual(inTheClear(entity))
  })

  it('is refused with a member that nobody knows', () => {
    const entity = { ...EVERYTHING.ServiceLinkedRoleDeletion, extra: 1 }
    expect(entitySchema.safeParse({ kind: 'ServiceLinkedRoleDeletion', entity }).success).toBe(false)
  })

  it('keeps an inline policy of any name', () => {
    const inlinePolicies = JSON.parse('{"__proto__":"{}","constructor":"{}"}') as Record<string, string>
    const read = entitySchema.parse({ kind: 'Group', entity: { ...EVERYTHING.Group, inlinePolicies } })
    expect(Object.keys((read.entity as EntityKinds['Group']).inlinePolicies)).toEqual(['__proto__', 'constructor'])
  })
})
