import type { Tag } from '../account/entities.js'
import { QUOTA } from '../account/quotas.js'
import { invalidInput, limitExceeded } from '../aws/aws-error.js'

const RESERVED = /^aws:/i

/** The first tag key that is AWS's own to set. Source: IAM User Guide, "Tags for IAM resources"; session tags alike. */
export const reservedTagKey = (tags: readonly Tag[] = []): string | undefined => tags.find(({ Key }) => RESERVED.test(Key))?.Key

/** The text is that of AWS's services at large; IAM's own was not found. */
export const RESERVED_TAG_KEY = 'aws: prefixed tag key names are not allowed for external use.'

/** Tag keys are unique ignoring case; a second value for a key replaces the first, keeping the key's new case. */
export function mergedTags(present: readonly Tag[], added: readonly Tag[] = []): Tag[] {
  if (reservedTagKey(added) !== undefined) throw invalidInput(RESERVED_TAG_KEY, 'reserved-tag')
  const fold = ({ Key }: Tag) => Key.toLowerCase()
  const names = new Set(added.map(fold))
  if (names.size < added.length) throw invalidInput('Duplicate tag keys found. Please note that Tag keys are case insensitive.')
  const merged = [...present.filter((tag) => !names.has(fold(tag))), ...added.map(({ Key, Value }) => ({ Key, Value }))]
  if (merged.length > QUOTA.TagsPerResource)
    throw limitExceeded('The number of tags has reached the maximum limit.', 'quota-tags')
  return merged
}

export function withoutTags(present: readonly Tag[], keys: readonly string[]): Tag[] {
  const gone = new Set(keys.map((key) => key.toLowerCase()))
  return present.filter(({ Key }) => !gone.has(Key.toLowerCase()))
}
