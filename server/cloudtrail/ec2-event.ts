import { ec2Name } from '../aws/model/ec2-name.js'
import { modelOf, type Shape } from '../aws/model/model.js'

/**
 * EC2's events show requests in its own older form: a list is `{ items: [...] }` under a name with `Set`, and each of its
 * values has a name. Sources: AWS CloudTrail User Guide, "CloudTrail log file examples"; public records of EC2.
 */
export function ec2Parameters(operation: string, params: Record<string, unknown>): Record<string, unknown> {
  const model = modelOf('ec2')
  const shape = model.shapes[model.operations[operation]?.input ?? '']
  return shownMembers(shape, params, true)
}

/** By the name in a request, where it isn't that with a small first letter and `Set`. */
const SETS: Readonly<Record<string, readonly [set: string, item: string]>> = {
  InstanceId: ['instancesSet', 'instanceId'],
  ImageId: ['imagesSet', 'imageId'],
  ResourceId: ['resourcesSet', 'resourceId'],
  KeyName: ['keySet', 'keyName'],
  KeyPairId: ['keyPairIdSet', 'keyPairId'],
  GroupId: ['securityGroupIdSet', 'groupId'],
  GroupName: ['securityGroupSet', 'groupName'],
  SecurityGroupId: ['groupSet', 'groupId'],
  SecurityGroup: ['groupSet', 'groupName'],
  SecurityGroupRuleId: ['securityGroupRuleIds', 'securityGroupRuleId'],
  Owner: ['ownersSet', 'owner'],
  Value: ['valueSet', 'value'],
  IpPermissions: ['ipPermissions', ''],
  Groups: ['groups', ''],
  IpRanges: ['ipRanges', ''],
  Ipv6Ranges: ['ipv6Ranges', ''],
  PrefixListIds: ['prefixListIds', ''],
}

function shownMembers(shape: Shape | undefined, value: object, top = false): Record<string, unknown> {
  const { shapes } = modelOf('ec2')
  const given = new Map(Object.entries(value).map(([name, one]) => [top ? name : lowerFirst(name), one]))
  return Object.fromEntries(
    Object.entries(shape?.members ?? {}).flatMap(([member, ref]) => {
      const one = given.get(lowerFirst(member))
      if (one === undefined) return []
      const name = ec2Name(member, ref)
      const inner = shapes[ref.shape]
      if (!Array.isArray(one)) return [[lowerFirst(name), shown(inner, one)]]
      const [set = `${lowerFirst(name)}Set`, item = lowerFirst(name)] = SETS[name] ?? []
      return [[set, { items: one.map((each) => itemOf(shapes[inner?.member?.shape ?? ''], each, item)) }]]
    }),
  )
}

const itemOf = (shape: Shape | undefined, value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? shown(shape, value) : { [name]: value }

const shown = (shape: Shape | undefined, value: unknown): unknown =>
  typeof value === 'object' && value !== null ? shownMembers(shape, value) : value

const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1)
