import { z } from 'zod'
import { DAY_MS } from '../../account/durations.js'
import type { EntityKinds, Kind } from '../../account/entities.js'
import { Secret } from '../../account/secret.js'
import { isDefaultRegion } from '../../aws/regions.js'

/** Year 3000: later times would not be dates any more once an account's clock is added. */
const MAX_INSTANT = 32_503_680_000_000
const MAX_OFFSET_MS = 20 * 365 * DAY_MS
/** Any time that a date can hold: certificates and metadata are valid as long as they say. */
const anyTime = z.number().min(-8.64e15).max(8.64e15)

/** Milliseconds since 1970; with a fraction where a clock was moved in parts. */
export const instant = z.number().min(0).max(MAX_INSTANT)
/** The file as a whole is limited; the longest member of all is a SAML provider's metadata. */
export const text = z.string().max(10_000_000)
const texts = z.array(text)
/** `z.record` would drop a policy called `__proto__`, which is a name like any other. */
const textsByName = z.custom<Record<string, string>>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((one) => typeof one === 'string'),
  'texts by name are expected',
)
const count = z.number().int().min(0)
const activity = z.enum(['Active', 'Inactive'])
const onOrOff = z.enum(['enabled', 'disabled'])
/** Costs above 15 would keep the server busy for minutes at each sign-in. */
const bcryptHash = z.string().regex(/^\$2[aby]\$(?:0[4-9]|1[0-5])\$[./A-Za-z0-9]{53}$/)
const secret = z.strictObject({ $secret: text }).transform(({ $secret }) => new Secret($secret))
const region = z.string().refine(isDefaultRegion, 'a Region of the account is expected')
/** -1: all. */
const port = z.number().int().min(-1).max(65_535)
const tags = z.array(z.strictObject({ Key: text, Value: text }))

/** Every kind of entity as it stands in an exported file. Unknown members are refused: they would be lost. */
export const ENTITY_SCHEMAS = {
  Account: z.strictObject({
    accountId: text,
    name: text,
    email: text,
    createDate: instant,
    alias: text.exactOptional(),
    clockOffset: z.number().min(-MAX_OFFSET_MS).max(MAX_OFFSET_MS),
    sealingKey: secret,
    rootPassword: z.strictObject({
      hash: bcryptHash,
      changedAt: instant,
      score: z.number().int().min(0).max(4).exactOptional(),
    }),
    rootSessionsFrom: instant.exactOptional(),
    globalEndpointTokenVersion: z.literal([1, 2]).exactOptional(),
    outboundIssuer: text.exactOptional(),
    outboundKey: secret.exactOptional(),
  }),
  User: z.strictObject({
    userId: text,
    userName: text,
    path: text,
    createDate: instant,
    tags,
    groups: texts,
    attachedPolicies: texts,
    inlinePolicies: textsByName,
    permissionsBoundary: text.exactOptional(),
  }),
  Group: z.strictObject({
    groupId: text,
    groupName: text,
    path: text,
    createDate: instant,
    attachedPolicies: texts,
    inlinePolicies: textsByName,
  }),
  Role: z.strictObject({
    roleId: text,
    roleName: text,
    path: text,
    createDate: instant,
    description: text.exactOptional(),
    trustPolicy: text,
    maxSessionDuration: count,
    tags,
    attachedPolicies: texts,
    inlinePolicies: textsByName,
    permissionsBoundary: text.exactOptional(),
    serviceLinkedFor: text.exactOptional(),
  }),
  InstanceProfile: z.strictObject({
    instanceProfileId: text,
    instanceProfileName: text,
    path: text,
    createDate: instant,
    roleId: text.exactOptional(),
    tags,
  }),
  ManagedPolicy: z.strictObject({
    policyId: text,
    arn: text,
    policyName: text,
    path: text,
    description: text.exactOptional(),
    createDate: instant,
    updateDate: instant,
    defaultVersionId: text,
    nextVersion: count,
    versions: z.array(z.strictObject({ versionId: text, document: text, createDate: instant })),
    tags,
  }),
  LoginProfile: z.strictObject({
    userId: text,
    createDate: instant,
    password: z.strictObject({ hash: bcryptHash }),
    changedAt: instant,
    resetRequired: z.boolean(),
    history: z.array(bcryptHash).max(24),
  }),
  AccountPasswordPolicy: z.strictObject({
    minimumPasswordLength: count,
    requireSymbols: z.boolean(),
    requireNumbers: z.boolean(),
    requireUppercaseCharacters: z.boolean(),
    requireLowercaseCharacters: z.boolean(),
    allowUsersToChangePassword: z.boolean(),
    maxPasswordAge: count,
    passwordReusePrevention: count,
    hardExpiry: z.boolean().exactOptional(),
  }),
  AccessKey: z.strictObject({
    accessKeyId: text,
    ownerId: text,
    secret,
    status: activity,
    createDate: instant,
    statusDate: instant,
  }),
  VirtualMFADevice: z.strictObject({
    serialNumber: text,
    name: text,
    path: text,
    seed: secret,
    createDate: instant,
    tags,
    ownerId: text.exactOptional(),
    enableDate: instant.exactOptional(),
    lastStep: count.exactOptional(),
    drift: z.number().int(),
  }),
  Passkey: z.strictObject({
    serialNumber: text,
    ownerId: text,
    credentialId: text,
    publicKey: text,
    counter: count,
    transports: texts,
    enableDate: instant,
  }),
  SigningCertificate: z.strictObject({
    certificateId: text,
    ownerId: text,
    body: text,
    fingerprint: text,
    status: activity,
    uploadDate: instant,
    statusDate: instant,
  }),
  SSHPublicKey: z.strictObject({
    sshPublicKeyId: text,
    userId: text,
    body: text,
    fingerprint: text,
    status: activity,
    uploadDate: instant,
  }),
  ServiceSpecificCredential: z.strictObject({
    serviceSpecificCredentialId: text,
    userId: text,
    serviceName: text,
    serviceUserName: text.exactOptional(),
    serviceCredentialAlias: text.exactOptional(),
    status: z.enum(['Active', 'Inactive', 'Expired']),
    createDate: instant,
    expirationDate: anyTime.exactOptional(),
  }),
  ServerCertificate: z.strictObject({
    serverCertificateId: text,
    serverCertificateName: text,
    path: text,
    uploadDate: instant,
    expiration: anyTime,
    body: text,
    chain: text.exactOptional(),
    tags,
  }),
  SAMLProvider: z.strictObject({
    arn: text,
    name: text,
    uuid: text,
    metadata: text,
    createDate: instant,
    validUntil: anyTime,
    tags,
    assertionEncryptionMode: z.enum(['Required', 'Allowed']).exactOptional(),
    privateKeys: z.array(z.strictObject({ keyId: text, timestamp: instant })),
  }),
  OpenIDConnectProvider: z.strictObject({
    arn: text,
    url: text,
    clientIds: texts,
    thumbprints: texts,
    createDate: instant,
    tags,
  }),
  CredentialReport: z.strictObject({ generatedTime: instant, content: text }),
  AccessReport: z.strictObject({
    jobId: text,
    requestedBy: text,
    arn: text,
    granularity: z.enum(['SERVICE_LEVEL', 'ACTION_LEVEL']),
    createDate: instant,
    services: z.array(
      z.strictObject({
        namespace: text,
        uses: z.array(z.strictObject({ arn: text, id: text, at: instant, region: text })),
        actions: z.array(
          z.strictObject({ name: text, last: z.strictObject({ arn: text, at: instant, region: text }).exactOptional() }),
        ),
      }),
    ),
  }),
  ServiceLinkedRoleDeletion: z.strictObject({ taskId: text, createDate: instant }),
  SecurityGroup: z.strictObject({
    groupId: text,
    region,
    groupName: text,
    description: text,
    tags,
    rules: z.array(
      z.strictObject({
        ruleId: text,
        isEgress: z.boolean(),
        ipProtocol: text,
        fromPort: port,
        toPort: port,
        cidrIpv4: text.exactOptional(),
        cidrIpv6: text.exactOptional(),
        groupId: text.exactOptional(),
        description: text.exactOptional(),
        tags,
      }),
    ),
  }),
  FixedResourceTags: z.strictObject({ resourceId: text, region, tags }),
  KeyPair: z.strictObject({
    keyPairId: text,
    region,
    keyName: text,
    keyType: z.enum(['rsa', 'ed25519']),
    fingerprint: text,
    publicKey: text,
    createDate: instant,
    tags,
  }),
  Instance: z.strictObject({
    instanceId: text,
    region,
    reservationId: text,
    amiLaunchIndex: count,
    imageId: text,
    instanceType: text,
    subnetId: text,
    privateIpAddress: text,
    publicIpAddress: text.exactOptional(),
    securityGroupIds: texts,
    keyName: text.exactOptional(),
    publicKey: text.exactOptional(),
    userData: text.exactOptional(),
    profile: z.strictObject({ associationId: text, instanceProfileId: text, arn: text, since: instant }).exactOptional(),
    metadataOptions: z.strictObject({
      httpTokens: z.enum(['optional', 'required']),
      httpEndpoint: onOrOff,
      httpPutResponseHopLimit: count,
      httpProtocolIpv6: onOrOff,
      instanceMetadataTags: onOrOff,
    }),
    volumes: z.array(
      z.strictObject({
        volumeId: text,
        deviceName: text,
        size: count,
        type: text,
        encrypted: z.boolean(),
        deleteOnTermination: z.boolean(),
        tags,
      }),
    ),
    networkInterface: z.strictObject({ networkInterfaceId: text, deleteOnTermination: z.boolean(), tags }),
    ebsOptimized: z.boolean(),
    monitoring: z.boolean(),
    disableApiTermination: z.boolean(),
    disableApiStop: z.boolean(),
    shutdownBehavior: z.enum(['stop', 'terminate']),
    tags,
    clientToken: text.exactOptional(),
    launchDigest: text.exactOptional(),
    launchedAt: instant,
    startedAt: instant,
    rebootedAt: instant.exactOptional(),
    stoppedAt: instant.exactOptional(),
    terminatedAt: instant.exactOptional(),
  }),
} satisfies { [K in Kind]: z.ZodType<EntityKinds[K]> }
