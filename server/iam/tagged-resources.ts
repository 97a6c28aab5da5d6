import type { AccountView, Entity } from '../account/account.js'
import { serverCertificateArn } from '../account/arns.js'
import type { Caller } from '../account/caller.js'
import type { EntityKinds, Kind, Tag } from '../account/entities.js'
import type { Context, Need, Operation } from '../runner/operation.js'
import { findInstanceProfile } from './instance-profiles.js'
import { findRole, findUser } from './named-entities.js'
import { onInstanceProfile, onRole, onUser } from './needs.js'
import { findOidcProvider } from './oidc-providers.js'
import { page } from './pagination.js'
import { findOwnPolicy, onPolicy } from './policies.js'
import { findSamlProvider } from './saml-providers.js'
import { findServerCertificate, serverCertificateNamed } from './server-certificates.js'
import { requestTagContext, tagContext } from './tag-context.js'
import { mergedTags, withoutTags } from './tags.js'
import { findDevice } from './virtual-mfa-devices.js'

/** The kinds that carry tags. */
type TaggedKind = { [K in Kind]: EntityKinds[K] extends { tags: readonly Tag[] } ? K : never }[Kind]

interface Tagged<K extends TaggedKind, I> {
  /** As in `Tag<name>`, `Untag<name>`, `List<name>Tags`. */
  name: string
  kind: K
  find(account: AccountView, input: I): Entity<K>
  need(account: AccountView, caller: Caller, input: I): Need
}

type TagInput = { Tags: Tag[] }
type UntagInput = { TagKeys: string[] }
type ListInput = { Marker?: string; MaxItems?: number }

/**
 * Tag…, Untag… and List…Tags of one kind of resource: adds or replaces (50 at most), removes (unknown keys are ignored),
 * lists in order of key. Errors: NoSuchEntity, LimitExceeded, InvalidInput. Source: IAM API Reference, "TagUser" and alike.
 */
function tagOperations<K extends TaggedKind, I>({ name, kind, find, need }: Tagged<K, I>): Operation[] {
  const withContext = ({ account, caller, input }: Context<I>, context: Need['context'] = {}): Need => {
    const own = need(account, caller, input)
    return { ...own, context: { ...own.context, ...context } }
  }
  const definitions: Operation[] = [
    {
      service: 'iam',
      name: `Tag${name}`,
      readOnly: false,
      needs: (context: Context<I & TagInput>) => withContext(context, requestTagContext(context.input.Tags)),
      handle({ account, input }: Parameters<Operation['handle']>[0]) {
        const entity = find(account, input)
        account.put(kind, { ...entity, tags: mergedTags(kind, entity.tags, input.Tags) } as Entity<K>)
      },
    },
    {
      service: 'iam',
      name: `Untag${name}`,
      readOnly: false,
      needs: (context: Context<I & UntagInput>) => withContext(context, { 'aws:TagKeys': context.input.TagKeys }),
      handle({ account, input }: Parameters<Operation['handle']>[0]) {
        const entity = find(account, input)
        account.put(kind, { ...entity, tags: withoutTags(kind, entity.tags, input.TagKeys) } as Entity<K>)
      },
    },
    {
      service: 'iam',
      name: `List${name}Tags`,
      readOnly: true,
      needs: (context: Context<I & ListInput>) => withContext(context),
      handle({ account, input }: Parameters<Operation['handle']>[0]) {
        const tags = [...find(account, input).tags].sort((a, b) => (a.Key < b.Key ? -1 : 1))
        const { items, ...rest } = page(tags, input as ListInput, (tag) => tag.Key)
        return { Tags: items, ...rest }
      },
    },
  ]
  return definitions
}

/** Authorisation on a resource that its ARN names. */
const onArn = (arn: string, tags: readonly Tag[] | undefined): Need => ({ resource: arn, context: tagContext(tags ?? []) })

export const tagOperationsOfAll: Operation[] = [
  ...tagOperations<'User', { UserName: string }>({
    name: 'User',
    kind: 'User',
    find: (account, { UserName }) => findUser(account, UserName),
    need: (account, caller, { UserName }) => onUser(account, caller, UserName),
  }),
  ...tagOperations<'Role', { RoleName: string }>({
    name: 'Role',
    kind: 'Role',
    find: (account, { RoleName }) => findRole(account, RoleName),
    need: (account, _caller, { RoleName }) => onRole(account, RoleName),
  }),
  ...tagOperations<'ManagedPolicy', { PolicyArn: string }>({
    name: 'Policy',
    kind: 'ManagedPolicy',
    find: (account, { PolicyArn }) => findOwnPolicy(account, PolicyArn),
    need: (account, _caller, { PolicyArn }) => onPolicy(account, PolicyArn),
  }),
  ...tagOperations<'InstanceProfile', { InstanceProfileName: string }>({
    name: 'InstanceProfile',
    kind: 'InstanceProfile',
    find: (account, { InstanceProfileName }) => findInstanceProfile(account, InstanceProfileName),
    need: (account, _caller, { InstanceProfileName }) => onInstanceProfile(account, InstanceProfileName),
  }),
  ...tagOperations<'VirtualMFADevice', { SerialNumber: string }>({
    name: 'MFADevice',
    kind: 'VirtualMFADevice',
    find: (account, { SerialNumber }) => findDevice(account, SerialNumber),
    need: (account, _caller, { SerialNumber }) => onArn(SerialNumber, account.get('VirtualMFADevice', SerialNumber)?.tags),
  }),
  ...tagOperations<'OpenIDConnectProvider', { OpenIDConnectProviderArn: string }>({
    name: 'OpenIDConnectProvider',
    kind: 'OpenIDConnectProvider',
    find: (account, { OpenIDConnectProviderArn: arn }) => findOidcProvider(account, arn),
    need: (account, _caller, { OpenIDConnectProviderArn: arn }) => onArn(arn, account.get('OpenIDConnectProvider', arn)?.tags),
  }),
  ...tagOperations<'SAMLProvider', { SAMLProviderArn: string }>({
    name: 'SAMLProvider',
    kind: 'SAMLProvider',
    find: (account, { SAMLProviderArn: arn }) => findSamlProvider(account, arn),
    need: (account, _caller, { SAMLProviderArn: arn }) => onArn(arn, account.get('SAMLProvider', arn)?.tags),
  }),
  ...tagOperations<'ServerCertificate', { ServerCertificateName: string }>({
    name: 'ServerCertificate',
    kind: 'ServerCertificate',
    find: (account, { ServerCertificateName: name }) => findServerCertificate(account, name),
    need(account, _caller, { ServerCertificateName: name }) {
      const certificate = serverCertificateNamed(account, name)
      const arn = serverCertificateArn(account.accountId, certificate ?? { path: '/', serverCertificateName: name })
      return onArn(arn, certificate?.tags)
    },
  }),
]
