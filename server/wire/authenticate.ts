import type { AccountView, Entity } from '../account/account.js'
import type { Accounts } from '../account/accounts.js'
import type { Caller, SigningCredential } from '../account/caller.js'
import type { OpenAccount } from '../account/open-account.js'
import type { Instant } from '../account/ports.js'
import { invalidClientTokenId } from '../aws/aws-error.js'
import { findCredential } from '../credentials/signing-credential.js'
import { checkClock } from '../sigv4/clock.js'
import { diagnose } from '../sigv4/diagnose.js'
import { type Presented, presented, type RawRequest } from '../sigv4/parse.js'
import { checkScope } from '../sigv4/scope.js'
import type { SignatureVerifier } from '../sigv4/verify.js'
import { WrongSignature } from '../sigv4/wrong-signature.js'

/** The key id of the latest attempt, known before anything is verified: for refusals. */
export type OnPresented = (claim: Presented) => void

/**
 * Who signed this request, checked in AWS's order: form → scope → clock → key, token, expiry, principal → signature.
 * Source: public STS conformance findings; the clock's place is not known and stands after the scope.
 */
export async function authenticate(
  request: RawRequest,
  service: string,
  services: { accounts: Accounts; verifier: SignatureVerifier; now: Instant },
  onPresented: OnPresented,
): Promise<{ caller: Caller; opened: OpenAccount; claim: Presented }> {
  const claim = presented(request)
  onPresented(claim)
  checkScope(claim, service)
  checkClock(claim, services.now)
  const { opened, caller, secret } = await findCredential(
    services.accounts,
    claim.accessKeyId,
    claim.sessionToken,
    services.now,
  )
  if (!services.verifier.isRight(request, claim, secret)) {
    const others = otherKeys(opened.account, claim.accessKeyId)
    throw new WrongSignature(diagnose(request, claim, secret, others))
  }
  const { credential } = caller
  if (credential.kind === 'long-term' && claim.sessionToken !== undefined) throw invalidClientTokenId('unexpected-token')
  if (service === 'iam') checkIamSession(credential)
  return { caller, opened, claim }
}

/** A user's second key, or another user's, is what is taken for this one's most often. */
function otherKeys(account: AccountView, accessKeyId: string): readonly Entity<'AccessKey'>[] {
  return account
    .ordered('AccessKey')
    .filter((key) => key.accessKeyId !== accessKeyId)
    .slice(0, MAX_OTHER_KEYS)
}

const MAX_OTHER_KEYS = 50

/**
 * IAM refuses GetSessionToken's credentials made without MFA and all of GetFederationToken's, with this misleading code.
 * Source: IAM User Guide, "Comparing the AWS STS API operations"; public reports of ListRoles.
 */
function checkIamSession({ kind, mfaPresent }: SigningCredential): void {
  if (kind === 'session' && !mfaPresent) throw invalidClientTokenId('session-without-mfa')
  if (kind === 'federated') throw invalidClientTokenId('federated-session')
}
