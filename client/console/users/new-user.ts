import type { IAM, PasswordPolicy } from '@aws-sdk/client-iam'
import { generatePassword } from '../parts/password-rules.js'
import type { Tag } from '../parts/tag-editor.js'
import { type Grants, give, permissionsBy } from './grants.js'
import type { PasswordChoice } from './password-choice.js'

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
  const permissions = await permissionsBy(iam, grants)
  const { attached, boundary } = permissions
  await iam.createUser({
    UserName,
    ...(boundary ? { PermissionsBoundary: boundary } : {}),
    ...(tags.length > 0 ? { Tags: tags.map(({ key, value }) => ({ Key: key, Value: value })) } : {}),
  })
  await give(iam, UserName, permissions)
  if (user.password === undefined) return
  await iam.createLoginProfile({ UserName, Password: user.password, PasswordResetRequired: user.mustReset })
  if (user.mustReset && !user.usersMayChange && !attached.includes(CHANGE_PASSWORD)) {
    await iam.attachUserPolicy({ UserName, PolicyArn: CHANGE_PASSWORD })
  }
}
