import { type AccountView, accountTime, type Entity } from '../account/account.js'
import { assumedRoleArn, roleArn } from '../account/arns.js'
import type { Caller, SessionFacts } from '../account/caller.js'
import { roleNamed } from '../account/named.js'
import type { Reason } from '../account/reasons.js'
import { shownTrustPolicy } from '../account/trust-policies.js'
import { evaluating, type PolicySet } from '../authorization/evaluate.js'
import type { AuthorizationRequest } from '../authorization/types.js'
import { accessDenied, validationError } from '../aws/aws-error.js'
import type { AssumeRoleRequest } from '../aws/model/sts.types.js'
import { inPieces } from '../bounds/turn.js'
import { credentialsOf, issueSession } from '../credentials/session-token.js'
import { requestTagContext, tagContext } from '../iam/tag-context.js'
import { unauthorized } from '../runner/authorize.js'
import { type Context, operation } from '../runner/operation.js'
import { policySetOf } from '../runner/policy-set.js'
import { requestContext } from '../runner/request-context.js'
import { packedPolicySize, roleArnParts, sessionPolicies, sessionTags } from './session-policies.js'
import { guessesCode, spendOwnCode } from './spend-code.js'

const DEFAULT_SECONDS = 3600
const CHAINED_SECONDS = 3600

/** The role that an ARN names exactly, path included. */
export function roleByArn(account: AccountView, arn: string): Entity<'Role'> | undefined {
  const role = roleNamed(account, roleArnParts(arn).roleName)
  return role && roleArn(account.accountId, role) === arn ? role : undefined
}

/** Longer than the role, or its chain, allows. Source: public STS conformance findings (texts and order). */
export function sessionSeconds(role: Entity<'Role'>, wanted: number | undefined, chained: boolean): number {
  const seconds = wanted ?? DEFAULT_SECONDS
  if (seconds > role.maxSessionDuration) {
    throw validationError('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.', 'duration-role')
  }
  if (chained && seconds > CHAINED_SECONDS) {
    throw validationError(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
      'duration-chain',
    )
  }
  return seconds
}

/**
 * Returns temporary credentials of a role that trusts the caller. They last from 15 minutes to the role's maximum, one hour
 * by default, and at most one hour in a chain. The MFA code is spent before anything else. The error is the same sentence
 * for missing trust, a missing permission, a wrong external ID, and an unknown role. A success across accounts is an event
 * in both. Errors: AccessDenied, Throttling (codes are guessed), ValidationError, MalformedPolicyDocument,
 * PackedPolicyTooLarge, InvalidParameterValue.
 * @differs Only roles in accounts on this server can be assumed.
 * Source: STS API Reference, "AssumeRole"; public STS conformance findings.
 */
export const AssumeRole = operation('sts', 'AssumeRole', {
  needs: 'none',
  guesses(context) {
    const { type } = context.caller
    return type === 'Root' || type === 'FederatedUser' ? undefined : guessesCode(context)
  },
  spend(context) {
    const { caller, input } = context
    if (caller.type === 'Root') throw accessDenied('Roles may not be assumed by root accounts.', 'root')
    if (caller.type === 'FederatedUser') throw denied(caller, 'sts:AssumeRole', input.RoleArn, 'federated-session')
    roleArnParts(input.RoleArn)
    return spendOwnCode(context)
  },
  async prepare(context) {
    const { account, caller, input, otherAccount, spent } = context
    const { accountId } = roleArnParts(input.RoleArn)
    const other = accountId === account.accountId ? undefined : await otherAccount(accountId)
    const { target, role } = assumed(context, other)
    await authorizeAssumption(context, target, role, sessionTags(input, inheritedBy(caller)), Boolean(spent))
    return other
  },
  handle(context) {
    const { caller, input, prepared, realNow, random, spent } = context
    const { target, role } = assumed(context, prepared)
    const inherited = inheritedBy(caller)
    const tags = sessionTags(input, inherited)
    const seconds = sessionSeconds(role, input.DurationSeconds, caller.credential.kind === 'role')
    const sourceIdentity = sourceIdentityOf(input, inherited)
    const policies = sessionPolicies(target, input)
    // A session ages on the clock of the account that it is in.
    const now = accountTime(target, realNow)
    const size = packedPolicySize(input)
    const issued = issueSession({
      account: target,
      principalId: role.roleId,
      kind: 'role',
      name: input.RoleSessionName,
      facts: { ...(policies ? { policies } : {}), ...tags, ...(sourceIdentity ? { sourceIdentity } : {}) },
      mfaAuthenticatedAt: spent ? now : undefined,
      durationSeconds: seconds,
      now,
      random,
    })
    return {
      Credentials: credentialsOf(issued),
      AssumedRoleUser: {
        AssumedRoleId: `${role.roleId}:${input.RoleSessionName}`,
        Arn: assumedRoleArn(target.accountId, role.roleName, input.RoleSessionName),
      },
      ...(size === undefined ? {} : { PackedPolicySize: size }),
      ...(sourceIdentity === undefined ? {} : { SourceIdentity: sourceIdentity }),
    }
  },
  alsoIn: ({ RoleArn }) => roleArnParts(RoleArn).accountId,
  result: ({ Credentials, AssumedRoleUser, PackedPolicySize, SourceIdentity }) => ({
    credentials: { accessKeyId: Credentials?.AccessKeyId, expiration: Credentials?.Expiration },
    assumedRoleUser: { assumedRoleId: AssumedRoleUser?.AssumedRoleId, arn: AssumedRoleUser?.Arn },
    ...(PackedPolicySize === undefined ? {} : { packedPolicySize: PackedPolicySize }),
    ...(SourceIdentity === undefined ? {} : { sourceIdentity: SourceIdentity }),
  }),
})

/** The role, in the caller's account or in another one. Throws AccessDenied. */
function assumed({ account, caller, input }: Context<AssumeRoleRequest>, other: AccountView | undefined) {
  const target = roleArnParts(input.RoleArn).accountId === account.accountId ? account : other
  const role = target && roleByArn(target, input.RoleArn)
  if (!target || !role) throw denied(caller, 'sts:AssumeRole', input.RoleArn, 'unknown-role')
  return { target, role }
}

const inheritedBy = (caller: Caller): SessionFacts => (caller.type === 'AssumedRole' ? caller.session : {})

/** STS gives no reason. Source: public STS conformance findings. */
const sentence = (caller: Caller, action: string, resource: string): string =>
  `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource}`

const denied = (caller: Caller, action: string, resource: string, reason: Reason) =>
  accessDenied(sentence(caller, action, resource), reason)

function sourceIdentityOf({ SourceIdentity: wanted }: AssumeRoleRequest, inherited: SessionFacts): string | undefined {
  const { sourceIdentity: present } = inherited
  if (present !== undefined && wanted !== undefined && wanted !== present) {
    throw validationError('The source identity is already set for this assume role session', 'source-identity')
  }
  return present ?? wanted
}

/** sts:AssumeRole, and sts:TagSession and sts:SetSourceIdentity where tags and a source identity are passed. */
async function authorizeAssumption(
  context: Context<AssumeRoleRequest>,
  target: AccountView,
  role: Entity<'Role'>,
  tags: Pick<SessionFacts, 'tags' | 'transitiveTagKeys'>,
  mfa: boolean,
): Promise<void> {
  const { account, caller, input } = context
  const policies: PolicySet = {
    ...policySetOf(account, caller),
    trust: { name: `trust policy of ${role.roleName}`, document: shownTrustPolicy(target, role) },
  }
  const actions = [
    'sts:AssumeRole',
    ...(tags.tags ? ['sts:TagSession'] : []),
    ...(input.SourceIdentity === undefined ? [] : ['sts:SetSourceIdentity']),
  ]
  for (const action of actions) {
    const request: AuthorizationRequest = {
      principal: caller.arn,
      principalAccount: caller.accountId,
      action,
      resource: input.RoleArn,
      resourceAccount: target.accountId,
      context: {
        ...requestContext(context as Context<never>, { context: assumptionContext(input, role, tags) }, 'sts:AssumeRole'),
        ...(mfa ? { 'aws:multifactorauthpresent': 'true', 'aws:multifactorauthage': '0' } : {}),
      },
    }
    const decision = await inPieces(evaluating(policies, request))
    if (decision.effect !== 'allowed') {
      throw await unauthorized(sentence(caller, action, input.RoleArn), policies, request, decision)
    }
  }
}

/** The keys of an AssumeRole request. Source: Service Authorization Reference, "AWS STS". */
function assumptionContext(
  input: AssumeRoleRequest,
  role: Entity<'Role'>,
  { tags, transitiveTagKeys }: Pick<SessionFacts, 'tags' | 'transitiveTagKeys'>,
): Record<string, string | string[]> {
  return {
    ...tagContext(role.tags),
    ...requestTagContext(tags ? [...tags] : []),
    'sts:RoleSessionName': input.RoleSessionName,
    ...(input.ExternalId === undefined ? {} : { 'sts:ExternalId': input.ExternalId }),
    ...(input.SourceIdentity === undefined ? {} : { 'sts:SourceIdentity': input.SourceIdentity }),
    ...(transitiveTagKeys ? { 'sts:TransitiveTagKeys': [...transitiveTagKeys] } : {}),
  }
}
