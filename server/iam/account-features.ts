import { accountEntity } from '../account/account.js'
import { delegationRequestArn } from '../account/arns.js'
import { base32 } from '../account/ids.js'
import { Secret } from '../account/secret.js'
import { AwsError, noSuchEntity } from '../aws/aws-error.js'
import { newFederationKey } from '../credentials/outbound-token.js'
import { type Operation, operation, query } from '../runner/operation.js'
import { checkArn } from './arn-form.js'

/**
 * Features of the whole account: STS preferences, outbound federation, and what only exists in an organisation or between
 * partners. This account stands alone, so the latter answer as a standalone account's do.
 */

/** Sets the version of the tokens that the global STS endpoint issues. Source: "SetSecurityTokenServicePreferences". */
export const SetSecurityTokenServicePreferences = operation('iam', 'SetSecurityTokenServicePreferences', {
  needs: () => ({ resource: '*' }),
  handle({ account, input }) {
    const globalEndpointTokenVersion = input.GlobalEndpointTokenVersion === 'v2Token' ? 2 : 1
    account.put('Account', { ...accountEntity(account), globalEndpointTokenVersion })
  },
})

const featureDisabled = () =>
  new AwsError({
    code: 'FeatureDisabled',
    httpStatus: 404,
    message: 'Outbound web identity federation is disabled for this account.',
  })

/**
 * Lets the account's principals request signed JSON web tokens (STS GetWebIdentityToken) from the account's own issuer.
 * Errors: FeatureEnabled.
 * @differs The issuer's address can't be reached, so nobody can fetch its keys there.
 * Source: IAM API Reference, "EnableOutboundWebIdentityFederation".
 */
export const EnableOutboundWebIdentityFederation = operation('iam', 'EnableOutboundWebIdentityFederation', {
  needs: () => ({ resource: '*' }),
  prepare: () => newFederationKey(),
  handle({ account, prepared, random }) {
    const entity = accountEntity(account)
    if (entity.outboundIssuer !== undefined) {
      const message = 'Outbound web identity federation is already enabled for this account.'
      throw new AwsError({ code: 'FeatureEnabled', httpStatus: 409, message })
    }
    const outboundIssuer = `https://${base32(random.bytes(20)).toLowerCase()}.tokens.sts.global.api.aws`
    account.put('Account', { ...entity, outboundIssuer, outboundKey: new Secret(prepared) })
    return { IssuerIdentifier: outboundIssuer }
  },
})

/**
 * Turns outbound web identity federation off; tokens that were already issued stay valid. Errors: FeatureDisabled.
 * Source: "DisableOutboundWebIdentityFederation".
 */
export const DisableOutboundWebIdentityFederation = operation('iam', 'DisableOutboundWebIdentityFederation', {
  needs: () => ({ resource: '*' }),
  handle({ account }) {
    const { outboundIssuer, outboundKey: _key, ...entity } = accountEntity(account)
    if (outboundIssuer === undefined) throw featureDisabled()
    account.put('Account', entity)
  },
})

/**
 * Returns the issuer of outbound web identity federation. Errors: FeatureDisabled.
 * Source: "GetOutboundWebIdentityFederationInfo".
 */
export const GetOutboundWebIdentityFederationInfo = query('iam', 'GetOutboundWebIdentityFederationInfo', {
  needs: () => ({ resource: '*' }),
  handle({ account }) {
    const { outboundIssuer } = accountEntity(account)
    if (outboundIssuer === undefined) throw featureDisabled()
    return { IssuerIdentifier: outboundIssuer, JwtVendingEnabled: true }
  },
})

/** Source of the sentence: AWS Organizations API Reference, AWSOrganizationsNotInUseException. */
const noOrganization = () =>
  new AwsError({
    code: 'OrganizationNotFoundException',
    httpStatus: 400,
    message: 'Your account is not a member of an organization.',
    reason: 'standalone-account',
  })

/**
 * Manages the root users of an organization's member accounts centrally.
 * @standalone There's no organization: OrganizationNotFoundException.
 */
const ORGANIZATION_OPERATIONS = [
  'EnableOrganizationsRootCredentialsManagement',
  'DisableOrganizationsRootCredentialsManagement',
  'EnableOrganizationsRootSessions',
  'DisableOrganizationsRootSessions',
  'ListOrganizationsFeatures',
] as const

const organizationOperations: Operation[] = ORGANIZATION_OPERATIONS.map((name) =>
  operation('iam', name, {
    needs: () => ({ resource: '*' }),
    handle() {
      throw noOrganization()
    },
  }),
)

const noRequest = (id: string) => noSuchEntity(`Delegation request ${id} cannot be found.`)

/**
 * Handles a partner product's request for temporary access.
 * @standalone There are no partners here: NoSuchEntity.
 */
const DELEGATION_OPERATIONS = [
  'AcceptDelegationRequest',
  'AssociateDelegationRequest',
  'GetDelegationRequest',
  'RejectDelegationRequest',
  'SendDelegationToken',
  'UpdateDelegationRequest',
] as const

const delegationOperations: Operation[] = DELEGATION_OPERATIONS.map((name) =>
  operation('iam', name, {
    needs: ({ account, input }) => ({ resource: delegationRequestArn(account.accountId, input.DelegationRequestId) }),
    handle({ input }) {
      throw noRequest(input.DelegationRequestId)
    },
  }),
)

/**
 * Creates a delegation request for a registered partner.
 * @standalone This account isn't a partner: InvalidInput.
 * Source: IAM API Reference, "CreateDelegationRequest".
 */
export const CreateDelegationRequest = operation('iam', 'CreateDelegationRequest', {
  needs: ({ account, input }) => ({ resource: delegationRequestArn(input.OwnerAccountId ?? account.accountId, '*') }),
  handle({ input }): never {
    const { PolicyTemplateArn: template = 'null' } = input.Permissions
    throw new AwsError({
      code: 'InvalidInput',
      httpStatus: 400,
      message: `Policy template ${template} was not found.`,
      reason: 'no-partner',
    })
  },
})

/**
 * Lists the delegation requests of this account.
 * @standalone The list is always empty.
 * Source: IAM API Reference, "ListDelegationRequests".
 */
export const ListDelegationRequests = query('iam', 'ListDelegationRequests', {
  needs: () => ({ resource: '*' }),
  handle: () => ({ DelegationRequests: [], isTruncated: false }),
})

/**
 * Describes a delegation request in words.
 * @standalone It doesn't exist: NoSuchEntity.
 * Source: IAM API Reference, "GetHumanReadableSummary".
 */
export const GetHumanReadableSummary = query('iam', 'GetHumanReadableSummary', {
  needs: ({ input }) => ({ resource: input.EntityArn }),
  handle({ input }): never {
    checkArn(input.EntityArn, 'delegation-request')
    throw noRequest(input.EntityArn)
  },
})

export const accountFeatureOperations: Operation[] = [
  SetSecurityTokenServicePreferences,
  EnableOutboundWebIdentityFederation,
  DisableOutboundWebIdentityFederation,
  GetOutboundWebIdentityFederationInfo,
  ...organizationOperations,
  ...delegationOperations,
  CreateDelegationRequest,
  ListDelegationRequests,
  GetHumanReadableSummary,
]
