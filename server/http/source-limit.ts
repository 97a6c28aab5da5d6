import { RateLimiterMemory } from 'rate-limiter-flexible'
import { LOOPBACK, sourceOf } from '../bounds/source.js'

/** At most 1,000 requests in 5 seconds from one source; undefined for loopback, which is one's own machine. */
export function sourceLimit(): (address: string) => Promise<boolean> | undefined {
  const limiter = new RateLimiterMemory({ points: 1000, duration: 5 })
  return (address) => {
    if (address === '') return undefined
    const source = sourceOf(address)
    if (source === LOOPBACK) return undefined
    return limiter.consume(source).then(
      () => true,
      () => false,
    )
  }
}
