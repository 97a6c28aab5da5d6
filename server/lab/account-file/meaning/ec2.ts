import type { EntityKinds, Tag } from '../../../account/entities.js'
import { EC2_QUOTA } from '../../../account/quotas.js'
import { fingerprintOfImported } from '../../../credentials/key-pairs/fingerprints.js'
import { importedKey } from '../../../credentials/key-pairs/imported-key.js'
import { openSshLine } from '../../../credentials/key-pairs/public-key.js'
import { checkKeyName } from '../../../ec2/key-pairs.js'
import { checkedTags } from '../../../ec2/tags.js'
import { entityLabel, must, mustHaveHappened, mustParse } from './findings.js'
import type { Seen } from './seen.js'

export function securityGroup(group: EntityKinds['SecurityGroup'], seen: Seen): void {
  const what = entityLabel('Security group', group.groupId)
  mustBeId(what, 'sg', group.groupId)
  seen.id(`name of a security group in ${group.region}`, group.groupName, what)
  mustBeTagged(what, group.tags)
  for (const { ruleId, tags } of group.rules) {
    mustBeId(what, 'sgr', ruleId)
    seen.id('SecurityGroupRule', ruleId, what)
    mustBeTagged(what, tags)
  }
}

export function fixedResourceTags({ resourceId, tags }: EntityKinds['FixedResourceTags']): void {
  const what = entityLabel('The tags of', resourceId)
  must(/^(?:vpc|subnet)-0[0-9a-f]{16}$/.test(resourceId), what, 'its id is not valid')
  mustBeTagged(what, tags)
}

export function keyPair(pair: EntityKinds['KeyPair'], seen: Seen): void {
  const { keyPairId, region, keyName, keyType, fingerprint, publicKey } = pair
  const what = entityLabel('Key pair', keyName)
  mustBeId(what, 'key', keyPairId)
  must(keyName !== '', what, 'it has no name')
  mustParse(what, () => checkKeyName(keyName))
  seen.id(`name of a key pair in ${region}`, keyName, what)
  const key = importedKey(publicKey)
  must(key?.keyType === keyType && openSshLine(key) === publicKey, what, 'its public key is not valid')
  // SHA-1 of a private key: nobody can tell any more.
  const ofCreated = keyType === 'rsa' && /^(?:[0-9a-f]{2}:){19}[0-9a-f]{2}$/.test(fingerprint)
  const fits = ofCreated || (key !== undefined && fingerprint === fingerprintOfImported(key))
  must(fits, what, 'its fingerprint does not match its public key')
  seen.quota('KeyPair', EC2_QUOTA.KeyPairsPerAccount, what)
  for (const _ of pair.tags) seen.quota('tags of key pairs', EC2_QUOTA.KeyPairTagsPerAccount, what)
  mustHaveHappened(what, seen.now, { 'creation date': pair.createDate })
  mustBeTagged(what, pair.tags)
}

const mustBeId = (what: string, prefix: string, id: string): void =>
  must(id.startsWith(`${prefix}-`) && /^0[0-9a-f]{16}$/.test(id.slice(prefix.length + 1)), what, 'its id is not valid')

const mustBeTagged = (what: string, tags: readonly Tag[]): void => mustParse(what, () => checkedTags(tags))
