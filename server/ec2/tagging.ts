import type { AccountView, Draft } from '../account/account.js'
import type { Tag } from '../account/entities.js'
import { type AwsError, invalidParameterValue } from '../aws/aws-error.js'
import { ec2Error } from '../aws/ec2-errors.js'
import type { Tag as GivenTag, TagDescription } from '../aws/model/ec2.types.js'
import { clipped } from '../bounds/clipped.js'
import { requestTagContext } from '../iam/tag-context.js'
import { type Context, type Need, operation } from '../runner/operation.js'
import { describe } from './describe.js'
import { instanceTags, networkInterfaceTags, volumeTags } from './instances/tags.js'
import { keyPairTags } from './key-pairs.js'
import { onResource } from './needs.js'
import { securityGroupRuleTags } from './security-group-rules.js'
import { securityGroupTags } from './security-groups.js'
import { subnetTags } from './subnets.js'
import type { Taggable, Tagged } from './taggable.js'
import { checkedTags, mergedTags } from './tags.js'
import { vpcTags } from './vpcs.js'

/** Every type of resource that has tags, in the order of DescribeTags. */
const TAGGABLE: readonly Taggable[] = [
  instanceTags,
  keyPairTags,
  networkInterfaceTags,
  securityGroupTags,
  securityGroupRuleTags,
  subnetTags,
  volumeTags,
  vpcTags,
]

/** Source: EC2 API Reference, "CreateTags". */
const MAX_RESOURCES = 1000
const MAX_ECHOED = 255

const invalidId = (id: string): AwsError => ec2Error('InvalidID', `The ID '${clipped(id, MAX_ECHOED)}' is not valid`)

/** By the id's prefix; throws InvalidID. */
function taggableOf(id: string): Taggable {
  const [, prefix] = /^([a-z-]+)-[0-9a-f]{8,17}$/.exec(id) ?? []
  const found = TAGGABLE.find((one) => one.prefix === prefix)
  if (!found) throw invalidId(id)
  return found
}

function checkResources(ids: readonly string[]): void {
  if (ids.length > MAX_RESOURCES) {
    throw ec2Error('InvalidParameterValue', `The number of resources must not exceed ${MAX_RESOURCES}.`)
  }
  for (const id of ids) taggableOf(id)
}

/** Authorization on each resource that a request names, with the tags that it has. */
function onEach(context: Context<{ Resources: string[] }>, keys: Need['context']): Need[] {
  const { account, input, request } = context
  return [...new Set(input.Resources)].map((id) => {
    const { type, find, arnNameOf } = taggableOf(id)
    const found = find(account, request.region, id)
    return onResource(context as never, type, arnNameOf?.(account, request.region, id) ?? id, {
      tags: found?.tags ?? [],
      context: { ...found?.keys, ...keys },
    })
  })
}

/** Gives resources other tags: all of them, or none if one doesn't exist or a limit is reached. */
function retag(
  { account, input, request }: Context<{ Resources: string[] }, Draft>,
  tagsOf: (present: readonly Tag[]) => readonly Tag[],
): void {
  for (const { tags, put } of foundAll(account, request.region, input.Resources)) put(account, tagsOf(tags))
  for (const { checkAll } of new Set(input.Resources.map(taggableOf))) checkAll?.(account)
}

/** All of them, before one is changed; throws if one doesn't exist. */
const foundAll = (account: AccountView, region: string, ids: readonly string[]): Tagged[] =>
  [...new Set(ids)].map((id) => {
    const taggable = taggableOf(id)
    const found = taggable.find(account, region, id)
    if (!found) throw taggable.missing(id)
    return found
  })

/**
 * Adds tags to resources, or replaces them. All resources are tagged, or none.
 * Limits: 50 tags on a resource, 1,000 resources in a request.
 * Errors: InvalidID, `Invalid<Resource>.NotFound`, InvalidParameterValue, TagLimitExceeded.
 * Source: EC2 API Reference, "CreateTags"; a recorded reply.
 */
export const CreateTags = operation('ec2', 'CreateTags', {
  check({ input }) {
    checkResources(input.Resources)
    checkedTags(input.Tags)
  },
  needs: (context) => onEach(context, requestTagContext(checkedTags(context.input.Tags))),
  handle(context) {
    const added = checkedTags(context.input.Tags)
    retag(context, (present) => mergedTags(present, added))
  },
})

/**
 * Removes tags from resources: those with a key, with a key and a value, or all. A tag that isn't there is no error.
 * Errors: InvalidID, `Invalid<Resource>.NotFound`.
 * Source: EC2 API Reference, "DeleteTags".
 */
export const DeleteTags = operation('ec2', 'DeleteTags', {
  check({ input: { Resources, Tags = [] } }) {
    checkResources(Resources)
    if (Tags.some(({ Key }) => !Key)) throw invalidParameterValue('Tag keys may not be empty.')
  },
  needs: (context) => onEach(context, tagKeys(context.input.Tags)),
  handle(context) {
    retag(context, (present) => withoutTags(present, context.input.Tags))
  },
})

/** A tag without a value asks for no value in particular: `aws:RequestTag` is for those with one. */
function tagKeys(tags: readonly GivenTag[] = []): NonNullable<Need['context']> {
  if (tags.length === 0) return {}
  const valued = tags.flatMap(({ Key = '', Value }) => (Value === undefined ? [] : [{ Key, Value }]))
  return { ...requestTagContext(valued), 'aws:TagKeys': tags.map(({ Key = '' }) => Key) }
}

function withoutTags(present: readonly Tag[], gone: readonly GivenTag[] | undefined): readonly Tag[] {
  if (!gone?.length) return []
  const values = new Map(gone.map(({ Key, Value }) => [Key, Value]))
  return present.filter(({ Key, Value }) => !values.has(Key) || (values.get(Key) ?? Value) !== Value)
}

/** Every tag of the Region's resources. */
function* tagsOfRegion(account: AccountView, region: string): Iterable<Required<TagDescription>> {
  for (const { type, all } of TAGGABLE) {
    for (const { id, tags } of all(account, region)) {
      for (const { Key, Value } of tags) yield { Key, Value, ResourceId: id, ResourceType: type }
    }
  }
}

/**
 * Lists the tags of the Region's resources.
 * Errors: InvalidParameterValue.
 * Source: EC2 API Reference, "DescribeTags".
 */
export const DescribeTags = describe('DescribeTags', {
  member: 'Tags',
  items: ({ account, request }) => tagsOfRegion(account, request.region),
  key: ({ ResourceId, Key }) => `${ResourceId}/${Key}`,
  filters: {
    values: {
      key: ({ Key }) => Key,
      'resource-id': ({ ResourceId }) => ResourceId,
      'resource-type': ({ ResourceType }) => ResourceType,
      value: ({ Value }) => Value,
    },
    tags: (tag) => [tag],
  },
  shown: (tag) => tag,
})

export const taggingOperations = [CreateTags, DeleteTags, DescribeTags]
