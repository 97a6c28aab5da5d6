import type { Request } from 'express'
import type { Learners } from '../lab/learners.js'
import type { LimitsHit } from '../lab/limits-hit.js'
import { rateLimit } from './rate-limit.js'
import type { Rates } from './rates.js'

export interface Limits {
  /** Requests a second from one address. */
  addressRate: number
  /** May this account call once more? Undefined: as often as it likes. */
  mayCall: ((accountId: string) => Promise<boolean>) | undefined
  /** Of the learner who sent a request to `/api`: undefined if it may come, else the seconds until it may. */
  learnerLimit: ((request: Request) => Promise<number | undefined>) | undefined
}

/** What bounds an address, an account, and a learner. What is refused is counted for those who look after them. */
export function createLimits(
  { address: addressRate, account }: Rates,
  { learners, limitsHit }: { learners: Learners; limitsHit: LimitsHit },
): Limits {
  if (account === undefined) return { addressRate, mayCall: undefined, learnerLimit: undefined }
  const [calls, requests] = [rateLimit(account), rateLimit(account)]
  return {
    addressRate,
    async mayCall(accountId) {
      const isWithin = (await calls(accountId)) === undefined
      if (!isWithin) limitsHit.count(accountId, async () => accountId)
      return isWithin
    },
    async learnerLimit(request) {
      // Whoever has no lab session is bounded by their address.
      const browser = learners.browserOf(request)
      const seconds = browser === undefined ? undefined : await requests(browser)
      if (browser !== undefined && seconds !== undefined)
        limitsHit.count(browser, async () => {
          const learner = await learners.learnerOf(request)
          return learner === undefined ? undefined : (await learners.accountsOf(learner))[0]?.accountId
        })
      return seconds
    },
  }
}
