import type { AccountView, Entity } from '../account/account.js'
import { oidcProviderArn } from '../account/arns.js'
import { entityAlreadyExists, invalidInput, noSuchEntity, quotaExceeded, validationError } from '../aws/aws-error.js'
import { type Need, operation, query } from '../runner/operation.js'
import { answerWith } from './answer-members.js'
import { checkArn } from './arn-form.js'
import { requestTagContext, tagContext } from './tag-context.js'
import { mergedTags } from './tags.js'

/** Source: IAM User Guide, "IAM and STS quotas". */
export const OIDC_QUOTA = { providers: 100, clientIds: 100, thumbprints: 5 } as const

/** `absent`: what the operation says if there's none. */
export function findOidcProvider(
  account: AccountView,
  arn: string,
  absent = `OpenIDConnect Provider not found for arn ${arn}`,
): Entity<'OpenIDConnectProvider'> {
  checkArn(arn, 'oidc-provider')
  const provider = account.get('OpenIDConnectProvider', arn)
  if (!provider) throw noSuchEntity(absent)
  return provider
}

/**
 * An issuer's URL without its scheme, and otherwise letter by letter as it is given, since tokens name their issuer just
 * so: the ARN, uniqueness, the look-up by a token's `iss`, and the prefix of condition keys are all this text. AWS wants
 * https; a test issuer on this machine may speak http (docs/differences-from-aws.md).
 * Source: public reports of issuers whose URL ends in a slash.
 */
export function issuerOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const local = url?.protocol === 'http:' && /^(localhost|127(\.\d+){3})$/.test(url.hostname)
  if (!url || (url.protocol !== 'https:' && !local) || !HOST_AND_PATH.test(text)) {
    throw validationError('Invalid Open ID Connect Provider URL')
  }
  return withoutScheme(text)
}

/** A URL parser also takes one slash, none, or a backslash for `//`, and `:password@` before the host. */
const HOST_AND_PATH = /^https?:\/\/[^/\\@?#\s]+(?:\/[^\\?#\s]*)?$/i

export const withoutScheme = (url: string): string => url.replace(/^https?:\/\//i, '')

function onProvider(account: AccountView, arn: string): Need {
  return { resource: arn, context: tagContext(account.get('OpenIDConnectProvider', arn)?.tags ?? []) }
}

/** Five are fine, whatever the sentence says. Source: recorded AWS replies. */
function checkThumbprints(thumbprints: readonly string[]): void {
  if (thumbprints.length > OIDC_QUOTA.thumbprints) {
    throw invalidInput(`Thumbprint list must contain fewer than ${OIDC_QUOTA.thumbprints} entries.`)
  }
}

function checkClientIds(clientIds: readonly string[]): void {
  if (clientIds.length > OIDC_QUOTA.clientIds) {
    throw quotaExceeded('ClientIdsPerOpenIdConnectProvider', OIDC_QUOTA.clientIds)
  }
}

/**
 * Registers an OpenID Connect provider, whose tokens AssumeRoleWithWebIdentity then accepts. Limits: 100 per account, 100
 * client ids, 5 thumbprints. Errors: ValidationError, InvalidInput (too many thumbprints), EntityAlreadyExists,
 * LimitExceeded.
 * @differs No thumbprint is fetched, because there's no network. Issuers on loopback can use HTTP.
 * Source: IAM API Reference, "CreateOpenIDConnectProvider"; recorded AWS replies.
 */
export const CreateOpenIDConnectProvider = operation('iam', 'CreateOpenIDConnectProvider', {
  needs({ account, input }) {
    const resource = oidcProviderArn(account.accountId, withoutScheme(input.Url))
    const create: Need = { resource, context: requestTagContext(input.Tags) }
    return input.Tags?.length ? [create, { ...create, action: 'iam:TagOpenIDConnectProvider' }] : create
  },
  handle({ account, input, now }) {
    const url = issuerOf(input.Url)
    const { ClientIDList: clientIds = [], ThumbprintList: thumbprints = [] } = input
    checkThumbprints(thumbprints)
    checkClientIds(clientIds)
    const arn = oidcProviderArn(account.accountId, url)
    if (account.get('OpenIDConnectProvider', arn)) {
      throw entityAlreadyExists(`Provider with url https://${url} already exists.`)
    }
    if (account.count('OpenIDConnectProvider') >= OIDC_QUOTA.providers) {
      throw quotaExceeded('OpenIdConnectProvidersPerAccount', OIDC_QUOTA.providers)
    }
    const tags = mergedTags('OpenIDConnectProvider', [], input.Tags)
    account.put('OpenIDConnectProvider', {
      arn,
      url,
      clientIds: [...new Set(clientIds)],
      thumbprints,
      createDate: now,
      tags,
    })
    return answerWith('OpenIDConnectProvider', 'CreateOpenIDConnectProvider', { OpenIDConnectProviderArn: arn, Tags: tags })
  },
  result: ({ OpenIDConnectProviderArn }) => ({ openIDConnectProviderArn: OpenIDConnectProviderArn }),
})

/** Returns an OpenID Connect provider. Errors: NoSuchEntity. Source: "GetOpenIDConnectProvider". */
export const GetOpenIDConnectProvider = query('iam', 'GetOpenIDConnectProvider', {
  needs: ({ account, input }) => onProvider(account, input.OpenIDConnectProviderArn),
  handle({ account, input }) {
    const { url, clientIds, thumbprints, createDate, tags } = findOidcProvider(account, input.OpenIDConnectProviderArn)
    return answerWith('OpenIDConnectProvider', 'GetOpenIDConnectProvider', {
      Url: url,
      ClientIDList: [...clientIds],
      ThumbprintList: [...thumbprints],
      CreateDate: createDate,
      Tags: [...tags],
    })
  },
})

/** Lists the ARNs of all OpenID Connect providers. Source: "ListOpenIDConnectProviders". */
export const ListOpenIDConnectProviders = query('iam', 'ListOpenIDConnectProviders', {
  needs: () => ({ resource: '*' }),
  handle: ({ account }) => ({
    OpenIDConnectProviderList: account.ordered('OpenIDConnectProvider').map(({ arn }) => ({ Arn: arn })),
  }),
})

/**
 * Adds an audience to an OpenID Connect provider; adding it again changes nothing. Errors: NoSuchEntity, LimitExceeded.
 * Source: "AddClientIDToOpenIDConnectProvider".
 */
export const AddClientIDToOpenIDConnectProvider = operation('iam', 'AddClientIDToOpenIDConnectProvider', {
  needs: ({ account, input }) => onProvider(account, input.OpenIDConnectProviderArn),
  handle({ account, input }) {
    const provider = findOidcProvider(account, input.OpenIDConnectProviderArn)
    if (provider.clientIds.includes(input.ClientID)) return
    if (provider.clientIds.length >= OIDC_QUOTA.clientIds) {
      throw quotaExceeded('ClientIdsPerOpenIdConnectProvider', OIDC_QUOTA.clientIds)
    }
    account.put('OpenIDConnectProvider', { ...provider, clientIds: [...provider.clientIds, input.ClientID] })
  },
})

/**
 * Removes an audience from an OpenID Connect provider; removing one that doesn't exist isn't an error. Errors: NoSuchEntity.
 * Source: "RemoveClientIDFromOpenIDConnectProvider".
 */
export const RemoveClientIDFromOpenIDConnectProvider = operation('iam', 'RemoveClientIDFromOpenIDConnectProvider', {
  needs: ({ account, input }) => onProvider(account, input.OpenIDConnectProviderArn),
  handle({ account, input }) {
    const provider = findOidcProvider(account, input.OpenIDConnectProviderArn)
    account.put('OpenIDConnectProvider', {
      ...provider,
      clientIds: provider.clientIds.filter((id) => id !== input.ClientID),
    })
  },
})

/**
 * Replaces the thumbprints of an OpenID Connect provider. Errors: NoSuchEntity, InvalidInput (too many).
 * Source: "UpdateOpenIDConnectProviderThumbprint".
 */
export const UpdateOpenIDConnectProviderThumbprint = operation('iam', 'UpdateOpenIDConnectProviderThumbprint', {
  needs: ({ account, input }) => onProvider(account, input.OpenIDConnectProviderArn),
  handle({ account, input }) {
    checkThumbprints(input.ThumbprintList)
    const provider = findOidcProvider(account, input.OpenIDConnectProviderArn)
    account.put('OpenIDConnectProvider', { ...provider, thumbprints: input.ThumbprintList })
  },
})

/**
 * Deletes an OpenID Connect provider. Errors: NoSuchEntity, although the reference says that deleting one twice is fine.
 * Source: "DeleteOpenIDConnectProvider"; recorded AWS replies.
 */
export const DeleteOpenIDConnectProvider = operation('iam', 'DeleteOpenIDConnectProvider', {
  needs: ({ account, input }) => onProvider(account, input.OpenIDConnectProviderArn),
  handle({ account, input }) {
    const { OpenIDConnectProviderArn: arn } = input
    findOidcProvider(account, arn, `OpenId connect Provider ${arn} cannot be found.`)
    account.delete('OpenIDConnectProvider', arn)
  },
})

export const oidcProviderOperations = [
  CreateOpenIDConnectProvider,
  GetOpenIDConnectProvider,
  ListOpenIDConnectProviders,
  AddClientIDToOpenIDConnectProvider,
  RemoveClientIDFromOpenIDConnectProvider,
  UpdateOpenIDConnectProviderThumbprint,
  DeleteOpenIDConnectProvider,
]
