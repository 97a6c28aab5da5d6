import type { Kind, Tag } from '../account/entities.js'
import { QUOTA } from '../account/quotas.js'
import { invalidInput, limitExceeded } from '../aws/aws-error.js'

const RESERVED = /^aws:/i

/** The first tag key that is AWS's own to set. Source: IAM User Guide, "Tags for IAM resources"; session tags alike. */
export const reservedTagKey = (tags: readonly Tag[] = []): string | undefined => tags.find(({ Key }) => RESERVED.test(Key))?.Key

/** The text is that of AWS's services at large; IAM's own was not found. */
export const RESERVED_TAG_KEY = 'aws: prefixed tag key names are not allowed for external use.'

/** Whose tag keys differ in more than case. Source: IAM User Guide, "Rules for tagging in IAM and AWS STS". */
const CASE_INSENSITIVE: ReadonlySet<Kind> = new Set<Kind>(['User', 'Role'])

const folding = (kind: Kind) => (key: string) => (CASE_INSENSITIVE.has(kind) ? key.toLowerCase() : key)

/**
 * Tag keys are unique: among those of users and roles ignoring case, among those of all other resources exactly. A second
 * value for a key replaces the first, keeping the key's new case. Throws InvalidInput for a key that comes twice.
 * Sources: IAM User Guide, "Rules for tagging in IAM and AWS STS"; recorded AWS replies to TagPolicy and TagUser.
 */
export function mergedTags(kind: Kind, present: readonly Tag[], added: readonly Tag[] = []): Tag[] {
  if (reservedTagKey(added) !== undefined) throw invalidInput(RESERVED_TAG_KEY, 'reserved-tag')
  const fold = folding(kind)
  const names = new Set(added.map(({ Key }) => fold(Key)))
  if (names.size < added.length) {
    const hint = CASE_INSENSITIVE.has(kind) ? ' Please note that Tag keys are case insensitive.' : ''
    throw invalidInput(`Duplicate tag keys found.${hint}`)
  }
  const merged = [...present.filter(({ Key }) => !names.has(fold(Key))), ...added.map(({ Key, Value }) => ({ Key, Value }))]
  if (merged.length > QUOTA.TagsPerResource)
    throw limitExceeded('The number of tags has reached the maximum limit.', 'quota-tags')
  return merged
}

export function withoutTags(kind: Kind, present: readonly Tag[], keys: readonly string[]): Tag[] {
  const fold = folding(kind)
  const gone = new Set(keys.map(fold))
  return present.filter(({ Key }) => !gone.has(fold(Key)))
}
