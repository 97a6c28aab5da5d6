import type { Accounts } from '../account/accounts.js'
import type { Clock } from '../account/ports.js'
import type { RawRequest } from '../sigv4/parse.js'
import { WrongSignature } from '../sigv4/wrong-signature.js'
import { userAgentOf } from '../wire/exchange.js'
import type { RefusedCall } from '../wire/wire.js'
import { shownSigning } from './inspections/signing-steps.js'
import type { Refusals, SignatureEvidence } from './refusals.js'

interface RefusedCallServices {
  accounts: Accounts
  refusals: Refusals
  clock: Clock
}

/** Keeps what the wire refused unauthenticated, with what the server worked from. */
export const refusedCalls =
  ({ accounts, refusals, clock }: RefusedCallServices) =>
  async ({ exchange, operation, error, accountId, accessKeyId }: RefusedCall): Promise<void> => {
    const { requestId, raw, sourceIp } = exchange
    const account = accountId === undefined ? undefined : await accounts.get(accountId)
    const afterSequence = account ? await accounts.repository.lastSequence(account.accountId) : 0
    const refusal = {
      ...(accountId ? { accountId } : {}),
      requestId,
      realTime: clock.now(),
      sourceIp,
      userAgent: userAgentOf(raw),
      service: operation.service,
      name: operation.name,
      ...(accessKeyId ? { accessKeyId } : {}),
      errorCode: error.code,
      errorMessage: error.message,
      reason: error.reason,
      ...(error.authorization ? { authorization: error.authorization } : {}),
      ...(error instanceof WrongSignature ? { evidence: evidenceOf(raw, error) } : {}),
      afterSequence,
    }
    refusals.add(refusal, account)
  }

const evidenceOf = (raw: RawRequest, { mistake }: WrongSignature): SignatureEvidence => ({
  ...shownSigning(raw),
  ...(mistake ? { cause: mistake } : {}),
})
