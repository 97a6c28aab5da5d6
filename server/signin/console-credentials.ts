import { accountTime } from '../account/account.js'
import { issueSession } from '../credentials/session-token.js'
import type { ConsoleSession } from './console-sessions.js'
import { notSignedIn } from './errors.js'
import { principalOf } from './principal.js'
import type { SignInServices } from './services.js'

const LIFE_SECONDS = 3600

export interface ConsoleCredentials {
  accessKeyId: string
  secretAccessKey: string
  sessionToken: string
  expiration: string
}

/** Short-lived credentials of the signed-in principal, for the page to call the wire with. */
export async function consoleCredentials(services: SignInServices, session: ConsoleSession): Promise<ConsoleCredentials> {
  const { accounts, clock, random } = services
  const principal = await principalOf(accounts, session)
  if (!principal) throw notSignedIn()
  const { account } = principal
  const { accessKeyId, secret, sessionToken, expiresAt } = issueSession({
    account,
    principalId: session.principalId,
    ...(session.role
      ? { kind: 'role', name: session.role.sessionName, mfaAuthenticatedAt: undefined }
      : { kind: 'console', mfaAuthenticatedAt: session.mfaAt === undefined ? undefined : accountTime(account, session.mfaAt) }),
    durationSeconds: Math.min(LIFE_SECONDS, Math.ceil((session.expiresAt - clock.now()) / 1000)),
    now: accountTime(account, clock.now()),
    random,
  })
  return { accessKeyId, secretAccessKey: secret.reveal(), sessionToken, expiration: new Date(expiresAt).toISOString() }
}
