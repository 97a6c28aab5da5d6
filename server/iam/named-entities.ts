import type { AccountView, Entity } from '../account/account.js'
import { groupNamed, roleNamed, userNamed } from '../account/named.js'
import { noSuchEntity, unmodifiableEntity } from '../aws/aws-error.js'

/** Looks up by name, ignoring case. Source of messages: recorded AWS replies (`The user with name … cannot be found.`). */
export function findUser(account: AccountView, name: string): Entity<'User'> {
  const user = userNamed(account, name)
  if (!user) throw noSuchEntity(`The user with name ${name} cannot be found.`)
  return user
}

export function findGroup(account: AccountView, name: string): Entity<'Group'> {
  const group = groupNamed(account, name)
  if (!group) throw noSuchEntity(`The group with name ${name} cannot be found.`)
  return group
}

export function findRole(account: AccountView, name: string): Entity<'Role'> {
  const role = roleNamed(account, name)
  if (!role) throw noSuchEntity(`The role with name ${name} cannot be found.`)
  return role
}

/** A role that its account may change: service-linked ones only their service may. Source: recorded AWS replies. */
export function findOwnRole(account: AccountView, name: string): Entity<'Role'> {
  const role = findRole(account, name)
  if (role.serviceLinkedFor !== undefined) {
    throw unmodifiableEntity(
      `Cannot perform the operation on the protected role '${role.roleName}' - this role is only modifiable by AWS`,
      'service-linked-role',
    )
  }
  return role
}
