import { LOOPBACK, sourceOf } from '../bounds/source.js'
import { rateLimit } from './rate-limit.js'

/**
 * Requests a second from one source: a flood's bound, far above what people do. The seconds until one more may come;
 * undefined for loopback, which is one's own machine.
 */
export function sourceLimit(perSecond: number): (address: string) => Promise<number | undefined> | undefined {
  const limit = rateLimit(perSecond)
  return (address) => {
    if (address === '') return undefined
    const source = sourceOf(address)
    return source === LOOPBACK ? undefined : limit(source)
  }
}
