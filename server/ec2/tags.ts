import type { Tag } from '../account/entities.js'
import { QUOTA } from '../account/quotas.js'
import { type AwsError, invalidParameterValue } from '../aws/aws-error.js'
import { ec2Error } from '../aws/ec2-errors.js'
import type { Tag as GivenTag, TagSpecification } from '../aws/model/ec2.types.js'

/** Source: Amazon EC2 User Guide, "Tag restrictions". */
const MAX_KEY = 128
const MAX_VALUE = 256

/**
 * The tags of a request, checked: a key in each, none twice, none of AWS's own. Throws InvalidParameterValue and
 * TagLimitExceeded. Sources: Amazon EC2 User Guide, "Tag restrictions"; public replies.
 */
export function checkedTags(given: readonly GivenTag[] = []): Tag[] {
  const tags = given.map(({ Key = '', Value = '' }) => ({ Key, Value }))
  const keys = new Set<string>()
  for (const { Key, Value } of tags) {
    if (Key === '') throw invalidParameterValue('Tag keys may not be empty.')
    if (/^aws:/i.test(Key)) {
      throw ec2Error('InvalidParameterValue', "Tag keys starting with 'aws:' are reserved for internal use", 'reserved-tag')
    }
    if (Key.length > MAX_KEY) throw invalidParameterValue(`Tag key exceeds the maximum length of ${MAX_KEY} characters`)
    if (Value.length > MAX_VALUE) throw invalidParameterValue(`Tag value exceeds the maximum length of ${MAX_VALUE} characters`)
    if (keys.has(Key)) throw invalidParameterValue(`Duplicate tag key '${Key}' specified.`)
    keys.add(Key)
  }
  return withinQuota(tags)
}

/**
 * The tags that a resource is created with, in the order of their keys. `types`: the resource types that the operation
 * creates. Throws InvalidParameterValue.
 */
export function tagsAtCreation(
  specifications: readonly TagSpecification[] = [],
  type: string,
  types: readonly string[] = [type],
): Tag[] {
  const tags: Tag[] = []
  for (const { ResourceType: wanted = '', Tags = [] } of specifications) {
    if (wanted === '') throw invalidParameterValue('Tag specification resource type must have a value')
    if (!types.includes(wanted)) {
      throw invalidParameterValue(`'${wanted}' is not a valid taggable resource type for this operation.`)
    }
    if (Tags.length === 0) throw invalidParameterValue('Tag specification must have at least one tag')
    const checked = checkedTags(Tags)
    if (wanted === type) tags.push(...checked)
  }
  return mergedTags([], checkedTags(tags))
}

/** With the added tags, which replace those of their keys; in the order of the keys. Throws TagLimitExceeded. */
export function mergedTags(present: readonly Tag[], added: readonly Tag[]): Tag[] {
  const merged = new Map([...present, ...added].map(({ Key, Value }) => [Key, Value]))
  const tags = [...merged].map(([Key, Value]) => ({ Key, Value }))
  return withinQuota(tags.sort((a, b) => (a.Key < b.Key ? -1 : 1)))
}

function withinQuota(tags: Tag[]): Tag[] {
  if (tags.length <= QUOTA.TagsPerResource) return tags
  throw tagLimitExceeded(QUOTA.TagsPerResource)
}

/** Source: public replies. */
export const tagLimitExceeded = (limit: number): AwsError =>
  ec2Error('TagLimitExceeded', 'The maximum number of Tags for a resource has been reached.', 'quota-tags', { limit })
