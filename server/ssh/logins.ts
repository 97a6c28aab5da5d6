import type { SshReason } from '../account/reasons.js'
import type { Facts } from '../account/request-record.js'
import { type AuthorizedKey, authorizedKeys, isUsable, KEY_TYPES } from './authorized-keys.js'
import type { InstanceDirectory, LoginInstance } from './instance-directory.js'
import { fingerprintOf, typeOf } from './key-blob.js'

/** Who wants in: what the client says of itself, before it has proved anything. */
export interface LoginAttempt {
  /** As it came: `ec2-user`, `ec2-user+i-0123456789abcdef0`. */
  loginName: string
  /** The offered public key's bytes; undefined while none was offered. */
  key: Buffer | undefined
  /** The client's address. */
  address: string
}

/** The instance that a login opens, once the client has signed with the key. */
export interface OpenedLogin {
  kind: 'opens'
  instance: LoginInstance
  /** The Linux user, without the instance's id. */
  user: string
  key: AuthorizedKey
}

export interface RefusedLogin {
  /** `silent`: the connection gets no answer any more, as if a security group had dropped its packets. */
  kind: 'refused' | 'silent'
  reason: SshReason
  /** Whose instance was meant, if the login name or the key tells. */
  accountId?: string
  facts: Facts
}

/** A Linux user name as `useradd` takes it, and an instance id as EC2 makes them. */
const LOGIN_NAME = /^([a-z_][a-z\d_-]{0,31})(?:\+(i-[\da-f]{8,17}))?$/
const MAX_TOLD = 5

/**
 * Finds the instance that a login name and a public key open, or why there is none. A key is compared by its bytes with
 * the instance's own authorized_keys: the key pair that EC2 knows doesn't matter any more after the launch.
 * Source: EC2 User Guide, "Connect to your Linux instance using SSH".
 */
export class InstanceLogins {
  readonly #instances: InstanceDirectory

  constructor(instances: InstanceDirectory) {
    this.#instances = instances
  }

  async find(attempt: LoginAttempt): Promise<OpenedLogin | RefusedLogin> {
    const [, user, instanceId] = LOGIN_NAME.exec(attempt.loginName) ?? []
    if (user === undefined) return refused('ssh-login-name', undefined, {})
    return instanceId === undefined ? this.#byKey(attempt, user) : this.#byId(attempt, user, instanceId)
  }

  async #byId(attempt: LoginAttempt, user: string, instanceId: string): Promise<OpenedLogin | RefusedLogin> {
    const instance = await this.#instances.byId(instanceId)
    return instance ? this.#into(instance, user, attempt) : refused('ssh-no-instance', undefined, { instanceId })
  }

  /** A plain user name: the one running instance that has the key, whoever owns it. */
  async #byKey(attempt: LoginAttempt, user: string): Promise<OpenedLogin | RefusedLogin> {
    const { key } = attempt
    if (!key) return refused('ssh-no-key', undefined, {})
    const all = await this.#instances.withKey(key)
    const answers = await Promise.all(all.map((instance) => this.#into(instance, user, attempt)))
    const open = answers.flatMap((answer) => (answer.kind === 'opens' ? [answer] : []))
    if (open.length > 1) return ambiguous(open.map(({ instance }) => instance))
    // One that could not be reached gives no answer; of those that can, the first says why not.
    const [answer = answers.find(({ kind }) => kind === 'silent') ?? answers[0]] = open
    return answer ?? refused('ssh-wrong-key', undefined, { user, offered: fingerprintOf(key) })
  }

  async #into(instance: LoginInstance, user: string, { key, address }: LoginAttempt): Promise<OpenedLogin | RefusedLogin> {
    const { instanceId, state } = instance
    if (state !== 'running') return refused('ssh-not-running', instance, { instanceId, state })
    const closed = instance.closedTo(address)
    if (closed) {
      return { ...refused('ssh-security-group', instance, { instanceId, address, groupId: closed.groupId }), kind: 'silent' }
    }
    const expected = instance.defaultUser
    if (user !== expected && user !== 'root') return refused('ssh-wrong-user', instance, { instanceId, user, expected })
    if (!key) return refused('ssh-no-key', instance, { instanceId, user })
    if (!KEY_TYPES.includes(typeOf(key) ?? '')) return refused('ssh-key-type', instance, { instanceId, user })
    const keys = authorizedKeys(await instance.authorizedKeys())
    const same = keys.filter(({ blob }) => blob.equals(key))
    const found = same.find((one) => isUsable(one, address, instance.now()))
    if (found) return { kind: 'opens', instance, user, key: found }
    const offered = fingerprintOf(key)
    if (same.length > 0) return refused('ssh-key-options', instance, { instanceId, user, offered })
    return refused('ssh-wrong-key', instance, { instanceId, user, offered, authorized: toldKeys(keys) })
  }
}

const toldKeys = (keys: readonly AuthorizedKey[]): string =>
  keys
    .slice(0, MAX_TOLD)
    .map(({ blob }) => fingerprintOf(blob))
    .join(', ')

function ambiguous(instances: readonly LoginInstance[]): RefusedLogin {
  const [first] = instances
  const sameAccount = instances.every(({ accountId }) => accountId === first?.accountId)
  const ids = instances.slice(0, MAX_TOLD).map(({ instanceId }) => instanceId)
  // Two learners may have the same key: neither is told about the other's instances.
  return refused('ssh-ambiguous', sameAccount ? first : undefined, sameAccount ? { instances: ids.join(', ') } : {})
}

const refused = (reason: SshReason, instance: LoginInstance | undefined, facts: Facts): RefusedLogin => ({
  kind: 'refused',
  reason,
  ...(instance ? { accountId: instance.accountId } : {}),
  facts,
})
