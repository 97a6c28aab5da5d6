import { rootArn } from '../account/arns.js'
import { newAccount } from '../account/new-account.js'
import { StagedAccount } from '../account/staged-account.js'
import { ApiError } from '../api/api-error.js'
import { sourceOf } from '../bounds/source.js'
import { passwordViolation } from '../credentials/password-rules.js'
import { CreateAccessKey } from '../iam/access-keys.js'
import { operationRequest, type SignInRequest } from './request.js'
import type { DocumentsOf, SignInServices } from './services.js'

export interface SignUp {
  email: string
  password: string
  accountName: string
  /** For scripts and tests that want a known one. */
  accountId?: string | undefined
  /** Root's first access key, for scripts: nobody has to sign in for it. */
  rootAccessKey?: boolean | undefined
}

export interface SignedUp {
  accountId: string
  accountName: string
  email: string
  signInUrl: string
  /** zxcvbn's 0–4, for the learner to see; absent if the estimate came too late. */
  passwordScore?: number
  /** Shown this once. */
  rootAccessKey?: { accessKeyId: string; secretAccessKey: string }
}

/**
 * Makes a clean account. Root's password obeys AWS's rule for root: 8–128 characters, three of four classes, not the
 * account's name or e-mail. Throws ApiError. Source: IAM User Guide, "Change the root user password".
 */
export async function signUp(
  services: SignInServices,
  wanted: SignUp,
  documentsOf: DocumentsOf,
  source: SignInRequest,
): Promise<SignedUp> {
  const { email, password, accountName, accountId } = wanted
  if (!services.allowSignUp) throw new ApiError(403, 'SignUpClosed', 'This server doesn’t accept new accounts.')
  checkRootPassword(password, { name: accountName, email })
  const { passwords, accounts, clock, random } = services
  const [passwordScore, passwordHash] = await Promise.all([
    services.estimateScore(password, [accountName, email]),
    passwords.hash(password, undefined, ['address', sourceOf(source.sourceIp)]),
  ])
  const draft = newAccount({
    accountId,
    name: accountName,
    email,
    passwordHash,
    passwordScore,
    now: clock.now(),
    random,
  })
  // Account, owner and key are written together or not at all.
  const staged = new StagedAccount(draft, clock)
  const rootAccessKey = wanted.rootAccessKey ? await createRootAccessKey(services, staged, source) : undefined
  const { status } = await accounts.adopt(await staged.adoption({ documents: documentsOf(draft.accountId) }))
  if (status === 'taken') throw emailTaken()
  if (status !== 'adopted') throw new ApiError(409, 'AccountIdTaken', `The account ID ${draft.accountId} is taken.`)
  return {
    accountId: draft.accountId,
    accountName,
    email,
    signInUrl: `${services.baseUrl()}/signin?account=${draft.accountId}`,
    ...(passwordScore === undefined ? {} : { passwordScore }),
    ...(rootAccessKey ? { rootAccessKey } : {}),
  }
}

/** The real CreateAccessKey, as root: it is on record like any other. */
async function createRootAccessKey({ runner, clock }: SignInServices, staged: StagedAccount, source: SignInRequest) {
  const { accountId, incarnation } = await staged.account()
  const credential = { accessKeyId: '', kind: 'console', mfaPresent: false, issuedAt: clock.now() } as const
  const { AccessKey } = (await runner.over(staged.accounts).run({
    operation: CreateAccessKey,
    input: {},
    caller: { type: 'Root', accountId, incarnation, arn: rootArn(accountId), userId: accountId, credential },
    request: operationRequest(source),
  })) as { AccessKey: { AccessKeyId: string; SecretAccessKey: string } }
  return { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey }
}

export const emailTaken = () =>
  new ApiError(409, 'EmailTaken', 'An account with this email address already exists.', {
    nextStep: 'Sign in with this address, or use another one.',
  })

/** The account's password policy does not bind root; the default rules do. */
export function checkRootPassword(password: string, account: { name: string; email: string }): void {
  const violation = passwordViolation(password, undefined, account)
  if (violation) throw new ApiError(400, 'PasswordTooWeak', `${violation}.`)
}
