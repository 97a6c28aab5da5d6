import { RateLimiterMemory } from 'rate-limiter-flexible'

/** Loopback is one's own machine: no limit. */
const isLoopback = (address: string): boolean =>
  address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.')

/** At most 1,000 requests in 5 seconds from one remote address; undefined where no limit applies. */
export function sourceLimit(): (address: string | undefined) => Promise<boolean> | undefined {
  const limiter = new RateLimiterMemory({ points: 1000, duration: 5 })
  return (address) => {
    if (address === undefined || isLoopback(address)) return undefined
    return limiter.consume(address).then(
      () => true,
      () => false,
    )
  }
}
