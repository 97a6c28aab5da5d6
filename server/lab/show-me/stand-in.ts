import { type AccountView, accountTime } from '../../account/account.js'
import type { Clock, Random } from '../../account/ports.js'
import { issueSession } from '../../credentials/session-token.js'
import { accessKeysOf, ownerId } from '../../lessons/checks/lookups.js'
import type { SigningKeys } from '../../wire/request.js'

/** As long as one line of a solution takes. */
const SECONDS = 60

/**
 * What a call of a solution is signed with: `root` or a user as signed in to the console, without MFA; `alice:key` and
 * `alice:old-key` by the newest and the oldest access key. Nobody gets them: console credentials of a minute that are made
 * for this call alone, or the secret where the account keeps it. Undefined for what only its owner holds,
 * and for a user who can't sign in to the console.
 */
export function standIn(
  account: AccountView,
  as: string,
  { clock, random }: { clock: Clock; random: Random },
): SigningKeys | undefined {
  const [name = '', kind] = as.split(':')
  const who = name === 'root' ? { root: true } : { user: name }
  if (kind === undefined) {
    const principalId = ownerId(account, who)
    if (principalId === undefined || (name !== 'root' && !account.get('LoginProfile', principalId))) return undefined
    const now = accountTime(account, clock.now())
    const issued = issueSession({
      ...{ account, principalId, kind: 'console', mfaAuthenticatedAt: undefined, durationSeconds: SECONDS, now, random },
    })
    return {
      accessKeyId: issued.accessKeyId,
      secretAccessKey: issued.secret.reveal(),
      sessionToken: issued.sessionToken,
    }
  }
  const keys = accessKeysOf(account, who)
  const key = kind === 'key' ? keys.at(-1) : kind === 'old-key' ? keys[0] : undefined
  return key && { accessKeyId: key.accessKeyId, secretAccessKey: key.secret.reveal() }
}
