import { accessDenied, invalidUserType } from '../aws/aws-error.js'
import { guessed } from '../credentials/guesses.js'
import { operation } from '../runner/operation.js'
import { StaleRead } from '../runner/stale-read.js'
import { checkPassword, checkReuse, noLoginProfile, passwordReused, withPassword } from './login-profiles.js'
import { onUser } from './needs.js'

const onlyUsers = () => invalidUserType('Only IAM Users can change their own password', 'not-a-user')

/**
 * Changes the caller's own password. Only IAM users can: root and role sessions have no such password. Errors:
 * InvalidUserType, NoSuchEntity, AccessDenied (old password), PasswordPolicyViolation, Throttling (the old password is
 * guessed).
 * Source: IAM API Reference, "ChangePassword"; wording of the refusals from imitators of IAM, unverified.
 */
export const ChangePassword = operation('iam', 'ChangePassword', {
  needs: ({ account, caller }) => onUser(account, caller, undefined),
  guesses({ account, caller }) {
    const known = caller.type === 'IAMUser' && account.get('LoginProfile', caller.userId)
    return known ? guessed.password(account, caller.userId) : undefined
  },
  async prepare({ account, caller, input, passwords, attempt }) {
    if (caller.type !== 'IAMUser') throw onlyUsers()
    const basedOn = account.get('LoginProfile', caller.userId)?.password.hash
    if (basedOn === undefined) throw noLoginProfile(caller.userName)
    if (!attempt) throw new StaleRead()
    const isOld = await passwords.verify(input.OldPassword, basedOn, { first: attempt.known }).catch((error: unknown) => {
      attempt.withdraw()
      throw error
    })
    if (isOld) attempt.right()
    return { basedOn, isOld, hash: isOld ? await passwords.hash(input.NewPassword, basedOn) : '' }
  },
  handle({ account, caller, input, now, prepared }) {
    const profile = account.get('LoginProfile', caller.userId)
    if (profile?.password.hash !== prepared.basedOn) throw new StaleRead()
    if (!prepared.isOld) throw accessDenied('The old password was incorrect.', 'old-password-wrong')
    checkPassword(account, input.NewPassword)
    if (prepared.hash === profile.password.hash) throw passwordReused()
    checkReuse(account, profile, prepared.hash)
    account.put('LoginProfile', { ...withPassword(profile, prepared.hash, now), resetRequired: false })
  },
})
