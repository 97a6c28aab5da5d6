import { Secret } from '../../server/account/secret.js'
import type { MetadataFacts } from '../../server/ec2/metadata/facts.js'

/** An instance without a profile, whose metadata service wants tokens. */
export const METADATA_FACTS: MetadataFacts = {
  ...{ accountId: '123456789012', instanceId: 'i-0123456789abcdef0', imageId: 'ami-0abcdef1234567890', launchIndex: 0 },
  ...{ instanceType: 't3.micro', architecture: 'x86_64', reservationId: 'r-0123456789abcdef0', region: 'us-east-1' },
  ...{ availabilityZone: 'us-east-1a', availabilityZoneId: 'use1-az4', launchedAt: Date.UTC(2026, 10, 30, 9, 0, 0) },
  ...{ privateIp: '172.31.5.9', privateDnsName: 'ip-172-31-5-9.ec2.internal' },
  ...{ publicIp: '203.0.113.25', publicDnsName: 'ec2-203-0-113-25.compute-1.amazonaws.com' },
  ...{ mac: '0e:1f:2a:3b:4c:5d', networkInterfaceId: 'eni-0a1b2c3d', subnetId: 'subnet-0a1b2c3d' },
  ...{ subnetCidr: '172.31.0.0/20', vpcId: 'vpc-0a1b2c3d', vpcCidr: '172.31.0.0/16' },
  securityGroups: [
    { id: 'sg-0a1b2c3d', name: 'default' },
    { id: 'sg-0b1b2c3d', name: 'web' },
  ],
  keyPair: { name: 'my-key', publicKey: 'ssh-ed25519 AAAAC3' },
  tags: [],
  options: { endpoint: 'enabled', tokens: 'required', tags: 'disabled' },
  tokenKey: new Secret('the account’s own key'),
}
