import type { AccountView, Draft } from '../account/account.js'
import type { Tag } from '../account/entities.js'
import type { AwsError } from '../aws/aws-error.js'

/** A resource, with its tags. */
export interface Tagged {
  tags: readonly Tag[]
  /** Its condition keys beyond those of its tags. */
  keys?: Record<string, string>
  /** Gives it other tags. It may throw TagLimitExceeded. */
  put(draft: Draft, tags: readonly Tag[]): void
}

/** A type of resource that has tags, as CreateTags, DeleteTags, and DescribeTags see it. */
export interface Taggable {
  /** `security-group`: in ARNs and in `resource-type`. */
  type: string
  /** Of its ids: `sg`. */
  prefix: string
  /** All of a Region. */
  all(account: AccountView, region: string): Iterable<{ id: string; tags: readonly Tag[] }>
  /** Undefined for a resource that isn't in the Region. */
  find(account: AccountView, region: string, id: string): Tagged | undefined
  missing(id: string): AwsError
  /** What holds for all of them together, looked at once after all changes of a call. Throws TagLimitExceeded. */
  checkAll?(account: AccountView): void
  /** What stands in the ARN, if that isn't the id. */
  arnNameOf?(account: AccountView, region: string, id: string): string | undefined
}
