import type { AccountRef } from '../account/account.js'
import { roleArn } from '../account/arns.js'
import { HOUR_MS } from '../account/durations.js'
import { roleNamed } from '../account/named.js'
import { ApiError } from '../api/api-error.js'
import { AwsError } from '../aws/aws-error.js'
import { findCredential } from '../credentials/signing-credential.js'
import { AssumeRole } from '../sts/assume-role.js'
import { consoleCredentials } from './console-credentials.js'
import type { ConsoleSession } from './console-sessions.js'
import { notSignedIn } from './errors.js'
import { accountNamed, principalOf } from './principal.js'
import { operationRequest, type SignInRequest } from './request.js'
import type { SignInServices } from './services.js'

/** What the page asks for: the account by id or alias, the role by name (a path may stand before it). */
export interface WantedRole {
  account: string
  role: string
}

/** A role session of the console. */
export interface SwitchedRole {
  /** The role's. */
  account: AccountRef
  roleId: string
  sessionName: string
  durationMs: number
}

/** Session names are cut to what AssumeRole takes. */
const MAX_SESSION_NAME = 64

/**
 * Switches a signed-in user to a role: AssumeRole with their own console credentials, so trust and permissions decide,
 * and a denial is in the event history. The session lasts an hour, and no longer than the user's own.
 * Source: IAM User Guide, "Switching to a role (console)".
 */
export async function switchRole(
  services: SignInServices,
  session: ConsoleSession,
  wanted: WantedRole,
  source: SignInRequest,
): Promise<SwitchedRole> {
  const { accounts, clock, runner } = services
  const principal = await principalOf(accounts, session)
  if (!principal) throw notSignedIn()
  const target = await accountNamed(accounts, wanted.account)
  const roleName = wanted.role.trim().split('/').at(-1) ?? ''
  if (!target || !/^[\w+=,.@-]{1,64}$/.test(roleName)) throw cannotSwitch(source.requestId)
  const role = roleNamed(target, roleName)
  const sessionName = (principal.userName ?? principal.sessionName ?? 'root').slice(0, MAX_SESSION_NAME)
  const { accessKeyId, sessionToken } = await consoleCredentials(services, session)
  const { caller } = await findCredential(accounts, accessKeyId, sessionToken, clock.now())
  try {
    await runner.run({
      operation: AssumeRole,
      // If there is no such role, the denied call is recorded like any other.
      input: {
        RoleArn: roleArn(target.accountId, role ?? { path: '/', roleName }),
        RoleSessionName: sessionName,
      },
      caller,
      request: operationRequest(source),
    })
  } catch (error) {
    if (error instanceof AwsError) throw cannotSwitch(source.requestId)
    throw error
  }
  if (!role) throw cannotSwitch(source.requestId)
  const result = { SwitchRole: 'Success' }
  const params = { roleName: role.roleName, account: target.accountId, displayName: `${role.roleName} @ ${wanted.account}` }
  const event = { name: 'SwitchRole', mfaUsed: session.mfaAt !== undefined, result, params } as const
  await services.events.succeeded(principal, event, source)
  const durationMs = Math.min(HOUR_MS, session.expiresAt - clock.now())
  const { accountId, incarnation } = target
  return { account: { accountId, incarnation }, roleId: role.roleId, sessionName, durationMs }
}

/** As the page of AWS says it; why is in the explanation of the request id. */
const cannotSwitch = (requestId: string) =>
  new ApiError(
    403,
    'SwitchRoleRefused',
    'Invalid information in one or more fields. Check your information or contact your administrator.',
    { nextStep: `Request ID: ${requestId}`, requestId },
  )
