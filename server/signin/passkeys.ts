import {
  type AuthenticationResponseJSON,
  type AuthenticatorTransport,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import type { AccountView, Entity } from '../account/account.js'
import { accountEntity } from '../account/account.js'
import type { Accounts } from '../account/accounts.js'
import type { MfaReason } from '../account/reasons.js'

/** The page that talks to the authenticator: WebAuthn ties every passkey to it. */
export interface Page {
  /** `http://localhost:4600` */
  origin: string
  /** `localhost`; never an address in numbers, which WebAuthn refuses. */
  host: string
}

/** A passkey belongs to the page it was made on: offered there, in the form the browser wants. */
const descriptor = ({ credentialId, transports }: Entity<'Passkey'>) => ({
  id: credentialId,
  transports: [...transports] as AuthenticatorTransport[],
})

/** The challenge is the sign-in step's own id: unguessable, of this server, and good once. */
const bytesOf = (challenge: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(challenge, 'base64url'))

/** What the browser is asked to make. No attestation: which brand of key it is does not matter here. */
export function registrationOptions(
  account: AccountView,
  ownerId: string,
  label: string,
  challenge: string,
  page: Page,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  return generateRegistrationOptions({
    rpName: 'IAM Dojo',
    rpID: page.host,
    userName: `${label} @ ${accountEntity(account).alias ?? account.accountId}`,
    userID: Uint8Array.from(Buffer.from(`${account.accountId}/${ownerId}`)),
    challenge: bytesOf(challenge),
    attestationType: 'none',
    excludeCredentials: account.where('Passkey', 'owner', ownerId).map(descriptor),
    authenticatorSelection: { residentKey: 'discouraged', userVerification: 'preferred' },
  })
}

/** Undefined: it proves nothing. */
export async function provenRegistration(
  response: RegistrationResponseJSON,
  challenge: string,
  page: Page,
): Promise<Pick<Entity<'Passkey'>, 'credentialId' | 'publicKey' | 'counter' | 'transports'> | undefined> {
  const outcome = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: page.origin,
    expectedRPID: page.host,
    requireUserVerification: false,
  }).catch(() => undefined)
  if (!outcome?.verified) return undefined
  const { id, publicKey, counter, transports = [] } = outcome.registrationInfo.credential
  return { credentialId: id, publicKey: Buffer.from(publicKey).toString('base64url'), counter, transports }
}

/** Undefined: the principal has no passkey. */
export async function signInOptions(
  account: AccountView,
  ownerId: string,
  challenge: string,
  page: Page,
): Promise<PublicKeyCredentialRequestOptionsJSON | undefined> {
  const passkeys = account.where('Passkey', 'owner', ownerId)
  if (passkeys.length === 0) return undefined
  return generateAuthenticationOptions({
    rpID: page.host,
    challenge: bytesOf(challenge),
    allowCredentials: passkeys.map(descriptor),
    userVerification: 'preferred',
  })
}

/**
 * Checks a signature by one of a principal's passkeys and keeps its counter, so that a copy of the authenticator shows.
 * Undefined: accepted.
 */
export async function spendAssertion(
  accounts: Accounts,
  account: AccountView,
  ownerId: string,
  response: AuthenticationResponseJSON,
  challenge: string,
  page: Page,
): Promise<{ reason: MfaReason } | undefined> {
  const passkey = account.where('Passkey', 'owner', ownerId).find(({ credentialId }) => credentialId === response.id)
  if (!passkey) return { reason: 'passkey-unknown' }
  const outcome = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: page.origin,
    expectedRPID: page.host,
    requireUserVerification: false,
    credential: {
      id: passkey.credentialId,
      publicKey: bytesOf(passkey.publicKey),
      counter: passkey.counter,
      transports: [...passkey.transports] as AuthenticatorTransport[],
    },
  }).catch(() => undefined)
  if (!outcome?.verified) return { reason: 'passkey-wrong' }
  const { newCounter } = outcome.authenticationInfo
  const kept = await accounts.write(account, (draft) => {
    const present = draft.get('Passkey', passkey.serialNumber)
    // Two answers with the same count cannot both be the authenticator's; 0 means that it does not count.
    if (!present || (newCounter !== 0 && newCounter <= present.counter)) return false
    draft.put('Passkey', { ...present, counter: newCounter })
    return true
  })
  return kept ? undefined : { reason: 'passkey-counter' }
}
