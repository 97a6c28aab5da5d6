import { createHash } from 'node:crypto'
import { availableParallelism } from 'node:os'
import bcrypt from 'bcrypt'
import { throttling } from '../aws/aws-error.js'
import { FairTree } from '../bounds/fair-tree.js'

/** Who waits for a hash: an address and whom it signs in, or the account that it's for. `ahead`: nobody yet. */
export type HashedFor = readonly ['address' | 'account', ...string[]] | readonly ['ahead']

/** Hashing of passwords, queued so that the API stays quick while a class signs in. */
export interface PasswordHasher {
  /** With `likeHash`, the salt and cost of that hash are used again, so that the results compare as strings. */
  hash(password: string, likeHash?: string, by?: HashedFor): Promise<string>
  /**
   * `hash: undefined` (no such user) takes the same time and is false. `first`: ahead of the others, for a browser that
   * signed in before.
   */
  verify(password: string, hash: string | undefined, order?: { first?: boolean; by?: HashedFor }): Promise<boolean>
}

/** The same for somebody who waits in their own line. */
export const passwordsFor = (passwords: PasswordHasher, by: HashedFor): PasswordHasher => ({
  hash: (password, likeHash) => passwords.hash(password, likeHash, by),
  verify: (password, hash, order) => passwords.verify(password, hash, { ...order, by }),
})

const MAX_WAIT_MS = 60_000
/** `$2b$12$` and 22 characters. */
const SALT_LENGTH = 29

/**
 * bcrypt reads 72 bytes and AWS allows 128 characters: it is given base64(SHA-256(password)), 44 bytes.
 * Source: bcrypt's README, "Security Issues And Concerns".
 */
const prehash = (password: string): string => createHash('sha256').update(password, 'utf8').digest('base64')

/** A well-formed hash of no password: comparing with it costs what a real one costs. */
const hashOfNothing = (cost: number): string => `$2b$${String(cost).padStart(2, '0')}$${'.'.repeat(53)}`

/**
 * `cost` is bcrypt's; as many hashes at once as there are cores; a wait beyond a minute is Throttling. Addresses take turns,
 * and so do the users behind each of them: somebody who floods makes the others wait for one hash at a time. What is made ahead comes last.
 */
export function createPasswordHasher({ cost }: { cost: number }): PasswordHasher {
  const enter = queue(availableParallelism())
  const nothing = hashOfNothing(cost)
  return {
    hash: (password, likeHash, by) =>
      enter(() => bcrypt.hash(prehash(password), likeHash?.slice(0, SALT_LENGTH) ?? cost), { by }),
    verify: (password, hash, order) =>
      enter(async () => (await bcrypt.compare(prehash(password), hash ?? nothing)) && hash !== undefined, order),
  }
}

interface Waiter {
  enter: () => void
  gone: boolean
}
interface Order {
  first?: boolean | undefined
  by?: HashedFor | undefined
}

function queue(places: number): <T>(work: () => Promise<T>, order?: Order) => Promise<T> {
  const lines = { first: new FairTree<Waiter>(), others: new FairTree<Waiter>(), ahead: new FairTree<Waiter>() }
  let running = 0
  // Whoever leaves hands their place on, so that nobody who comes just then takes it.
  const leave = () => {
    for (;;) {
      const next = lines.first.next() ?? lines.others.next() ?? lines.ahead.next()
      if (next?.gone) continue
      if (next) next.enter()
      else running--
      return
    }
  }
  return async (work, { first = false, by = [] } = {}) => {
    if (running < places) running++
    else {
      await new Promise<void>((resolve, reject) => {
        const enter = () => {
          clearTimeout(timer)
          resolve()
        }
        const waiter: Waiter = { enter, gone: false }
        const line = first ? 'first' : by[0] === 'ahead' ? 'ahead' : 'others'
        const giveUp = () => {
          waiter.gone = true
          reject(throttling('Rate exceeded', 'hashing-queue'))
        }
        // Nobody waits for what is made ahead.
        const timer = line === 'ahead' ? undefined : setTimeout(giveUp, MAX_WAIT_MS).unref()
        lines[line].add(by, waiter)
      })
    }
    return work().finally(leave)
  }
}
