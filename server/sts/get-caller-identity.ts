import { query } from '../runner/operation.js'

/**
 * Says who signed the request. It needs no permission, and no deny blocks it. Needs no permission, and no deny blocks it.
 * Source: STS API Reference, "GetCallerIdentity".
 */
export const GetCallerIdentity = query('sts', 'GetCallerIdentity', {
  needs: 'none',
  handle: ({ caller }) => ({ UserId: caller.userId, Account: caller.accountId, Arn: caller.arn }),
})
