import { accountTime } from '../account/account.js'
import type { UserCaller } from '../account/caller.js'
import { ApiError } from '../api/api-error.js'
import { AwsError } from '../aws/aws-error.js'
import { ChangePassword } from '../iam/change-password.js'
import type { Challenge } from './challenges.js'
import { tooManyAttempts } from './errors.js'
import { arnOf, type Principal } from './principal.js'
import { operationRequest, type SignInRequest } from './request.js'
import type { SignInServices } from './services.js'

/**
 * The forced change runs the real ChangePassword as the user, so that policy, permission and record are the same as
 * for any other client. Throws ApiError with AWS's combined text and the precise reason as the next step.
 */
export async function changeForcedPassword(
  services: SignInServices,
  principal: Principal,
  challenge: Challenge,
  passwords: { oldPassword: string; newPassword: string },
  request: SignInRequest,
): Promise<void> {
  try {
    await services.runner.run({
      operation: ChangePassword,
      input: { OldPassword: passwords.oldPassword, NewPassword: passwords.newPassword },
      caller: consoleCaller(services, principal, challenge),
      request: operationRequest(request),
      from: request.from,
    })
  } catch (error) {
    if (error instanceof AwsError && error.reason !== 'hashing-queue') throw signInError(error)
    throw error
  }
}

function consoleCaller({ clock }: SignInServices, principal: Principal, { mfaAt }: Challenge): UserCaller {
  const now = accountTime(principal.account, clock.now())
  return {
    type: 'IAMUser',
    accountId: principal.account.accountId,
    incarnation: principal.account.incarnation,
    arn: arnOf(principal),
    userId: principal.principalId,
    userName: principal.userName ?? '',
    credential: {
      accessKeyId: '',
      kind: 'console',
      mfaPresent: mfaAt !== undefined,
      ...(mfaAt === undefined ? {} : { mfaAuthenticatedAt: now }),
      issuedAt: now,
    },
  }
}

/** Source of the combined text: AWS re:Post knowledge centre; public reports. */
function signInError(error: AwsError): ApiError {
  if (error.code === 'Throttling') return tooManyAttempts(Number(error.facts?.seconds ?? 1))
  if (error.reason === 'old-password-wrong') return new ApiError(400, 'OldPasswordWrong', error.message)
  if (error.reason === 'password-reused') {
    return new ApiError(400, 'PasswordReused', error.message, {
      nextStep: 'Choose a password that you haven’t used in this account.',
    })
  }
  const denied = error.code === 'AccessDenied'
  return new ApiError(
    400,
    denied ? 'AccessDenied' : 'PasswordPolicyViolation',
    'Either user is not authorized to perform iam:ChangePassword or entered password does not comply with account password policy set by administrator',
    {
      nextStep: denied
        ? 'You aren’t allowed to change your password. Ask your administrator for iam:ChangePassword.'
        : `${error.message}.`,
    },
  )
}
