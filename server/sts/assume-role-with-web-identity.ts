import { createLocalJWKSet, decodeJwt, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose'
import type { AccountView, Entity } from '../account/account.js'
import { assumedRoleArn, oidcProviderArn } from '../account/arns.js'
import type { Instant } from '../account/ports.js'
import type { FederationReason } from '../account/reasons.js'
import type { Facts } from '../account/request-record.js'
import { shownTrustPolicy } from '../account/trust-policies.js'
import { evaluate, type PolicySet } from '../authorization/evaluate.js'
import type { AuthorizationRequest } from '../authorization/types.js'
import { AwsError, accessDenied } from '../aws/aws-error.js'
import type { AssumeRoleWithWebIdentityRequest } from '../aws/model/sts.types.js'
import { credentialsOf, issueSession } from '../credentials/session-token.js'
import { withoutScheme } from '../iam/oidc-providers.js'
import { unauthorizedAtOnce } from '../runner/authorize.js'
import { type Context, operation, type PrepareServices } from '../runner/operation.js'
import { requestContext } from '../runner/request-context.js'
import { roleByArn, sessionSeconds } from './assume-role.js'
import { packedPolicySize, sessionPolicies } from './session-policies.js'

const refused = (code: string, httpStatus: number, message: string, reason: FederationReason, facts?: Facts) =>
  new AwsError({ code, httpStatus, message, reason, facts })
const invalidToken = (message: string, reason: FederationReason, facts?: Facts) =>
  refused('InvalidIdentityToken', 400, message, reason, facts)

/** Same sentence for an unknown role and one that does not trust the identity. Source: public reports. */
const NOT_AUTHORIZED = 'Not authorized to perform sts:AssumeRoleWithWebIdentity'

interface VerifiedIdentity {
  provider: Entity<'OpenIDConnectProvider'>
  claims: JWTPayload & { sub: string }
  audience: string
}

/**
 * Returns temporary credentials of a role for a token from an OpenID Connect provider that the account registered. The
 * request isn't signed. The token's signature, issuer, audience, and time are verified with the provider's own keys. Errors:
 * AccessDenied, InvalidIdentityToken, IDPCommunicationError, ExpiredTokenException, ValidationError.
 * @differs Providers are asked for their keys only on loopback.
 * Source: STS API Reference, "AssumeRoleWithWebIdentity"; messages from public reports.
 */
export const AssumeRoleWithWebIdentity = operation('sts', 'AssumeRoleWithWebIdentity', {
  needs: 'none',
  prepare: ({ account, input, realNow, fetchJson }) => verified(account, input.WebIdentityToken, realNow, fetchJson),
  handle(context) {
    const { account, input, now, random, prepared } = context
    const role = roleByArn(account, input.RoleArn)
    if (!role) throw accessDenied(NOT_AUTHORIZED, 'unknown-role')
    authorizeIdentity(context, role, prepared)
    const policies = sessionPolicies(account, input)
    const size = packedPolicySize(input)
    const issued = issueSession({
      account,
      principalId: role.roleId,
      kind: 'role',
      name: input.RoleSessionName,
      facts: { ...(policies ? { policies } : {}), federatedProvider: prepared.provider.arn },
      mfaAuthenticatedAt: undefined,
      durationSeconds: sessionSeconds(role, input.DurationSeconds, false),
      now,
      random,
    })
    return {
      Credentials: credentialsOf(issued),
      SubjectFromWebIdentityToken: prepared.claims.sub,
      AssumedRoleUser: {
        AssumedRoleId: `${role.roleId}:${input.RoleSessionName}`,
        Arn: assumedRoleArn(account.accountId, role.roleName, input.RoleSessionName),
      },
      ...(size === undefined ? {} : { PackedPolicySize: size }),
      Provider: prepared.provider.arn,
      Audience: prepared.audience,
    }
  },
  result: ({ Credentials, AssumedRoleUser, SubjectFromWebIdentityToken, PackedPolicySize, Provider, Audience }) => ({
    credentials: { accessKeyId: Credentials?.AccessKeyId, expiration: Credentials?.Expiration },
    assumedRoleUser: { assumedRoleId: AssumedRoleUser?.AssumedRoleId, arn: AssumedRoleUser?.Arn },
    subjectFromWebIdentityToken: SubjectFromWebIdentityToken,
    ...(PackedPolicySize === undefined ? {} : { packedPolicySize: PackedPolicySize }),
    provider: Provider,
    audience: Audience,
  }),
})

/** The token checked for real: its issuer is registered, the issuer's key signed it, it is for us, and it is in time. */
async function verified(
  account: AccountView,
  token: string,
  now: Instant,
  fetchJson: PrepareServices['fetchJson'],
): Promise<VerifiedIdentity> {
  const issuer = issuerOf(token)
  const provider = account.get('OpenIDConnectProvider', oidcProviderArn(account.accountId, withoutScheme(issuer)))
  if (!provider) {
    throw invalidToken(`No OpenIDConnect provider found in your account for ${issuer}`, 'unknown-provider')
  }
  const keys = await keysOf(issuer, fetchJson)
  try {
    const { payload } = await jwtVerify(token, createLocalJWKSet(keys), {
      issuer,
      currentDate: new Date(now),
      algorithms: ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512'],
    })
    const audience = [payload.aud].flat().find((one) => one !== undefined && provider.clientIds.includes(one))
    if (audience === undefined) throw invalidToken('Incorrect token audience', 'audience')
    if (typeof payload.sub !== 'string')
      throw invalidToken(
        'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
        'subject',
      )
    return { provider, claims: { ...payload, sub: payload.sub }, audience }
  } catch (error) {
    throw refusalOf(error)
  }
}

function issuerOf(token: string): string {
  try {
    const { iss } = decodeJwt(token)
    if (typeof iss === 'string' && URL.canParse(iss)) return iss
  } catch {
    // Not a token: refused below.
  }
  throw invalidToken('The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)', 'no-jwt')
}

/** A slash at the end of the issuer is left out here, and only here. Source: OpenID Connect Discovery 1.0, section 4. */
async function keysOf(issuer: string, fetchJson: PrepareServices['fetchJson']): Promise<JSONWebKeySet> {
  const configuration = (await fetchJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)) as
    | { jwks_uri?: unknown }
    | undefined
  const uri = configuration?.jwks_uri
  const keys = typeof uri === 'string' && URL.canParse(uri) ? await fetchJson(uri) : undefined
  if (typeof keys === 'object' && keys !== null && 'keys' in keys && Array.isArray(keys.keys)) return keys as JSONWebKeySet
  throw refused(
    'IDPCommunicationError',
    400,
    "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
    'no-keys',
  )
}

function refusalOf(error: unknown): Error {
  if (error instanceof AwsError) return error
  if (error instanceof errors.JWTExpired) {
    return refused('ExpiredTokenException', 400, 'Token expired: the exp claim is in the past', 'token-expired')
  }
  if (error instanceof errors.JOSEError)
    return invalidToken('Token signature or claims are invalid', 'token-invalid', { check: error.code })
  return error instanceof Error ? error : new Error(String(error))
}

/**
 * The claims as condition keys; a claim that is a list, such as `amr`, has several values.
 * Source: IAM User Guide, "Available keys for AWS web identity federation".
 */
function claimKeys(prefix: string, claims: JWTPayload): Record<string, string | string[]> {
  const keys: Record<string, string | string[]> = {}
  for (const [name, value] of Object.entries(claims)) {
    if (typeof value === 'string') keys[`${prefix}:${name}`] = value
    else if (Array.isArray(value)) {
      const texts = value.filter((item): item is string => typeof item === 'string')
      if (texts.length > 0) keys[`${prefix}:${name}`] = texts
    }
  }
  return keys
}

/** The role's trust policy, asked with the provider as principal and the token's claims as keys. */
function authorizeIdentity(
  context: Context<AssumeRoleWithWebIdentityRequest>,
  role: Entity<'Role'>,
  { provider, claims, audience }: VerifiedIdentity,
): void {
  const { account, input } = context
  const policies: PolicySet = {
    identity: [],
    trust: { name: `trust policy of ${role.roleName}`, document: shownTrustPolicy(account, role) },
  }
  const keys: Record<string, string | string[]> = {
    ...claimKeys(provider.url, claims),
    [`${provider.url}:aud`]: audience,
    'aws:FederatedProvider': provider.arn,
    'sts:RoleSessionName': input.RoleSessionName,
  }
  const request: AuthorizationRequest = {
    principal: provider.arn,
    principalAccount: account.accountId,
    action: 'sts:AssumeRoleWithWebIdentity',
    resource: input.RoleArn,
    resourceAccount: account.accountId,
    context: requestContext(context as Context<never>, { context: keys }, 'sts:AssumeRoleWithWebIdentity'),
  }
  const decision = evaluate(policies, request)
  if (decision.effect !== 'allowed') throw unauthorizedAtOnce(NOT_AUTHORIZED, policies, request, decision)
}
