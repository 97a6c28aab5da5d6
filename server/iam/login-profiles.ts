import { type AccountView, accountEntity, type Entity } from '../account/account.js'
import { SINGLETON } from '../account/entities.js'
import { entityAlreadyExists, noSuchEntity, passwordPolicyViolation } from '../aws/aws-error.js'
import { brokenConstraint, NOT_NULL } from '../aws/constraint-failure.js'
import { passwordViolation } from '../credentials/password-rules.js'
import { operation, query } from '../runner/operation.js'
import { StaleRead } from '../runner/stale-read.js'
import { credentialOwner } from './credential-owner.js'
import { onUser } from './needs.js'

/** How many earlier hashes are kept: the policy's greatest reuse prevention. */
const HISTORY = 24

export const noLoginProfile = (userName: string | undefined) =>
  noSuchEntity(`Login Profile for User ${userName ?? 'null'} cannot be found.`, 'no-login-profile')

/** Throws PasswordPolicyViolation where the account's policy, or the default one, refuses the password. */
export function checkPassword(account: AccountView, password: string): void {
  const { name, email } = accountEntity(account)
  const violation = passwordViolation(password, account.get('AccountPasswordPolicy', SINGLETON), { name, email })
  if (violation) throw passwordPolicyViolation(violation, 'password-policy')
}

/** Throws when `hash` is among the last passwords that the policy remembers, the present one included. */
export function checkReuse(account: AccountView, profile: Entity<'LoginProfile'>, hash: string): void {
  const remembered = account.get('AccountPasswordPolicy', SINGLETON)?.passwordReusePrevention ?? 0
  if ([profile.password.hash, ...profile.history].slice(0, remembered).includes(hash)) throw passwordReused()
}

/** Source of the message: an imitator of IAM; unverified. */
export const passwordReused = () =>
  passwordPolicyViolation(
    'Policy constraint violation with password reuse prevention during password change.',
    'password-reused',
  )

/** The profile with a new password; earlier hashes share its salt, so that one hash checks all. */
export function withPassword(profile: Entity<'LoginProfile'>, hash: string, now: number): Entity<'LoginProfile'> {
  return {
    ...profile,
    password: { hash },
    changedAt: now,
    history: [profile.password.hash, ...profile.history].slice(0, HISTORY),
  }
}

/**
 * Gives a user a console password. Errors: NoSuchEntity, EntityAlreadyExists, PasswordPolicyViolation.
 * Source: IAM API Reference, "CreateLoginProfile".
 */
export const CreateLoginProfile = operation('iam', 'CreateLoginProfile', {
  needs: ({ account, caller, input }) => onUser(account, caller, input.UserName),
  async prepare({ account, input, passwords }) {
    if (input.Password === undefined) throw brokenConstraint('password', NOT_NULL)
    checkPassword(account, input.Password)
    return passwords.hash(input.Password)
  },
  handle({ account, caller, input, now, prepared }) {
    const owner = credentialOwner(account, caller, input.UserName)
    if (owner.type === 'root') throw noSuchEntity('The user with name null cannot be found.')
    if (account.get('LoginProfile', owner.id))
      throw entityAlreadyExists(`Login Profile for user ${owner.user.userName} already exists.`)
    checkPassword(account, input.Password ?? '')
    const resetRequired = input.PasswordResetRequired ?? false
    account.put('LoginProfile', {
      userId: owner.id,
      createDate: now,
      password: { hash: prepared },
      changedAt: now,
      resetRequired,
      history: [],
    })
    return { LoginProfile: { UserName: owner.user.userName, CreateDate: now, PasswordResetRequired: resetRequired } }
  },
  result: ({ LoginProfile }) => ({
    loginProfile: { userName: LoginProfile.UserName, passwordResetRequired: LoginProfile.PasswordResetRequired },
  }),
})

/**
 * Says when a user's password was created and whether the user must change it; never returns the password. Errors:
 * NoSuchEntity.
 * Source: "GetLoginProfile".
 */
export const GetLoginProfile = query('iam', 'GetLoginProfile', {
  needs: ({ account, caller, input }) => onUser(account, caller, input.UserName),
  handle({ account, caller, input }) {
    const owner = credentialOwner(account, caller, input.UserName)
    const profile = owner.type === 'user' ? account.get('LoginProfile', owner.id) : undefined
    if (!profile || owner.type === 'root') throw noLoginProfile(owner.type === 'user' ? owner.user.userName : undefined)
    const { createDate, resetRequired } = profile
    return { LoginProfile: { UserName: owner.user.userName, CreateDate: createDate, PasswordResetRequired: resetRequired } }
  },
})

/**
 * Sets another user's password, or only whether they must change it. The password policy applies to administrators too.
 * Errors: NoSuchEntity, PasswordPolicyViolation.
 * Source: IAM API Reference, "UpdateLoginProfile".
 */
export const UpdateLoginProfile = operation('iam', 'UpdateLoginProfile', {
  needs: ({ account, caller, input }) => onUser(account, caller, input.UserName),
  async prepare({ account, caller, input, passwords }) {
    if (input.Password === undefined) return undefined
    const owner = credentialOwner(account, caller, input.UserName)
    const basedOn = account.get('LoginProfile', owner.id)?.password.hash
    if (basedOn === undefined) return undefined
    checkPassword(account, input.Password)
    return { basedOn, hash: await passwords.hash(input.Password, basedOn) }
  },
  handle({ account, caller, input, now, prepared }) {
    const owner = credentialOwner(account, caller, input.UserName)
    const profile = account.get('LoginProfile', owner.id)
    if (!profile) throw noLoginProfile(input.UserName)
    const resetRequired = input.PasswordResetRequired ?? profile.resetRequired
    if (input.Password === undefined) {
      account.put('LoginProfile', { ...profile, resetRequired })
      return
    }
    if (prepared?.basedOn !== profile.password.hash) throw new StaleRead()
    checkPassword(account, input.Password)
    checkReuse(account, profile, prepared.hash)
    account.put('LoginProfile', { ...withPassword(profile, prepared.hash, now), resetRequired })
  },
})

/**
 * Deletes a user's console password; access keys and running sessions keep working. Errors: NoSuchEntity.
 * Source: "DeleteLoginProfile".
 */
export const DeleteLoginProfile = operation('iam', 'DeleteLoginProfile', {
  needs: ({ account, caller, input }) => onUser(account, caller, input.UserName),
  handle({ account, caller, input }) {
    const owner = credentialOwner(account, caller, input.UserName)
    if (!account.get('LoginProfile', owner.id)) throw noLoginProfile(owner.type === 'user' ? owner.user.userName : undefined)
    account.delete('LoginProfile', owner.id)
  },
})

export const loginProfileOperations = [CreateLoginProfile, GetLoginProfile, UpdateLoginProfile, DeleteLoginProfile]
