import { type Account, accountEntity, accountTime } from '../account/account.js'
import type { Random } from '../account/ports.js'
import { endSessions } from './console-sessions.js'
import { notSignedIn } from './errors.js'
import { principalById } from './principal.js'
import type { SignInRequest } from './request.js'
import type { SignInServices } from './services.js'

/** What root signs in with from now on. The password is in this answer and nowhere else. */
export interface RecoveredRoot {
  accountId: string
  email: string
  password: string
}

/** Gives an account's root user a new password. Whoever may ask for that is the caller's to decide. */
export type RecoverRoot = (account: Account, request: SignInRequest) => Promise<RecoveredRoot>

/**
 * What the link in AWS's mail does after "Forgot password?". Root's console sessions end, and so do the credentials of
 * their pages and the browsers that are known as root's. MFA devices and access keys stay as they are.
 * Source: IAM User Guide, "Reset a lost or forgotten root user password"; AWS CloudTrail User Guide, "AWS Management
 * Console sign-in events" (PasswordRecoveryRequested, PasswordRecoveryCompleted).
 */
export const rootRecovery =
  (services: SignInServices): RecoverRoot =>
  async (account, request) => {
    const { accountId } = account
    const root = await principalById(services.accounts, account, accountId)
    if (!root) throw notSignedIn()
    const record = (name: 'PasswordRecoveryRequested' | 'PasswordRecoveryCompleted') =>
      services.events.succeeded(root, { name, result: { [name]: 'Success' } }, request)
    await record('PasswordRecoveryRequested')
    const { name, email } = accountEntity(account)
    const password = newRootPassword(services.random)
    const score = await services.estimateScore(password, [name, email], 'root')
    const hash = await services.passwords.hash(password, undefined, ['account', accountId])
    await services.accounts.write(account, (draft) => {
      const changedAt = accountTime(draft, services.clock.now())
      const rootPassword = { hash, changedAt, ...(score === undefined ? {} : { score }) }
      draft.put('Account', { ...accountEntity(draft), rootPassword, rootSessionsFrom: changedAt })
    })
    await endSessions(services.documents, root)
    await services.devices.forget(root)
    await record('PasswordRecoveryCompleted')
    return { accountId, email, password }
  }

/** What zxcvbn thinks of such a password: 96 bits of chance are its best. */
export const NEW_ROOT_PASSWORD_SCORE = 4

/** 20 characters of all four classes. */
export const newRootPassword = (random: Random): string =>
  `${Buffer.from(random.bytes(12)).toString('base64url').replaceAll(/[-_]/g, 'x')}-Aa7+`
