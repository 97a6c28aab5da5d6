import type { AccountView, Entity } from '../account/account.js'
import type { Caller, SessionFacts } from '../account/caller.js'
import type { PolicySet, PolicySource } from '../authorization/evaluate.js'
import { identityPoliciesOf, managedPolicyDocument, rolePoliciesOf } from '../policies/principal-policies.js'

/** Root's own session policies are all that limits a federated session that root made. */
const ALL_FOR_ROOT: PolicySource = {
  name: 'root user',
  document: JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }),
}

/** All policies of the caller: identity, boundary, session. Root has none; who is anonymous has none. */
export function policySetOf(account: AccountView, caller: Caller): PolicySet {
  switch (caller.type) {
    case 'IAMUser':
      return ofUser(account, account.get('User', caller.userId))
    case 'AssumedRole': {
      const role = account.get('Role', caller.roleId)
      return {
        identity: role ? rolePoliciesOf(account, role) : [],
        ...boundaryOf(account, role?.permissionsBoundary),
        ...sessionOf(account, caller.session),
      }
    }
    case 'FederatedUser': {
      const issuer: PolicySet =
        caller.issuerId === account.accountId
          ? { identity: [ALL_FOR_ROOT] }
          : ofUser(account, account.get('User', caller.issuerId))
      // Without session policies a federated user may do nothing. Source: STS API Reference, "GetFederationToken".
      return { ...issuer, session: [], ...sessionOf(account, caller.session) }
    }
    case 'Root':
    case 'Anonymous':
      return { identity: [] }
  }
}

const ofUser = (account: AccountView, user: Entity<'User'> | undefined): PolicySet => ({
  identity: user ? identityPoliciesOf(account, user) : [],
  ...boundaryOf(account, user?.permissionsBoundary),
})

function boundaryOf(account: AccountView, arn: string | undefined): Pick<PolicySet, 'boundary'> {
  if (arn === undefined) return {}
  const found = managedPolicyDocument(account, arn)
  return found ? { boundary: { ...found, arn } } : {}
}

function sessionOf(account: AccountView, { policies }: SessionFacts): Pick<PolicySet, 'session'> {
  if (policies === undefined) return {}
  const session = policies.flatMap((policy): PolicySource[] => {
    if ('document' in policy) return [{ name: 'session policy', document: policy.document }]
    const found = managedPolicyDocument(account, policy.arn)
    return found ? [{ ...found, arn: policy.arn }] : []
  })
  return { session }
}
