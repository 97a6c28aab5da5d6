import type { IAM } from '@aws-sdk/client-iam'

/** What the wizard gathers. */
export interface NewUser {
  userName: string
  /** Undefined: no console access. */
  password: string | undefined
  mustReset: boolean
  groups: readonly string[]
  policies: readonly string[]
  /** Whether the account lets every user change their own password: else IAMUserChangePassword is attached. */
  usersMayChange: boolean
}

const CHANGE_PASSWORD = 'arn:aws:iam::aws:policy/IAMUserChangePassword'

/** The calls of the wizard, in its order. */
export async function createUser(iam: IAM, user: NewUser): Promise<void> {
  const UserName = user.userName
  await iam.createUser({ UserName })
  for (const GroupName of user.groups) await iam.addUserToGroup({ UserName, GroupName })
  for (const PolicyArn of user.policies) await iam.attachUserPolicy({ UserName, PolicyArn })
  if (user.password === undefined) return
  await iam.createLoginProfile({ UserName, Password: user.password, PasswordResetRequired: user.mustReset })
  if (user.mustReset && !user.usersMayChange && !user.policies.includes(CHANGE_PASSWORD)) {
    await iam.attachUserPolicy({ UserName, PolicyArn: CHANGE_PASSWORD })
  }
}
