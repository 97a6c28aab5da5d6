import { createHash } from 'node:crypto'
import { availableParallelism } from 'node:os'
import bcrypt from 'bcrypt'
import { throttling } from '../aws/aws-error.js'

/** Hashing of passwords, queued so that the API stays quick while a class signs in. */
export interface PasswordHasher {
  /** With `likeHash`, the salt and cost of that hash are used again, so that the results compare as strings. */
  hash(password: string, likeHash?: string): Promise<string>
  /**
   * `hash: undefined` (no such user) takes the same time and is false. `first`: ahead of the others, for a browser that
   * signed in before.
   */
  verify(password: string, hash: string | undefined, order?: { first: boolean }): Promise<boolean>
}

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

/** `cost` is bcrypt's; as many hashes at once as there are cores; a wait beyond a minute is Throttling. */
export function createPasswordHasher({ cost }: { cost: number }): PasswordHasher {
  const enter = queue(availableParallelism())
  const nothing = hashOfNothing(cost)
  return {
    hash: (password, likeHash) => enter(() => bcrypt.hash(prehash(password), likeHash?.slice(0, SALT_LENGTH) ?? cost)),
    verify: (password, hash, order) =>
      enter(async () => (await bcrypt.compare(prehash(password), hash ?? nothing)) && hash !== undefined, order?.first),
  }
}

function queue(places: number): <T>(work: () => Promise<T>, first?: boolean) => Promise<T> {
  const lines: Record<'first' | 'others', (() => void)[]> = { first: [], others: [] }
  let running = 0
  const leave = () => {
    running--
    const next = lines.first.shift() ?? lines.others.shift()
    next?.()
  }
  return async (work, first = false) => {
    const waiting = first ? lines.first : lines.others
    if (running >= places) {
      await new Promise<void>((resolve, reject) => {
        const enter = () => {
          clearTimeout(timer)
          resolve()
        }
        const timer = setTimeout(() => {
          waiting.splice(waiting.indexOf(enter), 1)
          reject(throttling('Rate exceeded', 'hashing-queue'))
        }, MAX_WAIT_MS)
        timer.unref()
        waiting.push(enter)
      })
    }
    running++
    return work().finally(leave)
  }
}
