import type { PublicKeyCredentialCreationOptionsJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { isSameAccount } from '../account/account.js'
import type { Caller } from '../account/caller.js'
import { userNamed } from '../account/named.js'
import { ApiError } from '../api/api-error.js'
import { AwsError } from '../aws/aws-error.js'
import { findCredential } from '../credentials/signing-credential.js'
import { ListMFADevices } from '../iam/mfa-devices.js'
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
  services: SignInServices,
  challenges: Challenges,
  session: ConsoleSession,
  userName: string | undefined,
  request: SignInRequest,
): Promise<{ challenge: string; options: PublicKeyCredentialCreationOptionsJSON }> {
  const principal = await principalOf(services.accounts, session)
  if (!principal) throw notSignedIn()
  const { account, principalId } = principal
  const own = userName === undefined || userName === principal.userName
  const ownerId = own ? principalId : await knownUser(services, session, userName, request)
  const challenge = await challenges.add(principal, { kind: 'passkey', sourceIp: request.sourceIp })
  const label = userName ?? principal.userName ?? 'root'
  const options = await registrationOptions(account, ownerId ?? label, label, challenge, request.page)
  return { challenge, options }
}

/**
 * The id of a user whose devices the caller may list, so that the browser can refuse a key that is registered already;
 * undefined if the caller may not, or there is no such user.
 */
async function knownUser(
  services: SignInServices,
  session: ConsoleSession,
  userName: string,
  request: SignInRequest,
): Promise<string | undefined> {
  const caller = await callerOf(services, session)
  try {
    await services.runner.run({
      operation: ListMFADevices,
      input: { UserName: userName },
      caller,
      request: operationRequest(request),
    })
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    return undefined
  }
  const account = await services.accounts.get(session.accountId)
  return account && userNamed(account, userName)?.userId
}

/** Whoever is signed in, as the wire knows them. */
async function callerOf(services: SignInServices, session: ConsoleSession): Promise<Caller> {
  const { accessKeyId, sessionToken } = await consoleCredentials(services, session)
  const { caller } = await findCredential(services.accounts, accessKeyId, sessionToken, services.clock.now())
  return caller
}

export async function finishPasskey(
  services: SignInServices,
  challenges: Challenges,
  session: ConsoleSession,
  enrolment: { challenge: string; deviceName: string; userName: string | undefined; response: RegistrationResponseJSON },
  request: SignInRequest,
): Promise<{ serialNumber: string }> {
  const { runner } = services
  const { challenge, deviceName, userName, response } = enrolment
  const asked = await challenges.find(challenge, 'passkey', request.sourceIp)
  if (asked.principalId !== session.principalId || !isSameAccount(asked, session)) throw notProven()
  const proven = await provenRegistration(response, challenge, request.page)
  if (!proven) throw notProven()
  await challenges.spend(challenge)
  const caller = await callerOf(services, session)
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
