import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'

/** Undefined if one more may come; else the seconds until it may. */
export type RateLimit = (key: string) => Promise<number | undefined>

/** A burst may use up what a few seconds allow. */
const WINDOW_SECONDS = 5

/** So many a second for each key, counted over five seconds. */
export function rateLimit(perSecond: number): RateLimit {
  const limiter = new RateLimiterMemory({ points: perSecond * WINDOW_SECONDS, duration: WINDOW_SECONDS })
  return (key) =>
    limiter.consume(key).then(
      () => undefined,
      ({ msBeforeNext }: RateLimiterRes) => Math.max(1, Math.ceil(msBeforeNext / 1000)),
    )
}
