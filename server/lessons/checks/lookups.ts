import { z } from 'zod'
import type { AccountView, Entity } from '../../account/account.js'
import { foldName } from '../../account/indexes.js'
import { userNamed } from '../../account/named.js'
import type { RecordedPrincipal, RequestRecord } from '../../account/request-record.js'
import { isPublicAddress } from '../../ec2/instances/network-names.js'

/** Whose: `user: alice` or `root: true`. */
export const who = { user: z.string().exactOptional(), root: z.boolean().exactOptional() }
export interface Who {
  user?: string
  root?: boolean
}

/** For checks that ask about one of them. */
export const namesOne = ({ user, root = false }: Who): boolean => (user === undefined) === root
export const NAMES_ONE = 'say whose: give `user`, or `root: true`'

/** The owner id of keys and devices, or undefined when there is no such user. */
export function ownerId(account: AccountView, { user, root }: Who): string | undefined {
  if (root) return account.accountId
  return user === undefined ? undefined : userNamed(account, user)?.userId
}

/** Their access keys, oldest first; none when there is no such user. */
export function accessKeysOf(account: AccountView, who: Who): Entity<'AccessKey'>[] {
  const owner = ownerId(account, who)
  const keys = owner === undefined ? [] : account.where('AccessKey', 'owner', owner)
  return [...keys].sort((a, b) => a.createDate - b.createDate)
}

/** A page of the console that is open reads by itself: nobody's doing. */
export const isReadByPage = ({ readOnly, principal }: RequestRecord): boolean =>
  readOnly && principal.credentialKind === 'console'

/** `alice`, `root` for the root user, or `{not: alice}`. */
export type PrincipalName = string | { not: string }
export const principalName: z.ZodType<PrincipalName> = z.union(
  [z.string(), z.strictObject({ not: z.string() })],
  'expected a user name, root, or {not: name} here',
)

/** Users are matched ignoring case, as IAM does. */
export function isPrincipal(principal: RecordedPrincipal, name: PrincipalName | undefined): boolean {
  if (name === undefined) return true
  if (typeof name === 'object') return !isPrincipal(principal, name.not)
  if (name === 'root') return principal.type === 'Root'
  return principal.userName !== undefined && foldName(principal.userName) === foldName(name)
}

/** Roles are matched ignoring case, as IAM does. */
export const isSessionOf = ({ type, sessionIssuer }: RecordedPrincipal, role: string): boolean =>
  type === 'AssumedRole' && foldName(sessionIssuer?.name ?? '') === foldName(role)

/** An instance without a public address calls from its private one. Actors have addresses like the public ones. */
export const isOfInstance = (account: AccountView, sourceIp: string): boolean =>
  isPublicAddress(sourceIp) || account.ordered('Instance').some(({ privateIpAddress }) => privateIpAddress === sourceIp)
