import type { SigningKeys } from '../../../../server/wire/request.js'
import { attempt, insist, pause } from './attempt.js'
import type { Load } from './load.js'

const MOST = 2
/** After a failure, as clients do. */
const PAUSE_MS = 100
const AT_ONCE = 3

/** Several clients create access keys of one user at once and delete one: there is never a third. */
export class AccessKeys implements Load {
  readonly what = 'access keys'
  readonly #url: string
  readonly #keys: SigningKeys
  readonly #user: { UserName: string }
  #most = 0
  #created = 0

  constructor(url: string, keys: SigningKeys, UserName: string) {
    this.#url = url
    this.#keys = keys
    this.#user = { UserName }
  }

  async run(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      const create = () => attempt(this.#url, 'iam:CreateAccessKey', this.#user, this.#keys)
      const answers = await Promise.all(Array.from({ length: AT_ONCE }, create))
      this.#created += answers.filter((answer) => answer?.status === 200).length
      if (answers.every((answer) => (answer?.status ?? 500) >= 500)) await pause(PAUSE_MS)
      const listed = await attempt(this.#url, 'iam:ListAccessKeys', this.#user, this.#keys)
      const ids = keyIds(listed?.text)
      this.#most = Math.max(this.#most, ids.length)
      for (const AccessKeyId of ids) await attempt(this.#url, 'iam:DeleteAccessKey', { ...this.#user, AccessKeyId }, this.#keys)
    }
  }

  async faults(): Promise<string[]> {
    const { text } = await insist(this.#url, 'iam:ListAccessKeys', this.#user, this.#keys)
    const most = Math.max(this.#most, keyIds(text).length)
    return most > MOST ? [`${this.#user.UserName} had ${most} access keys at once`] : []
  }

  get done(): number {
    return this.#created
  }
}

const keyIds = (text = ''): string[] => [...text.matchAll(/<AccessKeyId>([^<]*)</g)].map(([, id = '']) => id)
