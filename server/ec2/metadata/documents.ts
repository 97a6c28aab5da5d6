import { isoTime } from '../../account/iso-time.js'
import type { MetadataFacts, ProfileFacts, RoleCredentials } from './facts.js'

/** As the service writes JSON: a blank before each colon. */
const json = (value: object): string => JSON.stringify(value, null, 2).replace(/^( *"[^"]*"):/gm, '$1 :')

/** `iam/info`. Source: public output; IAM User Guide, "Troubleshoot IAM and Amazon EC2". */
export function profileInfo({ arn, id, associatedAt, exists }: ProfileFacts): string {
  const LastUpdated = isoTime(associatedAt)
  if (!exists) {
    return json({ Code: 'InstanceProfileNotFound', Message: `Instance profile ${arn} could not be found.`, LastUpdated })
  }
  return json({ Code: 'Success', LastUpdated, InstanceProfileArn: arn, InstanceProfileId: id })
}

const SEE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_iam-ec2.html#troubleshoot_iam-ec2_errors-info-doc'

/** `iam/security-credentials/<role>`. Source: public output; IAM User Guide, "Troubleshoot IAM and Amazon EC2". */
export function credentialsDocument(roleName: string, given: RoleCredentials): string {
  if (given.status === 'refused') {
    return json({
      Code: 'AssumeRoleUnauthorizedAccess',
      Message: `EC2 cannot assume the role ${roleName}.  Please see documentation at ${SEE}.`,
      LastUpdated: isoTime(given.at),
    })
  }
  return json({
    Code: 'Success',
    LastUpdated: isoTime(given.issuedAt),
    Type: 'AWS-HMAC',
    AccessKeyId: given.accessKeyId,
    SecretAccessKey: given.secret.reveal(),
    Token: given.sessionToken,
    Expiration: isoTime(given.expiresAt),
  })
}

/** `/latest/dynamic/instance-identity/document`. Source: EC2 User Guide, "Instance identity documents". */
export const identityDocument = (facts: MetadataFacts): string =>
  json({
    accountId: facts.accountId,
    architecture: facts.architecture,
    availabilityZone: facts.availabilityZone,
    billingProducts: null,
    devpayProductCodes: null,
    marketplaceProductCodes: null,
    imageId: facts.imageId,
    instanceId: facts.instanceId,
    instanceType: facts.instanceType,
    kernelId: null,
    pendingTime: isoTime(facts.launchedAt),
    privateIp: facts.privateIp,
    ramdiskId: null,
    region: facts.region,
    version: '2017-09-30',
  })
