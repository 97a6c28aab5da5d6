import { query } from '../operations/operation.js'

/** Who signed. Needs no permission, and no deny blocks it. Source: STS API Reference, "GetCallerIdentity". */
export const GetCallerIdentity = query('sts', 'GetCallerIdentity', {
  needs: 'none',
  handle: ({ caller }) => ({ UserId: caller.userId, Account: caller.accountId, Arn: caller.arn }),
})
