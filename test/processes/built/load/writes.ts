import type { SigningKeys } from '../../../../server/wire/request.js'
import { attempt, insist, pause } from './attempt.js'
import type { Load } from './load.js'

const EVERY_DELETED = 5
/** After a failure, as clients do. */
const PAUSE_MS = 100

/** Creates users, and deletes some again: what was acknowledged is there, or is gone, and has one record. */
export class Writes implements Load {
  readonly what = 'writes'
  readonly #url: string
  readonly #keys: SigningKeys
  readonly #name: string
  readonly #created = new Set<string>()
  readonly #deleted = new Set<string>()
  /** Request ids of what was acknowledged. */
  readonly acknowledged: string[] = []

  constructor(url: string, keys: SigningKeys, name: string) {
    this.#url = url
    this.#keys = keys
    this.#name = name
  }

  async run(isOver: () => boolean): Promise<void> {
    for (let n = 0; !isOver(); n++) {
      const UserName = `${this.#name}-${n}`
      if (!(await this.#wrote('iam:CreateUser', UserName))) continue
      this.#created.add(UserName)
      if (n % EVERY_DELETED !== 0) continue
      // Without an answer, it may be there or not.
      this.#created.delete(UserName)
      if (await this.#wrote('iam:DeleteUser', UserName)) this.#deleted.add(UserName)
    }
  }

  async #wrote(call: string, UserName: string): Promise<boolean> {
    const answer = await attempt(this.#url, call, { UserName }, this.#keys)
    if (answer?.status !== 200) {
      await pause(PAUSE_MS)
      return false
    }
    this.acknowledged.push(answer.requestId)
    return true
  }

  async faults(): Promise<string[]> {
    const there = new Set<string>()
    for (let Marker: string | undefined, more = true; more; ) {
      const page = { MaxItems: 1000, ...(Marker === undefined ? {} : { Marker }) }
      const { text } = await insist(this.#url, 'iam:ListUsers', page, this.#keys)
      for (const [, name = ''] of text.matchAll(/<UserName>([^<]*)</g)) there.add(name)
      more = text.includes('<IsTruncated>true<')
      Marker = /<Marker>([^<]*)</.exec(text)?.[1]
    }
    return [
      ...[...this.#created].filter((name) => !there.has(name)).map((name) => `${name} was created, and is not there`),
      ...[...this.#deleted].filter((name) => there.has(name)).map((name) => `${name} was deleted, and is there`),
    ]
  }

  get done(): number {
    return this.acknowledged.length
  }
}
