import type { Tag } from '../../account/entities.js'
import type { Instant } from '../../account/ports.js'
import type { MetadataReason } from '../../account/reasons.js'
import type { Secret } from '../../account/secret.js'

/** What the metadata service tells an instance of itself. */
export interface MetadataFacts {
  accountId: string
  instanceId: string
  imageId: string
  instanceType: string
  architecture: string
  reservationId: string
  launchIndex: number
  region: string
  availabilityZone: string
  availabilityZoneId: string
  launchedAt: Instant
  privateIp: string
  privateDnsName: string
  /** Absent: it has no public address. */
  publicIp?: string
  publicDnsName?: string
  mac: string
  networkInterfaceId: string
  subnetId: string
  subnetCidr: string
  vpcId: string
  vpcCidr: string
  securityGroups: readonly { id: string; name: string }[]
  /** The key pair of its launch, and the public half as OpenSSH writes it, without a comment. */
  keyPair?: { name: string; publicKey: string }
  /** Decoded. */
  userData?: string
  tags: readonly Tag[]
  options: MetadataOptions
  /** Absent: no profile is associated. */
  profile?: ProfileFacts
  /** Seals the tokens of this account's instances. */
  tokenKey: Secret
}

/** Source: EC2 API Reference, "InstanceMetadataOptionsResponse". */
export interface MetadataOptions {
  endpoint: 'enabled' | 'disabled'
  tokens: 'optional' | 'required'
  tags: 'enabled' | 'disabled'
}

export interface ProfileFacts {
  arn: string
  id: string
  associatedAt: Instant
  /** False: it has been deleted since. */
  exists: boolean
  /** Absent: there is no role in it. */
  roleName?: string
}

/** How the credentials were fetched: `ec2:RoleDelivery`. */
export type RoleDelivery = '1.0' | '2.0'

/** What EC2 gets when it assumes the role for the instance. */
export type RoleCredentials =
  | {
      status: 'issued'
      accessKeyId: string
      secret: Secret
      sessionToken: string
      issuedAt: Instant
      expiresAt: Instant
    }
  /** The role is gone, or doesn't trust EC2. */
  | { status: 'refused'; at: Instant }

/** Path with query, names of headers in lower case. */
export interface MetadataRequest {
  method: string
  path: string
  headers: Readonly<Record<string, string>>
}

export interface MetadataAnswer {
  status: number
  statusText: string
  headers: Readonly<Record<string, string>>
  body: string
  /** Why it was refused: for explanations and lessons, never sent. */
  reason?: MetadataReason
}
