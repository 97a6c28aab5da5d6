import type { AccountView } from '../account/account.js'
import type { Effect } from '../authorization/types.js'
import { effectFor } from '../lessons/checks/policy-effect.js'
import type { Lesson } from '../lessons/format/lesson.js'

/** What somebody with a principal's credentials could start in a region, and what decided it. */
export interface BillLine {
  region: string
  instances: number
  /** `root`: no policy was asked. */
  decision: Effect | 'root'
  dollarsPerHour: number
}

export interface Bill {
  principal: string
  /**
   * May they make the account's e-mail address their own, and so keep the owner out? Only root can.
   * Source: IAM User Guide, "Tasks that require root user credentials".
   */
  email: 'root' | 'rootOnly'
  instanceType: string
  lines: BillLine[]
  dollarsPerHour: number
}

/**
 * The bill of a thief who has `principal`'s credentials (`root` or a user's name): each region's machines stand on it
 * when the evaluator allows this principal `ec2:RunInstances` there. No machine is started; nothing is kept.
 * Undefined: there is no such user.
 */
export function billFor(
  account: AccountView,
  { instanceType, dollarsPerHour, count, regions }: NonNullable<Lesson['bill']>,
  principal: string,
): Bill | undefined {
  const lines: BillLine[] = []
  for (const region of regions) {
    const resource = `arn:aws:ec2:${region}:${account.accountId}:instance/*`
    const context = { 'aws:requestedregion': region }
    const decision = principal === 'root' ? 'root' : effectFor(account, principal, 'ec2:RunInstances', resource, context)
    if (decision === undefined) return undefined
    const allowed = decision === 'root' || decision === 'allowed'
    lines.push({ region, decision, instances: allowed ? count : 0, dollarsPerHour: allowed ? count * dollarsPerHour : 0 })
  }
  return {
    principal,
    email: principal === 'root' ? 'root' : 'rootOnly',
    instanceType,
    lines,
    dollarsPerHour: lines.reduce((sum, line) => sum + line.dollarsPerHour, 0),
  }
}
