import { foldedEmail } from '../account/account-names.js'
import { ApiError } from '../api/api-error.js'
import { countedGuess } from './guess.js'
import { rootByEmail } from './principal.js'
import type { SignInRequest } from './request.js'
import type { SignInServices } from './services.js'

/**
 * The first page of root's sign-in, which tells whether an account has the email, as AWS's does. Looking for accounts is
 * slowed down: what was not found counts. A browser that signed in as this root user before has a lane of its own.
 * Throws ApiError.
 */
export async function findRootEmail(services: SignInServices, email: string, request: SignInRequest): Promise<void> {
  const root = await rootByEmail(services.accounts, email)
  const at = {
    target: { kind: 'root-email', name: foldedEmail(email) },
    owner: root && { account: root.account, principalId: root.principalId },
  } as const
  // Without an account there is no history that could tell of it.
  const guess = await countedGuess(services, { at, who: undefined, name: 'ConsoleLogin' }, request)
  if (!root) {
    throw new ApiError(
      404,
      'NoSuchAccount',
      'An AWS account with that sign-in information does not exist. Try again or create a new account.',
    )
  }
  await guess.withdraw()
}
