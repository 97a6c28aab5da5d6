import type { AccessKeyMetadata, IAM } from '@aws-sdk/client-iam'
import { DAY_MS } from '../../../server/account/durations.js'
import { membersOf } from './groups.js'
import { inTurn } from './in-turn.js'
import { orNone } from './or-none.js'
import { allPages } from './pages.js'
import { useIamQuery } from './use-iam-query.js'

/** The six lines of the list, each true where it is done. */
export interface SecurityStatus {
  rootKeys: boolean
  rootMfa: boolean
  users: boolean
  groups: boolean
  passwordPolicy: boolean
  rotation: boolean
}

/** AWS's recommendation of 2022: replace a key after 90 days. */
const KEY_AGE_MS = 90 * DAY_MS

/**
 * Each user's keys are a call of their own, and wait for their turn, so that the page that a click asks for doesn't wait
 * behind all of them. A class has a few users, and a larger account its credential report.
 */
const USERS_LOOKED_AT = 50

/** The dashboard's Security Status, worked out from what the caller may read; `now` is the account's time. */
export function useSecurityStatus(now: () => number) {
  return useIamQuery<SecurityStatus>({
    key: ['security-status'],
    load: async (iam) => {
      const [summary, groups, policy, rotation] = await Promise.all([
        iam.getAccountSummary({}),
        groupsInUse(iam),
        orNone(iam.getAccountPasswordPolicy({})),
        keysAreFresh(iam, now()),
      ])
      const counts: Partial<Record<string, number>> = summary.SummaryMap ?? {}
      return {
        rootKeys: counts.AccountAccessKeysPresent === 0,
        rootMfa: counts.AccountMFAEnabled === 1,
        users: (counts.Users ?? 0) > 0,
        groups,
        passwordPolicy: policy !== null,
        rotation,
      }
    },
  })
}

async function groupsInUse(iam: IAM): Promise<boolean> {
  const groups = await allPages(
    (marker) => iam.listGroups({ ...marker, MaxItems: 1000 }),
    (page) => page.Groups,
  )
  for (const { GroupName = '' } of groups) if ((await membersOf(iam, GroupName)).length > 0) return true
  return false
}

async function keysAreFresh(iam: IAM, now: number): Promise<boolean> {
  const { Users = [] } = await iam.listUsers({ MaxItems: USERS_LOOKED_AT })
  const keys = await Promise.all(Users.map(({ UserName }) => inTurn(() => iam.listAccessKeys({ UserName }))))
  const stale = ({ Status, CreateDate }: AccessKeyMetadata) =>
    Status === 'Active' && now - (CreateDate?.getTime() ?? now) > KEY_AGE_MS
  return !keys.some(({ AccessKeyMetadata: ofUser = [] }) => ofUser.some(stale))
}
