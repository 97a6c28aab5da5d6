import { credentialsDocument, identityDocument, profileInfo } from './documents.js'
import type { MetadataFacts, RoleCredentials } from './facts.js'

/** A folder, a file, or a file that is made when it's asked for. Undefined: it isn't there. */
export type Node = string | (() => string) | Tree | undefined
export interface Tree {
  [name: string]: Node
}

const isFolder = (node: Node): node is Tree => typeof node === 'object'

/** What stands at a path: a file's text, or the names in a folder, one on each line. Undefined: nothing. */
export function read(tree: Tree, path: string): string | undefined {
  let node: Node = tree
  const parts = path.split('/').filter((part) => part !== '')
  for (const part of parts) {
    if (!isFolder(node) || !Object.hasOwn(node, part)) return undefined
    node = node[part]
  }
  if (isFolder(node)) return listing(node)
  if (node === undefined || path.endsWith('/')) return undefined
  return typeof node === 'function' ? node() : node
}

/** The names on the way to a path, as far as they are there; what a file holds isn't asked for. */
export function knownNames(tree: Tree, parts: readonly string[]): string[] {
  let node: Node = tree
  for (const [at, part] of parts.entries()) {
    if (!isFolder(node) || !Object.hasOwn(node, part) || node[part] === undefined) return parts.slice(0, at)
    node = node[part]
  }
  return [...parts]
}

function listing(folder: Tree): string {
  const names = Object.entries(folder).flatMap(([name, node]) => {
    if (node === undefined || name === KEY_NAME) return []
    if (!isFolder(node)) return [name]
    // A key pair is listed as `0=my-key`, and found as `0`.
    return [isKeyPair(node) ? `${name}=${node[KEY_NAME]}` : `${name}/`]
  })
  return names.join('\n')
}

/** Never asked for by a path: no part of a path is empty. */
const KEY_NAME = ''
const isKeyPair = (node: Tree): boolean => KEY_NAME in node

/** Source: EC2 User Guide, "Instance metadata categories". */
export function metadataTree(facts: MetadataFacts, roleCredentials: (roleName: string) => RoleCredentials): Tree {
  const { publicIp, publicDnsName } = facts
  const groups = facts.securityGroups.map(({ name }) => name).join('\n')
  return {
    'ami-id': facts.imageId,
    'ami-launch-index': String(facts.launchIndex),
    'ami-manifest-path': '(unknown)',
    'block-device-mapping': { ami: '/dev/xvda', root: '/dev/xvda' },
    events: { maintenance: { history: '[]', scheduled: '[]' } },
    hostname: facts.privateDnsName,
    iam: iamTree(facts, roleCredentials),
    'instance-action': 'none',
    'instance-id': facts.instanceId,
    'instance-life-cycle': 'on-demand',
    'instance-type': facts.instanceType,
    'local-hostname': facts.privateDnsName,
    'local-ipv4': facts.privateIp,
    mac: facts.mac,
    network: { interfaces: { macs: { [facts.mac]: interfaceTree(facts) } } },
    placement: {
      'availability-zone': facts.availabilityZone,
      'availability-zone-id': facts.availabilityZoneId,
      region: facts.region,
    },
    profile: 'default-hvm',
    'public-hostname': publicDnsName,
    'public-ipv4': publicIp,
    'public-keys': facts.keyPair && {
      0: { [KEY_NAME]: facts.keyPair.name, 'openssh-key': `${facts.keyPair.publicKey} ${facts.keyPair.name}\n` },
    },
    'reservation-id': facts.reservationId,
    'security-groups': groups,
    services: { domain: 'amazonaws.com', partition: 'aws' },
    system: 'nitro',
    tags: facts.options.tags === 'enabled' ? { instance: tagTree(facts) } : undefined,
  }
}

const tagTree = ({ tags }: MetadataFacts): Tree => Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]))

function iamTree({ profile }: MetadataFacts, roleCredentials: (roleName: string) => RoleCredentials): Tree | undefined {
  if (!profile) return undefined
  const { exists, roleName } = profile
  const credentials =
    exists && roleName !== undefined
      ? { [roleName]: () => credentialsDocument(roleName, roleCredentials(roleName)) }
      : undefined
  return { info: profileInfo(profile), 'security-credentials': credentials }
}

function interfaceTree(facts: MetadataFacts): Tree {
  return {
    'device-number': '0',
    'interface-id': facts.networkInterfaceId,
    'local-hostname': facts.privateDnsName,
    'local-ipv4s': facts.privateIp,
    mac: facts.mac,
    'owner-id': facts.accountId,
    'public-hostname': facts.publicDnsName,
    'public-ipv4s': facts.publicIp,
    'security-group-ids': facts.securityGroups.map(({ id }) => id).join('\n'),
    'security-groups': facts.securityGroups.map(({ name }) => name).join('\n'),
    'subnet-id': facts.subnetId,
    'subnet-ipv4-cidr-block': facts.subnetCidr,
    'vpc-id': facts.vpcId,
    'vpc-ipv4-cidr-block': facts.vpcCidr,
    'vpc-ipv4-cidr-blocks': facts.vpcCidr,
  }
}

/** Of the versions that the service knows, all say the same here. */
const VERSIONS = [
  ...['1.0', '2007-01-19', '2007-03-01', '2007-08-29', '2007-10-10', '2007-12-15', '2008-02-01', '2008-09-01'],
  ...['2009-04-04', '2011-01-01', '2011-05-01', '2012-01-12', '2014-02-25', '2014-11-05', '2015-10-20', '2016-04-19'],
  ...['2016-06-30', '2016-09-02', '2018-03-28', '2018-08-17', '2018-09-24', '2019-10-01', '2020-10-27', '2021-01-03'],
  ...['2021-03-23', '2021-07-15', '2022-09-24', 'latest'],
]

/** Everything that the service serves. */
export function wholeTree(facts: MetadataFacts, roleCredentials: (roleName: string) => RoleCredentials) {
  const version: Tree = {
    dynamic: { 'instance-identity': { document: () => identityDocument(facts) } },
    'meta-data': metadataTree(facts, roleCredentials),
    'user-data': facts.userData,
  }
  return { versions: VERSIONS, version }
}
