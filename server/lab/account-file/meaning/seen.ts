import { foldName } from '../../../account/indexes.js'
import { awsManagedPolicy } from '../../../policies/aws-managed-policies.js'
import { must } from './findings.js'

/** What an entity may point at, by its unique id; a managed policy by its ARN. */
type Target = 'user' | 'owner' | 'group' | 'role' | 'policy' | 'attachable policy'
const SHOWN: Partial<Record<Target, string>> = { owner: 'user', 'attachable policy': 'policy' }

/**
 * What of the account was seen so far. The entities stand in any order and go by one at a time, so what they point at is
 * only known in the end.
 */
export class Seen {
  readonly accountId: string
  /** Real time. */
  readonly now: number
  readonly #ids = new Set<string>()
  readonly #names = new Set<string>()
  readonly #counts = new Map<string, number>()
  readonly #wanted = new Map<string, string>()

  constructor(accountId: string, now: number) {
    this.accountId = accountId
    this.now = now
  }

  /** An id stands once; `kind` and all that a key is made of. */
  id(kind: string, id: string, what: string): void {
    const key = `${kind} ${id}`
    must(!this.#ids.has(key), what, 'it appears in the file twice')
    this.#ids.add(key)
  }

  has(kind: string, id: string): boolean {
    return this.#ids.has(`${kind} ${id}`)
  }

  /** Names are unique ignoring case. */
  name(kind: string, name: string, what: string): void {
    const key = `${kind} ${foldName(name)}`
    must(!this.#names.has(key), what, 'another one has the same name')
    this.#names.add(key)
  }

  /** Counts one more of something: of a kind, or of a user's keys. */
  quota(of: string, limit: number, what: string, problem = 'there are more of them than an account can have'): void {
    const count = (this.#counts.get(of) ?? 0) + 1
    must(count <= limit, what, problem)
    this.#counts.set(of, count)
  }

  /** `what` points at something that must be in the file by its end. */
  wants(target: Target, id: string, what: string): void {
    const key = `${target} ${id}`
    if (!this.#wanted.has(key)) this.#wanted.set(key, what)
  }

  end(): void {
    for (const [key, what] of this.#wanted) {
      const space = key.lastIndexOf(' ')
      const [target, id] = [key.slice(0, space) as Target, key.slice(space + 1)]
      must(this.#exists(target, id), what, `it refers to a ${SHOWN[target] ?? target} that the account doesn't have`)
    }
  }

  #exists(target: Target, id: string): boolean {
    switch (target) {
      case 'user':
        return this.has('User', id)
      case 'owner':
        return id === this.accountId || this.has('User', id)
      case 'group':
        return this.has('Group', id)
      case 'role':
        return this.has('Role', id)
      case 'policy':
        return this.has('policy ARN', id) || awsManagedPolicy(id) !== undefined
      case 'attachable policy': {
        const aws = awsManagedPolicy(id)
        return aws ? !aws.path.startsWith('/aws-service-role/') : this.has('policy ARN', id)
      }
    }
  }
}
