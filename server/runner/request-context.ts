import type { AccountView } from '../account/account.js'
import { roleArn } from '../account/arns.js'
import type { Caller } from '../account/caller.js'
import type { Tag } from '../account/entities.js'
import { isoTime } from '../account/iso-time.js'
import type { RequestContext } from '../authorization/types.js'
import type { Context, Need } from './operation.js'

type Values = Record<string, string | string[]>

/**
 * The condition keys of a request, lower-case: global ones, the principal's, the credential's, and the operation's own.
 * Source: IAM User Guide, "AWS global condition context keys".
 */
export function requestContext(
  { account, caller, now, request }: Context<never>,
  need: Pick<Need, 'context'>,
  action: string,
): RequestContext {
  const context: Values = {
    'aws:currenttime': isoTime(now),
    'aws:epochtime': String(Math.floor(now / 1000)),
    'aws:requestedregion': request.region,
    'aws:securetransport': String(request.secureTransport),
    'aws:sourceip': request.sourceIp,
    'aws:useragent': request.userAgent,
    'aws:viaawsservice': 'false',
  }
  if (request.referer) context['aws:referer'] = request.referer
  if (action.startsWith('ec2:')) context['ec2:region'] = request.region
  addPrincipal(context, account, caller)
  addCredential(context, caller, now)
  for (const [key, value] of Object.entries(need.context ?? {})) context[key.toLowerCase()] = value
  return context
}

/** Where a key's value came from, in words, for explanations. */
export function originOf(key: string): string {
  const folded = key.toLowerCase()
  if (folded === 'aws:currenttime' || folded === 'aws:epochtime') return 'the account’s clock'
  if (
    folded === 'aws:tokenissuetime' ||
    folded.startsWith('aws:multifactorauth') ||
    /^ec2:(roledelivery|sourceinstancearn)$/.test(folded)
  )
    return 'the credentials that signed'
  if (folded.startsWith('aws:principal') || /^aws:(userid|username|sourceidentity|federatedprovider)$/.test(folded)) {
    return 'the principal'
  }
  if (/^(?:aws|iam|ec2):resourcetag\//.test(folded)) return 'the resource’s tags'
  if (/^(?:aws:(?:requestedregion|securetransport|sourceip|useragent|referer|viaawsservice)|ec2:region)$/.test(folded))
    return 'the connection'
  return 'the request’s parameters'
}

const NAMES = new Map(
  [
    'aws:CurrentTime',
    'aws:EpochTime',
    'aws:RequestedRegion',
    'aws:SecureTransport',
    'aws:SourceIp',
    'aws:UserAgent',
    'aws:ViaAWSService',
    'aws:Referer',
    'aws:PrincipalAccount',
    'aws:PrincipalArn',
    'aws:PrincipalType',
    'aws:SourceIdentity',
    'aws:FederatedProvider',
    'aws:MultiFactorAuthPresent',
    'aws:MultiFactorAuthAge',
    'aws:TokenIssueTime',
    'aws:TagKeys',
    'ec2:RoleDelivery',
    'ec2:SourceInstanceARN',
    'iam:PolicyARN',
    'iam:PermissionsBoundary',
    'iam:PassedToService',
    'iam:AWSServiceName',
    'ec2:CreateAction',
    'ec2:KeyPairName',
    'ec2:KeyPairType',
    'ec2:Region',
    'sts:ExternalId',
    'sts:RoleSessionName',
    'sts:SourceIdentity',
    'sts:TransitiveTagKeys',
  ].map((name) => [name.toLowerCase(), name]),
)
const TAG_NAMES: readonly [RegExp, string][] = [
  [/^aws:principaltag\//, 'aws:PrincipalTag/'],
  [/^aws:requesttag\//, 'aws:RequestTag/'],
  [/^aws:resourcetag\//, 'aws:ResourceTag/'],
  [/^iam:resourcetag\//, 'iam:ResourceTag/'],
  [/^ec2:resourcetag\//, 'ec2:ResourceTag/'],
]

/** A key as AWS writes it; keys ignore case and are kept in lower case. */
export function shownKey(key: string): string {
  const [pattern, prefix] = TAG_NAMES.find(([start]) => start.test(key)) ?? []
  return NAMES.get(key) ?? (pattern && prefix ? key.replace(pattern, prefix) : key)
}

function addPrincipal(context: Values, account: AccountView, caller: Caller): void {
  context['aws:principalaccount'] = caller.accountId
  context['aws:userid'] = caller.userId
  context['aws:principalarn'] = caller.arn
  switch (caller.type) {
    case 'Root':
      context['aws:principaltype'] = 'Account'
      break
    case 'IAMUser':
      context['aws:principaltype'] = 'User'
      context['aws:username'] = caller.userName
      addTags(context, account.get('User', caller.userId)?.tags ?? [])
      break
    case 'AssumedRole': {
      const role = account.get('Role', caller.roleId)
      context['aws:principaltype'] = 'AssumedRole'
      if (role) context['aws:principalarn'] = roleArn(account.accountId, role)
      // A session's own tag wins over the role's. Source: IAM User Guide, "Passing session tags in AWS STS".
      addTags(context, [...(role?.tags ?? []), ...(caller.session.tags ?? [])])
      if (caller.session.sourceIdentity) context['aws:sourceidentity'] = caller.session.sourceIdentity
      if (caller.session.federatedProvider) context['aws:federatedprovider'] = caller.session.federatedProvider
      if (caller.session.instance) {
        context['ec2:sourceinstancearn'] = caller.session.instance.arn
        context['ec2:roledelivery'] = caller.session.instance.roleDelivery
      }
      break
    }
    case 'FederatedUser':
      context['aws:principaltype'] = 'FederatedUser'
      addTags(context, [...(account.get('User', caller.issuerId)?.tags ?? []), ...(caller.session.tags ?? [])])
      break
    case 'Anonymous':
      for (const key of ['aws:principalaccount', 'aws:userid', 'aws:principalarn']) delete context[key]
  }
}

function addTags(context: Values, tags: readonly Tag[]): void {
  for (const { Key, Value } of tags) context[`aws:principaltag/${Key.toLowerCase()}`] = Value
}

function addCredential(context: Values, { credential }: Caller, now: number): void {
  if (credential.kind === 'long-term') return
  context['aws:multifactorauthpresent'] = String(credential.mfaPresent ?? false)
  if (credential.issuedAt !== undefined) context['aws:tokenissuetime'] = isoTime(credential.issuedAt)
  if (credential.mfaAuthenticatedAt !== undefined) {
    context['aws:multifactorauthage'] = String(Math.max(0, Math.floor((now - credential.mfaAuthenticatedAt) / 1000)))
  }
}
