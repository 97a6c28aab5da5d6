import type { AccountView } from '../account/account.js'
import type { Tag } from '../account/entities.js'
import { notFound } from './not-found.js'
import type { Taggable } from './taggable.js'

/** The tags of something that a Region has from the start. */
export const fixedTags = (account: AccountView, resourceId: string): readonly Tag[] =>
  account.get('FixedResourceTags', resourceId)?.tags ?? []

/** How CreateTags and its siblings see one kind of these. */
export const fixedTaggable = (
  { type, code, noun }: { type: string; code: string; noun: string },
  idsOf: (accountId: string, region: string) => readonly string[],
): Taggable => ({
  type,
  prefix: type,
  all: (account, region) => idsOf(account.accountId, region).map((id) => ({ id, tags: fixedTags(account, id) })),
  find(account, region, id) {
    if (!idsOf(account.accountId, region).includes(id)) return undefined
    return {
      tags: fixedTags(account, id),
      put(draft, tags) {
        if (tags.length === 0) draft.delete('FixedResourceTags', id)
        else draft.put('FixedResourceTags', { resourceId: id, region, tags })
      },
    }
  },
  missing: (id) => notFound(code, noun, [id]),
})
