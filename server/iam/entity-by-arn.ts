import type { AccountView, Entity } from '../account/account.js'
import { groupArn, roleArn, userArn } from '../account/arns.js'
import { groupNamed, roleNamed, userNamed } from '../account/named.js'

/** Whoever can have policies. */
export type PolicyHolder =
  | { type: 'User'; entity: Entity<'User'>; arn: string; id: string }
  | { type: 'Group'; entity: Entity<'Group'>; arn: string; id: string }
  | { type: 'Role'; entity: Entity<'Role'>; arn: string; id: string }

/** The user, group or role of exactly this ARN, path included. */
export function entityByArn(account: AccountView, arn: string): PolicyHolder | undefined {
  const [, type, name = ''] = /^arn:aws[\w-]*:iam::\d{12}:(user|group|role)\/(?:.*\/)?([^/]+)$/.exec(arn) ?? []
  const found = type === undefined ? undefined : holderNamed(account, type, name)
  return found?.arn === arn ? found : undefined
}

function holderNamed(account: AccountView, type: string, name: string): PolicyHolder | undefined {
  const { accountId } = account
  if (type === 'user') {
    const entity = userNamed(account, name)
    return entity && { type: 'User', entity, arn: userArn(accountId, entity), id: entity.userId }
  }
  if (type === 'group') {
    const entity = groupNamed(account, name)
    return entity && { type: 'Group', entity, arn: groupArn(accountId, entity), id: entity.groupId }
  }
  const entity = roleNamed(account, name)
  return entity && { type: 'Role', entity, arn: roleArn(accountId, entity), id: entity.roleId }
}
