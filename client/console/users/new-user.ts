import type { IAM, PasswordPolicy } from '@aws-sdk/client-iam'
import { generatePassword } from '../parts/password-rules.js'
import type { Tag } from '../parts/tag-editor.js'
import { callsOf, heldPolicies } from '../queries/holder.js'
import { listGroupsOf } from '../queries/users.js'
import type { PasswordChoice } from './password-choice.js'

/** What a new user may do, and by which of the three ways. */
export interface Grants {
  how: 'group' | 'copy' | 'attach'
  groups: readonly string[]
  /** ARNs of managed policies. */
  policies: readonly string[]
  /** The user whose permissions are copied. */
  copyFrom: string | undefined
  boundary: string | undefined
}

export const NO_GRANTS: Grants = { how: 'group', groups: [], policies: [], copyFrom: undefined, boundary: undefined }

/** What the wizard gathers. */
export interface NewUser {
  userName: string
  /** Undefined: no console access. */
  password: string | undefined
  mustReset: boolean
  grants: Grants
  tags: readonly Tag[]
  /** Whether the account lets every user change their own password: else IAMUserChangePassword is attached. */
  usersMayChange: boolean
}

/** What a user needs who shall change a first password, where the account does not allow it to all. */
export const CHANGE_PASSWORD = 'arn:aws:iam::aws:policy/IAMUserChangePassword'

const DEFAULT_LENGTH = 12

/** The password that was chosen or is made up now; undefined: the present one is kept. */
export function newPassword(
  { kind, custom }: PasswordChoice,
  policy: Pick<PasswordPolicy, 'MinimumPasswordLength'> | null | undefined,
): string | undefined {
  if (kind === 'keep') return undefined
  return kind === 'custom' ? custom : generatePassword(Math.max(DEFAULT_LENGTH, policy?.MinimumPasswordLength ?? 0))
}

/** The calls of the wizard, in its order. */
export async function createUser(iam: IAM, { userName: UserName, grants, tags, ...user }: NewUser): Promise<void> {
  const copied = grants.how === 'copy' && grants.copyFrom ? await permissionsOf(iam, grants.copyFrom) : undefined
  const groups = copied?.groups ?? (grants.how === 'group' ? grants.groups : [])
  const policies = copied?.attached ?? (grants.how === 'attach' ? grants.policies : [])
  const boundary = grants.boundary ?? copied?.boundary
  await iam.createUser({
    UserName,
    ...(boundary ? { PermissionsBoundary: boundary } : {}),
    ...(tags.length > 0 ? { Tags: tags.map(({ key, value }) => ({ Key: key, Value: value })) } : {}),
  })
  for (const GroupName of groups) await iam.addUserToGroup({ UserName, GroupName })
  for (const PolicyArn of policies) await iam.attachUserPolicy({ UserName, PolicyArn })
  for (const inline of copied?.inline ?? []) await iam.putUserPolicy({ UserName, ...inline })
  if (user.password === undefined) return
  await iam.createLoginProfile({ UserName, Password: user.password, PasswordResetRequired: user.mustReset })
  if (user.mustReset && !user.usersMayChange && !policies.includes(CHANGE_PASSWORD)) {
    await iam.attachUserPolicy({ UserName, PolicyArn: CHANGE_PASSWORD })
  }
}

/** All that "Copy permissions" takes over: groups, managed and inline policies, the boundary. */
async function permissionsOf(iam: IAM, UserName: string) {
  const [{ User }, groups, { attached, inline }] = await Promise.all([
    iam.getUser({ UserName }),
    listGroupsOf(iam, UserName),
    heldPolicies(iam, { kind: 'user', name: UserName }),
  ])
  const { get } = callsOf({ kind: 'user', name: UserName })
  const documents = inline.map(async (PolicyName) => ({
    PolicyName,
    PolicyDocument: decodeURIComponent((await get(iam, UserName, PolicyName)).PolicyDocument ?? ''),
  }))
  return {
    groups: groups.map(({ GroupName = '' }) => GroupName),
    attached: attached.map(({ arn }) => arn),
    inline: await Promise.all(documents),
    boundary: User?.PermissionsBoundary?.PermissionsBoundaryArn,
  }
}
