import type { PublicKeyCredentialCreationOptionsJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { isSameAccount } from '../account/account.js'
import { ApiError } from '../api/api-error.js'
import { AwsError } from '../aws/aws-error.js'
import { findCredential } from '../credentials/signing-credential.js'
import { EnablePasskey, type ProvenPasskey } from '../iam/passkeys.js'
import type { Challenges } from './challenges.js'
import { consoleCredentials } from './console-credentials.js'
import type { ConsoleSession } from './console-sessions.js'
import { notSignedIn } from './errors.js'
import { provenRegistration, registrationOptions } from './passkeys.js'
import { principalOf } from './principal.js'
import { operationRequest, type SignInRequest } from './request.js'
import type { SignInServices } from './services.js'

/**
 * The console's enrolment of a passkey, for oneself or (with a `userName`) for another user: first what the browser has
 * to make, then the proof. Who may is decided at the end, as for every EnableMFADevice.
 * Source: IAM User Guide, "Assign a passkey or security key".
 */
export async function startPasskey(
  { accounts }: SignInServices,
  challenges: Challenges,
  session: ConsoleSession,
  userName: string | undefined,
  request: SignInRequest,
): Promise<{ challenge: string; options: PublicKeyCredentialCreationOptionsJSON }> {
  const principal = await principalOf(accounts, session)
  if (!principal) throw notSignedIn()
  const { account, principalId } = principal
  const challenge = challenges.add({
    kind: 'passkey',
    accountId: account.accountId,
    incarnation: account.incarnation,
    principalId,
    sourceIp: request.sourceIp,
    passwordHash: principal.passwordHash ?? '',
  })
  // Another user's devices are not told here: the caller may not be allowed to know them.
  const own = userName === undefined || userName === principal.userName
  const label = userName ?? principal.userName ?? 'root'
  const options = await registrationOptions(account, own ? principalId : label, label, challenge, request.page)
  return { challenge, options }
}

export async function finishPasskey(
  services: SignInServices,
  challenges: Challenges,
  session: ConsoleSession,
  enrolment: { challenge: string; deviceName: string; userName: string | undefined; response: RegistrationResponseJSON },
  request: SignInRequest,
): Promise<{ serialNumber: string }> {
  const { accounts, clock, runner } = services
  const { challenge, deviceName, userName, response } = enrolment
  const asked = challenges.take(challenge, 'passkey', request.sourceIp)
  if (asked.principalId !== session.principalId || !isSameAccount(asked, session)) throw notProven()
  const proven = await provenRegistration(response, challenge, request.page)
  if (!proven) throw notProven()
  challenges.done(challenge)
  const { accessKeyId, sessionToken } = await consoleCredentials(services, session)
  const { caller } = await findCredential(accounts, accessKeyId, sessionToken, clock.now())
  const input: ProvenPasskey = { UserName: userName, deviceName, ...proven }
  try {
    const done = (await runner.run({
      operation: EnablePasskey,
      input: { ...input },
      caller,
      request: operationRequest(request),
    })) as { SerialNumber: string }
    return { serialNumber: done.SerialNumber }
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    throw new ApiError(error.httpStatus, error.code, error.message, { requestId: request.requestId })
  }
}

const notProven = () =>
  new ApiError(400, 'PasskeyNotProven', 'The answer of the passkey couldn’t be verified.', { nextStep: 'Try again.' })
