import type { AccountView, Entity } from './account.js'
import { foldName } from './indexes.js'

export const userNamed = (account: AccountView, name: string): Entity<'User'> | undefined =>
  account.where('User', 'name', foldName(name))[0]

export const groupNamed = (account: AccountView, name: string): Entity<'Group'> | undefined =>
  account.where('Group', 'name', foldName(name))[0]

export const roleNamed = (account: AccountView, name: string): Entity<'Role'> | undefined =>
  account.where('Role', 'name', foldName(name))[0]
