import type { EntityKinds, Tag } from '../../../account/entities.js'
import { checkedTags } from '../../../ec2/tags.js'
import { entityLabel, must, mustParse } from './findings.js'
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

const mustBeId = (what: string, prefix: string, id: string): void =>
  must(id.startsWith(`${prefix}-`) && /^0[0-9a-f]{16}$/.test(id.slice(prefix.length + 1)), what, 'its id is not valid')

const mustBeTagged = (what: string, tags: readonly Tag[]): void => mustParse(what, () => checkedTags(tags))
