import type { Tag } from '../account/entities.js'
import { QUOTA } from '../account/quotas.js'
import { invalidInput, limitExceeded } from '../operations/aws-error.js'

/** Tag keys are unique ignoring case; a second value for a key replaces the first, keeping the key's new case. */
export function mergedTags(present: readonly Tag[], added: readonly Tag[] = []): Tag[] {
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
