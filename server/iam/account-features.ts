import { accountEntity } from '../account/account.js'
import { delegationRequestArn } from '../account/arns.js'
import { base32 } from '../account/ids.js'
import { Secret } from '../account/secret.js'
import { AwsError, noSuchEntity } from '../operations/aws-error.js'
import { type Operation, operation, query } from '../operations/operation.js'
import { newFederationKey } from '../sts/outbound-token.js'

/**
 * Features of the whole account: STS preferences, outbound federation, and what only exists in an organisation or between
 * partners. This account stands alone, so the latter answer as a standalone account's do.
 */

/** Which version of tokens the global STS endpoint issues. Source: "SetSecurityTokenServicePreferences". */
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
 * Lets the account's principals ask for signed JSON web tokens (STS GetWebIdentityToken), under an issuer of its own.
 * Errors: FeatureEnabled.
 * @differs The issuer's address is not reachable, so its keys can't be fetched from there.
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

/** Ends it; tokens that were issued live on. Errors: FeatureDisabled. Source: "DisableOutboundWebIdentityFederation". */
export const DisableOutboundWebIdentityFederation = operation('iam', 'DisableOutboundWebIdentityFederation', {
  needs: () => ({ resource: '*' }),
  handle({ account }) {
    const { outboundIssuer, outboundKey: _key, ...entity } = accountEntity(account)
    if (outboundIssuer === undefined) throw featureDisabled()
    account.put('Account', entity)
  },
})

/** The issuer. Errors: FeatureDisabled. Source: "GetOutboundWebIdentityFederationInfo". */
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
 * Central management of member accounts' root users.
 * @standalone There is no organisation: OrganizationNotFoundException.
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
 * Requests of partners' products for temporary access.
 * @standalone No partner makes any here: NoSuchEntity.
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
 * A registered partner asks for delegation.
 * @standalone This account is no partner: InvalidInput.
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
 * The delegation requests of this account.
 * @standalone Always none.
 * Source: IAM API Reference, "ListDelegationRequests".
 */
export const ListDelegationRequests = query('iam', 'ListDelegationRequests', {
  needs: () => ({ resource: '*' }),
  handle: () => ({ DelegationRequests: [], isTruncated: false }),
})

/**
 * A delegation request in words.
 * @standalone There is none: NoSuchEntity.
 * Source: IAM API Reference, "GetHumanReadableSummary".
 */
export const GetHumanReadableSummary = query('iam', 'GetHumanReadableSummary', {
  needs: ({ input }) => ({ resource: input.EntityArn }),
  handle({ input }): never {
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
