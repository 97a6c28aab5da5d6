import { accountEntity } from '../account/account.js'
import { accountOfAccessKeyId } from '../account/ids.js'
import { AwsError, accessDenied, validationError } from '../aws/aws-error.js'
import { outboundToken } from '../credentials/outbound-token.js'
import { requestTagContext } from '../iam/tag-context.js'
import { operation, query } from '../runner/operation.js'

/**
 * Returns the account of an access key ID, but not whether the key exists. Needs no permission.
 * Source: STS API Reference, "GetAccessKeyInfo"; Aidan Steele, "AWS Access Key ID formats".
 */
export const GetAccessKeyInfo = query('sts', 'GetAccessKeyInfo', {
  needs: 'none',
  handle({ input }) {
    const Account = accountOfAccessKeyId(input.AccessKeyId)
    if (Account === undefined) throw validationError('Invalid Access Key ID', 'no-account')
    return { Account }
  },
})

const DEFAULT_TOKEN_SECONDS = 300

/**
 * Returns a signed JSON web token that identifies the caller to services outside AWS. This needs outbound web identity
 * federation. Errors: OutboundWebIdentityFederationDisabledException, ValidationError.
 * @differs Only ES384 is supported, and RS256 is refused.
 * Source: STS API Reference, "GetWebIdentityToken".
 */
export const GetWebIdentityToken = operation('sts', 'GetWebIdentityToken', {
  needs: ({ input }) => ({
    resource: '*',
    context: {
      ...requestTagContext(input.Tags),
      'sts:IdentityTokenAudience': input.Audience,
      'sts:SigningAlgorithm': input.SigningAlgorithm,
      'sts:DurationSeconds': String(input.DurationSeconds ?? DEFAULT_TOKEN_SECONDS),
    },
  }),
  async prepare({ account, caller, input, realNow }) {
    const { outboundIssuer, outboundKey } = accountEntity(account)
    if (outboundIssuer === undefined || !outboundKey) {
      throw new AwsError({
        code: 'OutboundWebIdentityFederationDisabledException',
        httpStatus: 403,
        message: 'Outbound web identity federation is disabled for this account.',
      })
    }
    if (input.SigningAlgorithm !== 'ES384') throw validationError('Only ES384 is supported here.', 'algorithm')
    const expiresAt = realNow + (input.DurationSeconds ?? DEFAULT_TOKEN_SECONDS) * 1000
    const tags = Object.fromEntries((input.Tags ?? []).map(({ Key, Value }) => [Key, Value]))
    const token = await outboundToken(outboundKey.reveal(), {
      issuer: outboundIssuer,
      subject: caller.arn,
      audience: input.Audience,
      issuedAt: realNow,
      expiresAt,
      claims: {
        'https://sts.amazonaws.com/': { aws_account: account.accountId, principal_id: caller.arn, request_tags: tags },
      },
    })
    return { WebIdentityToken: token, Expiration: expiresAt }
  },
  handle: ({ prepared }) => prepared,
})

/**
 * Lets the management account of an organization act as a member account's root.
 * @standalone There's no organization: AccessDenied.
 * Source: STS API Reference, "AssumeRoot".
 */
export const AssumeRoot = operation('sts', 'AssumeRoot', {
  needs: ({ input }) => ({ resource: rootOf(input.TargetPrincipal), context: taskPolicy(input.TaskPolicyArn.arn) }),
  handle({ caller, input }): never {
    throw accessDenied(
      `User: ${caller.arn} is not authorized to perform: sts:AssumeRoot on resource: ${rootOf(input.TargetPrincipal)}`,
      'standalone-account',
    )
  },
})

const rootOf = (target: string): string => (/^\d{12}$/.test(target) ? `arn:aws:iam::${target}:root` : target)
const taskPolicy = (arn: string | undefined): Record<string, string> => (arn === undefined ? {} : { 'sts:TaskPolicyArn': arn })

/**
 * Exchanges a partner's token for credentials.
 * @standalone There are no partners: ExpiredTradeInTokenException.
 * Source: STS API Reference, "GetDelegatedAccessToken".
 */
export const GetDelegatedAccessToken = operation('sts', 'GetDelegatedAccessToken', {
  needs: () => ({ resource: '*' }),
  handle(): never {
    throw new AwsError({
      code: 'ExpiredTradeInTokenException',
      httpStatus: 400,
      message: 'The trade-in token is expired or invalid.',
      reason: 'no-partner',
    })
  },
})

/**
 * Returns temporary credentials of a role for a SAML assertion. @differs Always refused (InvalidIdentityToken), because
 * assertions aren't verified.
 * Source: STS API Reference, "AssumeRoleWithSAML".
 */
export const AssumeRoleWithSAML = operation('sts', 'AssumeRoleWithSAML', {
  needs: 'none',
  handle(): never {
    throw new AwsError({
      code: 'InvalidIdentityToken',
      httpStatus: 400,
      message: 'Response signature invalid',
      reason: 'saml-not-simulated',
    })
  },
})
