import { createPrivateKey } from 'node:crypto'
import type { AccountView, Entity } from '../account/account.js'
import { samlProviderArn } from '../account/arns.js'
import { base32 } from '../account/ids.js'
import type { Instant, Random } from '../account/ports.js'
import { entityAlreadyExists, invalidInput, noSuchEntity, quotaExceeded } from '../aws/aws-error.js'
import { type Need, operation, query } from '../runner/operation.js'
import { answerWith } from './answer-members.js'
import { checkArn } from './arn-form.js'
import { requestTagContext, tagContext } from './tag-context.js'
import { mergedTags } from './tags.js'

/** Source: IAM User Guide, "IAM and STS quotas". */
export const SAML_QUOTA = { providers: 100, privateKeys: 2 } as const
const YEARS_100_MS = 100 * 365 * 86_400_000

export function findSamlProvider(account: AccountView, arn: string): Entity<'SAMLProvider'> {
  checkArn(arn, 'saml-provider')
  const provider = account.get('SAMLProvider', arn)
  if (!provider) throw noSuchEntity(`Manifest not found for arn ${arn}`)
  return provider
}

function onProvider(account: AccountView, arn: string): Need {
  return { resource: arn, context: tagContext(account.get('SAMLProvider', arn)?.tags ?? []) }
}

/** Until when a metadata document says it is valid; a hundred years where it does not. Throws InvalidInput. */
export function validUntil(metadata: string, now: Instant): Instant {
  const descriptor = /<(?:\w+:)?EntityDescriptor\b([^>]*)>/.exec(metadata)
  if (!descriptor || !/<(?:\w+:)?IDPSSODescriptor\b/.test(metadata) || !/<\/(?:\w+:)?EntityDescriptor>/.test(metadata)) {
    throw invalidInput('Could not parse metadata', 'metadata')
  }
  const until = Date.parse(/\bvalidUntil="([^"]*)"/.exec(descriptor[1] ?? '')?.[1] ?? '')
  return Number.isNaN(until) ? now + YEARS_100_MS : until
}

/** Of a private key only its id and time are kept. */
function addedKey(pem: string, now: Instant, random: Random): Entity<'SAMLProvider'>['privateKeys'][number] {
  try {
    createPrivateKey(pem)
  } catch {
    throw invalidInput('The private key could not be parsed.', 'private-key')
  }
  return { keyId: base32(random.bytes(20)), timestamp: now }
}

/**
 * Registers a SAML identity provider with its metadata. Limit: 100 per account. Errors: InvalidInput, EntityAlreadyExists,
 * LimitExceeded.
 * @differs Providers are stored, but their assertions aren't accepted (AssumeRoleWithSAML).
 * Source: IAM API Reference, "CreateSAMLProvider".
 */
export const CreateSAMLProvider = operation('iam', 'CreateSAMLProvider', {
  needs({ account, input }) {
    const create: Need = {
      resource: samlProviderArn(account.accountId, input.Name),
      context: requestTagContext(input.Tags),
    }
    return input.Tags?.length ? [create, { ...create, action: 'iam:TagSAMLProvider' }] : create
  },
  handle({ account, input, now, random }) {
    const until = validUntil(input.SAMLMetadataDocument, now)
    const arn = samlProviderArn(account.accountId, input.Name)
    if (account.get('SAMLProvider', arn)) throw entityAlreadyExists(`SAMLProvider ${input.Name} already exists.`)
    if (account.count('SAMLProvider') >= SAML_QUOTA.providers) {
      throw quotaExceeded('SAMLProvidersPerAccount', SAML_QUOTA.providers)
    }
    const tags = mergedTags('SAMLProvider', [], input.Tags)
    const { AssertionEncryptionMode: mode, AddPrivateKey: key } = input
    account.put('SAMLProvider', {
      arn,
      name: input.Name,
      uuid: base32(random.bytes(20)),
      metadata: input.SAMLMetadataDocument,
      createDate: now,
      validUntil: until,
      tags,
      ...(mode === undefined ? {} : { assertionEncryptionMode: mode }),
      privateKeys: key === undefined ? [] : [addedKey(key, now, random)],
    })
    return answerWith('SAMLProvider', 'CreateSAMLProvider', { SAMLProviderArn: arn, Tags: tags })
  },
  result: ({ SAMLProviderArn }) => ({ sAMLProviderArn: SAMLProviderArn }),
})

/**
 * Returns a SAML provider with its metadata; an encryption mode that was never set is `Allowed`. Errors: NoSuchEntity.
 * Source: "GetSAMLProvider"; recorded AWS replies.
 */
export const GetSAMLProvider = query('iam', 'GetSAMLProvider', {
  needs: ({ account, input }) => onProvider(account, input.SAMLProviderArn),
  handle({ account, input }) {
    const provider = findSamlProvider(account, input.SAMLProviderArn)
    const { uuid, metadata, createDate, assertionEncryptionMode: mode = 'Allowed', privateKeys, tags } = provider
    return answerWith('SAMLProvider', 'GetSAMLProvider', {
      SAMLProviderUUID: uuid,
      SAMLMetadataDocument: metadata,
      CreateDate: createDate,
      ValidUntil: provider.validUntil,
      Tags: [...tags],
      AssertionEncryptionMode: mode,
      PrivateKeyList: privateKeys.map(({ keyId, timestamp }) => ({ KeyId: keyId, Timestamp: timestamp })),
    })
  },
})

/** Lists all SAML providers. Source: "ListSAMLProviders". */
export const ListSAMLProviders = query('iam', 'ListSAMLProviders', {
  needs: () => ({ resource: '*' }),
  handle: ({ account }) => ({
    SAMLProviderList: account
      .ordered('SAMLProvider')
      .map(({ arn, validUntil: until, createDate }) => ({ Arn: arn, ValidUntil: until, CreateDate: createDate })),
  }),
})

/**
 * Replaces the metadata, encryption mode, or keys of a SAML provider. Errors: NoSuchEntity, InvalidInput, LimitExceeded.
 * Source: "UpdateSAMLProvider".
 */
export const UpdateSAMLProvider = operation('iam', 'UpdateSAMLProvider', {
  needs: ({ account, input }) => onProvider(account, input.SAMLProviderArn),
  handle({ account, input, now, random }) {
    const provider = findSamlProvider(account, input.SAMLProviderArn)
    const { SAMLMetadataDocument: metadata, AssertionEncryptionMode: mode, AddPrivateKey: key } = input
    const kept = withoutKey(provider, input.RemovePrivateKey)
    const privateKeys = key === undefined ? kept : [...kept, addedKey(key, now, random)]
    if (privateKeys.length > SAML_QUOTA.privateKeys) {
      throw quotaExceeded('PrivateKeysPerSAMLProvider', SAML_QUOTA.privateKeys)
    }
    account.put('SAMLProvider', {
      ...provider,
      ...(metadata === undefined ? {} : { metadata, validUntil: validUntil(metadata, now) }),
      ...(mode === undefined ? {} : { assertionEncryptionMode: mode }),
      privateKeys,
    })
    return { SAMLProviderArn: provider.arn }
  },
})

/** The sentence is this simulator's: AWS's wasn't found. */
function withoutKey({ privateKeys }: Entity<'SAMLProvider'>, id: string | undefined): Entity<'SAMLProvider'>['privateKeys'] {
  if (id === undefined) return privateKeys
  const kept = privateKeys.filter(({ keyId }) => keyId !== id)
  if (kept.length === privateKeys.length) throw noSuchEntity(`The private key with id ${id} cannot be found.`)
  return kept
}

/** Deletes a SAML provider. Errors: NoSuchEntity. Source: "DeleteSAMLProvider". */
export const DeleteSAMLProvider = operation('iam', 'DeleteSAMLProvider', {
  needs: ({ account, input }) => onProvider(account, input.SAMLProviderArn),
  handle({ account, input }) {
    account.delete('SAMLProvider', findSamlProvider(account, input.SAMLProviderArn).arn)
  },
})

export const samlProviderOperations = [
  CreateSAMLProvider,
  GetSAMLProvider,
  ListSAMLProviders,
  UpdateSAMLProvider,
  DeleteSAMLProvider,
]
