import { operation, query } from '../operations/operation.js'
import { findUser, onUser, requestTagContext } from './lookups.js'
import { page } from './pagination.js'
import { mergedTags, withoutTags } from './tags.js'

/** Adds or replaces tags. Limit: 50. Errors: NoSuchEntity, LimitExceeded. Source: IAM API Reference, "TagUser". */
export const TagUser = operation('iam', 'TagUser', {
  needs: ({ account, caller, input }) => onUser(account, caller, input.UserName, { context: requestTagContext(input.Tags) }),
  handle({ account, input }) {
    const user = findUser(account, input.UserName)
    account.put('User', { ...user, tags: mergedTags(user.tags, input.Tags) })
  },
})

/** Removes tags; unknown keys are ignored. Errors: NoSuchEntity. Source: IAM API Reference, "UntagUser". */
export const UntagUser = operation('iam', 'UntagUser', {
  needs: ({ account, caller, input }) => onUser(account, caller, input.UserName, { context: { 'aws:TagKeys': input.TagKeys } }),
  handle({ account, input }) {
    const user = findUser(account, input.UserName)
    account.put('User', { ...user, tags: withoutTags(user.tags, input.TagKeys) })
  },
})

/** Tags in order of key. Errors: NoSuchEntity. Source: IAM API Reference, "ListUserTags". */
export const ListUserTags = query('iam', 'ListUserTags', {
  needs: ({ account, caller, input }) => onUser(account, caller, input.UserName),
  handle({ account, input }) {
    const tags = [...findUser(account, input.UserName).tags].sort((a, b) => (a.Key < b.Key ? -1 : 1))
    const { items, ...rest } = page(tags, input, (tag) => tag.Key)
    return { Tags: items, ...rest }
  },
})

export const userTagOperations = [TagUser, UntagUser, ListUserTags]
