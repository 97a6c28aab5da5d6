import type { Instant } from '../account/ports.js'

/**
 * Small JSON documents that are no account's: console sessions, lab sessions, lesson progress, ownership.
 * `collection` names the room they belong to; bodies hold no secret in the clear.
 */
export interface DocumentStore {
  get<T>(collection: string, id: string): Promise<T | undefined>
  put<T>(collection: string, id: string, body: T, expiresAt?: Instant): Promise<void>
  delete(collection: string, id: string): Promise<void>
  /** Documents whose id begins with `prefix`, in order of id; expired ones are left out. */
  list<T>(collection: string, prefix?: string): Promise<{ id: string; body: T }[]>
  /** Drops what has expired. */
  sweep(now: Instant): Promise<void>
}
