import type { Tag } from '../account/entities.js'
import { requestTagContext } from '../iam/tag-context.js'
import type { Context, Need } from '../runner/operation.js'
import { ec2Arn } from './arns.js'

type Keys = NonNullable<Need['context']>

/** `aws:ResourceTag/k` and `ec2:ResourceTag/k` of an existing resource. */
export const resourceTagKeys = (tags: readonly Tag[]): Keys =>
  Object.fromEntries(
    tags.flatMap(({ Key, Value }) => [
      [`aws:ResourceTag/${Key}`, Value],
      [`ec2:ResourceTag/${Key}`, Value],
    ]),
  )

/**
 * Authorization on one resource of the Region, whether it exists or not. `ec2:Region` is there without being named.
 * Source: Service Authorization Reference, "Actions, resources, and condition keys for Amazon EC2".
 */
export function onResource(
  { account, request }: Pick<Context<never>, 'account' | 'request'>,
  type: string,
  id: string,
  { tags = [], ...keys }: { tags?: readonly Tag[]; action?: string; context?: Keys } = {},
): Need {
  const { context = {}, ...rest } = keys
  return {
    ...rest,
    resource: ec2Arn(request.region, account.accountId, type, id),
    context: { ...resourceTagKeys(tags), ...context },
  }
}

/**
 * What the creation of a resource asks for: the action itself, and ec2:CreateTags if it is tagged at once.
 * Source: Amazon EC2 User Guide, "Grant permission to tag Amazon EC2 resources during creation".
 */
export function creating(need: Need, operation: string, tags: readonly Tag[]): Need[] {
  const context = { ...need.context, ...requestTagContext(tags) }
  const create = { ...need, context }
  if (tags.length === 0) return [create]
  return [create, { ...need, action: 'ec2:CreateTags', context: { ...context, 'ec2:CreateAction': operation } }]
}
