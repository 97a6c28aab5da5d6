import { type AccountView, accountEntity, accountTime, type Entity } from '../account/account.js'
import { roleArn } from '../account/arns.js'
import type { SessionFacts } from '../account/caller.js'
import { isoTime } from '../account/iso-time.js'
import type { Instant, Random } from '../account/ports.js'
import type { Secret } from '../account/secret.js'
import { shownTrustPolicy } from '../account/trust-policies.js'
import { evaluate } from '../authorization/evaluate.js'
import { BoundedMap } from '../bounds/bounded-map.js'
import { type IssuedSession, issueSession } from '../credentials/session-token.js'

const EC2 = 'ec2.amazonaws.com'
const LIFETIME_SECONDS = 6 * 3600
/** The service offers a new set about hourly, long before the old one ends. */
const RENEWED_AFTER_MS = 3_600_000

export interface InstanceRoleOptions {
  account: AccountView
  role: Entity<'Role'>
  instanceId: string
  /** `arn:aws:ec2:us-east-1:123456789012:instance/i-…` */
  instanceArn: string
  roleDelivery: NonNullable<SessionFacts['instance']>['roleDelivery']
  realNow: Instant
}

export interface InstanceRoleSession extends IssuedSession {
  issuedAt: Instant
}

/**
 * The sessions that EC2 takes of the roles in instance profiles, each named after its instance. An instance is given the
 * same session for about an hour. Another process may give it another one: both are good, so nobody has to know.
 * Source: EC2 User Guide, "IAM roles for Amazon EC2"; IAM User Guide, "Use an IAM role to grant permissions to
 * applications running on Amazon EC2 instances".
 */
export class InstanceRoleSessions {
  readonly #random: Random
  readonly #given = new BoundedMap<string, { session: InstanceRoleSession; sealedUnder: Secret }>({
    maxSize: 2_000_000,
    sizeOf: ({ session }) => session.sessionToken.length + 500,
  })

  constructor(random: Random) {
    this.#random = random
  }

  /** Undefined: the role's trust policy doesn't let EC2 assume it. */
  of({ account, role, instanceId, instanceArn, roleDelivery, realNow }: InstanceRoleOptions): InstanceRoleSession | undefined {
    const now = accountTime(account, realNow)
    if (!trustsEc2(account, role, now)) return undefined
    const id = [account.accountId, account.incarnation, instanceId, role.roleId, roleDelivery].join('/')
    const { sealingKey: sealedUnder } = accountEntity(account)
    const known = this.#given.get(id)
    if (known && known.sealedUnder === sealedUnder && isFresh(known.session, now)) return known.session
    const issued = issueSession({
      ...{ account, principalId: role.roleId, kind: 'role', name: instanceId, mfaAuthenticatedAt: undefined },
      facts: { instance: { arn: instanceArn, roleDelivery } },
      ...{ durationSeconds: LIFETIME_SECONDS, now, random: this.#random },
    })
    const session = { ...issued, issuedAt: now }
    this.#given.set(id, { session, sealedUnder })
    return session
  }

  /** The account has ended. */
  forget(accountId: string): void {
    this.#given.deleteWhere((id) => id.startsWith(`${accountId}/`))
  }
}

const isFresh = ({ issuedAt }: InstanceRoleSession, now: Instant): boolean =>
  now >= issuedAt && now - issuedAt < RENEWED_AFTER_MS

/** EC2 asks as a service, with nothing but the time. */
function trustsEc2(account: AccountView, role: Entity<'Role'>, now: Instant): boolean {
  const document = shownTrustPolicy(account, role)
  const decision = evaluate(
    { identity: [], trust: { name: `trust policy of ${role.roleName}`, document } },
    {
      principal: EC2,
      principalAccount: '',
      action: 'sts:AssumeRole',
      resource: roleArn(account.accountId, role),
      context: { 'aws:currenttime': isoTime(now), 'aws:epochtime': String(Math.floor(now / 1000)) },
    },
  )
  return decision.effect === 'allowed'
}
