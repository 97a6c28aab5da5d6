import { createHash } from 'node:crypto'
import { accountOfArn } from '../account/arns.js'
import { isoTime } from '../account/iso-time.js'
import type { NumberedRecord, RecordedPrincipal } from '../account/request-record.js'
import { GLOBAL_REGION } from '../aws/global-region.js'
import { modelOf, type ServiceName, serviceNames } from '../aws/model/model.js'
import { isReading } from '../aws/reading.js'
import { ec2Parameters } from './ec2-event.js'

/** A record as CloudTrail writes it. Source: AWS CloudTrail User Guide, "CloudTrail record contents". */
export type CloudTrailEvent = Record<string, unknown> & { eventID: string; eventName: string; eventSource: string }

export function cloudTrailEvent(record: NumberedRecord): CloudTrailEvent {
  const signIn = record.category === 'sign-in'
  const { LoginTo, MFAUsed, ...result } = record.result ?? {}
  const assumed = record.outcome === 'success' ? assumedRole(record) : undefined
  return {
    eventVersion: '1.11',
    userIdentity: userIdentity(record),
    eventTime: isoTime(record.time),
    eventSource: `${record.service}.amazonaws.com`,
    eventName: record.name,
    awsRegion: regionOf(record),
    sourceIPAddress: record.sourceIp,
    userAgent: record.userAgent,
    ...(record.errorCode ? { errorCode: exceptionName(record.service, record.errorCode) } : {}),
    ...(record.errorMessage ? { errorMessage: record.errorMessage } : {}),
    requestParameters: requestParameters(record),
    responseElements: responseElements(record, result),
    ...(signIn ? { additionalEventData: additionalEventData(LoginTo, MFAUsed) } : {}),
    requestID: record.requestId,
    eventID: eventIdOf(record),
    readOnly: isReading(record.name),
    ...(assumed ? { resources: [{ accountId: accountOfArn(assumed), type: 'AWS::IAM::Role', ARN: assumed }] } : {}),
    eventType: signIn ? 'AwsConsoleSignIn' : 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: record.accountId,
    ...(isShared(record) ? { sharedEventID: uuidOf(`shared/${record.requestId}`) } : {}),
    eventCategory: 'Management',
    ...(record.principal.credentialKind === 'console' ? { sessionCredentialFromConsole: 'true' } : {}),
  }
}

/**
 * IAM's events are in the Region of its one endpoint, whichever Region a client signs for; those of STS and CloudTrail are
 * where they were called. Source: AWS CloudTrail User Guide, "Global service events".
 */
export const regionOf = ({ service, region }: NumberedRecord): string => (service === 'iam' ? GLOBAL_REGION : region)

/** Source: AWS CloudTrail User Guide, "AWS Management Console sign-in events". */
const additionalEventData = (LoginTo: unknown, MFAUsed: unknown) => ({
  ...(LoginTo === undefined ? {} : { LoginTo }),
  MobileVersion: 'No',
  ...(MFAUsed === undefined ? {} : { MFAUsed }),
})

/** A UUID of its own for each record, the same whenever it is read. */
export function eventIdOf({ accountId, sequence, requestId }: NumberedRecord): string {
  return uuidOf(`${accountId}/${sequence}/${requestId}`)
}

function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-')
}

/** The role of an AssumeRole and its siblings. */
const assumedRole = ({ service, params: { roleArn } }: NumberedRecord): string | undefined =>
  service === 'sts' && typeof roleArn === 'string' ? roleArn : undefined

/** Told to two accounts. Source: AWS CloudTrail User Guide, "sharedEventID". */
function isShared(record: NumberedRecord): boolean {
  if (record.principal.type === 'AWSAccount') return true
  const role = record.name === 'AssumeRole' && record.outcome === 'success' ? assumedRole(record) : undefined
  return role !== undefined && accountOfArn(role) !== record.accountId
}

/** The name that LookupEvents finds a record's principal by. */
export function userNameOf({ type, userName, userId, sessionIssuer, invokedBy }: RecordedPrincipal): string | undefined {
  // A lesson's set-up: an empty name would leave open who it was.
  if (type === 'AWSService') return invokedBy
  if (type === 'Root') return 'root'
  if (sessionIssuer) return userId?.slice(userId.indexOf(':') + 1)
  return userName
}

/** What a request is about, by the names of its parameters. */
const RESOURCE_TYPES: Readonly<Record<string, string>> = {
  userName: 'AWS::IAM::User',
  groupName: 'AWS::IAM::Group',
  roleName: 'AWS::IAM::Role',
  roleArn: 'AWS::IAM::Role',
  policyArn: 'AWS::IAM::Policy',
  policyName: 'AWS::IAM::Policy',
  accessKeyId: 'AWS::IAM::AccessKey',
  instanceProfileName: 'AWS::IAM::InstanceProfile',
  serialNumber: 'AWS::IAM::MfaDevice',
  virtualMFADeviceName: 'AWS::IAM::MfaDevice',
  serverCertificateName: 'AWS::IAM::ServerCertificate',
}

/** The same for EC2, whose parameters may be lists; what an operation creates is in its result. */
const EC2_RESOURCE_TYPES: Readonly<Record<string, string>> = {
  instanceId: 'AWS::EC2::Instance',
  instanceIds: 'AWS::EC2::Instance',
  imageId: 'AWS::EC2::Ami',
  keyName: 'AWS::EC2::KeyPair',
  keyNames: 'AWS::EC2::KeyPair',
  keyPairId: 'AWS::EC2::KeyPair',
  groupId: 'AWS::EC2::SecurityGroup',
  groupIds: 'AWS::EC2::SecurityGroup',
  groupName: 'AWS::EC2::SecurityGroup',
  securityGroupIds: 'AWS::EC2::SecurityGroup',
  subnetId: 'AWS::EC2::Subnet',
  subnetIds: 'AWS::EC2::Subnet',
  vpcId: 'AWS::EC2::VPC',
  vpcIds: 'AWS::EC2::VPC',
}

const ec2Resources = ({ params, result = {} }: NumberedRecord) =>
  Object.entries({ ...params, ...result }).flatMap(([name, value]) => {
    const type = Object.hasOwn(EC2_RESOURCE_TYPES, name) ? EC2_RESOURCE_TYPES[name] : undefined
    const names: unknown[] = type === undefined ? [] : [value].flat()
    return names.flatMap((one) => (type && typeof one === 'string' ? [{ ResourceType: type, ResourceName: one }] : []))
  })

export const resourcesOf = (record: NumberedRecord): { ResourceType: string; ResourceName: string }[] =>
  record.service === 'ec2' ? ec2Resources(record) : namedResources(record)

const namedResources = ({ params }: NumberedRecord) =>
  Object.entries(params).flatMap(([name, value]) => {
    const type = Object.hasOwn(RESOURCE_TYPES, name) ? RESOURCE_TYPES[name] : undefined
    return type && typeof value === 'string' ? [{ ResourceType: type, ResourceName: value }] : []
  })

function requestParameters({ service, name, params }: NumberedRecord): unknown {
  const shown = service === 'ec2' ? ec2Parameters(name, params) : params
  return Object.keys(shown).length > 0 ? shown : null
}

function responseElements(
  { outcome, category, service, name, requestId }: NumberedRecord,
  result: Record<string, unknown>,
): unknown {
  if (outcome === 'error' && category !== 'sign-in') return null
  // EC2 tells each change's request and its plain result. Source: public records of EC2.
  if (service === 'ec2') return isReading(name) ? null : { requestId, _return: true, ...result }
  return Object.keys(result).length > 0 ? (asResponse('', withSessionToken(result)) as Record<string, unknown>) : null
}

/**
 * An event of STS has the session token among its credentials. No record here keeps one, so its place is taken by the
 * words that CloudTrail has for what it doesn't show. Source: IAM User Guide, "Logging IAM and AWS STS API calls".
 */
function withSessionToken(result: Record<string, unknown>): Record<string, unknown> {
  const { credentials } = result
  if (typeof credentials !== 'object' || credentials === null) return result
  return { ...result, credentials: { ...credentials, sessionToken: 'HIDDEN_DUE_TO_SECURITY_REASONS' } }
}

/** As the Java of AWS's services prints it: `Oct 26, 2019 10:19:16 PM`. */
function printed(date: number): string {
  // Made when it is needed: its tables take five megabytes.
  dateFormat ??= new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' })
  return dateFormat
    .format(date)
    .replace(/(\d{4}),/, '$1')
    .replace('\u202f', ' ')
}
let dateFormat: Intl.DateTimeFormat | undefined

/** Dates as a text and policies URL-encoded. Source: public records of CreateRole and AssumeRole. */
function asResponse(name: string, value: unknown): unknown {
  if (typeof value === 'number' && /(Date|^expiration)$/.test(name)) {
    return printed(value)
  }
  if (typeof value === 'string' && name === 'assumeRolePolicyDocument') return encodeURIComponent(value)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).map(([member, one]) => [member, asResponse(member, one)]))
}

/** Source: EC2 API Reference, "Error codes": client errors and server errors. */
const SERVER_FAULTS =
  /^(?:Insufficient\w+Capacity|Internal\w+|RequestLimitExceeded|Service(?:Failure|Unavailable)|Unavailable)$/

/** CloudTrail names errors by their exception (`NoSuchEntityException`), where the service has one for the code. */
function exceptionName(service: string, code: string): string {
  if (service === 'ec2') return `${SERVER_FAULTS.test(code) ? 'Server' : 'Client'}.${code}`
  if (!serviceNames.includes(service as ServiceName)) return code
  const { shapes } = modelOf(service as ServiceName)
  return Object.entries(shapes).find(([, { error }]) => error?.code === code)?.[0] ?? code
}

/** Source: AWS CloudTrail User Guide, "CloudTrail userIdentity element". */
function userIdentity({ principal, accountId, result = {} }: NumberedRecord): Record<string, unknown> {
  const { type, arn, userId, userName, accessKeyId, sessionIssuer } = principal
  if (type === 'AWSAccount') return { type, principalId: userId, accountId: principal.accountId }
  if (type === 'AWSService') return { type, invokedBy: principal.invokedBy }
  if (type === 'Unknown') return { type: 'IAMUser', accountId, accessKeyId: '', userName }
  if (type === 'WebIdentityUser') {
    const { provider = '', audience, subjectFromWebIdentityToken: subject = '' } = result
    const principalId = [provider, ...(audience === undefined ? [] : [audience]), subject].join(':')
    return { type, principalId, userName: subject, identityProvider: provider }
  }
  const context = sessionContext(principal, accountId)
  return {
    type,
    principalId: userId,
    arn,
    accountId,
    ...(accessKeyId ? { accessKeyId } : {}),
    ...(userName === undefined || sessionIssuer ? {} : { userName }),
    ...(context ? { sessionContext: context } : {}),
    ...(principal.identityProvider ? { identityProvider: principal.identityProvider } : {}),
  }
}

function sessionContext(principal: RecordedPrincipal, accountId: string): Record<string, unknown> | undefined {
  const { sessionCreated, sessionIssuer, mfaPresent, sourceIdentity, ec2RoleDelivery } = principal
  if (sessionCreated === undefined) return undefined
  return {
    ...(sessionIssuer
      ? {
          sessionIssuer: {
            type: sessionIssuer.type,
            principalId: sessionIssuer.id,
            arn: sessionIssuer.arn,
            accountId,
            userName: sessionIssuer.name,
          },
        }
      : {}),
    attributes: { creationDate: isoTime(sessionCreated), mfaAuthenticated: String(mfaPresent ?? false) },
    ...(sourceIdentity ? { sourceIdentity } : {}),
    ...(ec2RoleDelivery ? { ec2RoleDelivery } : {}),
  }
}
