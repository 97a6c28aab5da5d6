import type { Request } from 'express'
import { z } from 'zod'
import { ConsoleSessions } from './console-sessions.js'
import { notSignedIn } from './errors.js'
import { signInRequest } from './request.js'
import { type Proof, RootCredentials } from './root-credentials.js'
import type { SignInServices } from './services.js'

/** The members of a request body by which root proves who they are. */
export const rootProof = z.object({
  currentPassword: z.string().min(1).max(128),
  mfaCode: z.string().max(16).optional(),
  /** The console session that asks: one that signed in with a passkey needs no code. */
  session: z.string().min(1).max(256).optional(),
})

export type RootProof = Proof & { session?: string | undefined }

/** Throws ApiError unless the request proves to come from the account's root user. Wrong guesses count as at sign-in. */
export type ProveRoot = (request: Request, accountId: string, proof: RootProof) => Promise<void>

/** Asks for root's password, and a code where root has MFA, for what another room hands out. */
export function rootProver(services: SignInServices): ProveRoot {
  const root = new RootCredentials(services)
  const sessions = new ConsoleSessions(services)
  return async (request, accountId, { session, ...proof }) => {
    const account = await services.accounts.get(accountId)
    if (!account) throw notSignedIn()
    const { incarnation } = account
    const found = session === undefined ? undefined : (await sessions.of(request)).find(({ id }) => id === session)
    const isRoot = found?.accountId === accountId && found.incarnation === incarnation && found.principalId === accountId
    const asked = { accountId, incarnation, principalId: accountId, mfaAt: isRoot ? found.mfaAt : undefined }
    await root.prove(asked, proof, 'ConsoleLogin', signInRequest(request))
  }
}
