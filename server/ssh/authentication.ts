import type { AuthContext, Connection, ParsedKey, utils } from 'ssh2'
import type { SshReason } from '../account/reasons.js'
import { typeOf } from './key-blob.js'
import type { InstanceLogins, OpenedLogin, RefusedLogin } from './logins.js'
import { disconnect } from './package-internals.js'
import { TEXTS } from './texts.js'

export interface AuthenticationOptions {
  client: Connection
  address: string
  logins: InstanceLogins
  tries: number
  parseKey: typeof utils.parseKey
  /** The client has proved that it has the key. Called before it's told so. */
  onOpened(login: OpenedLogin): void
  /** The connection gets no answer from here on. */
  onSilent(): void
  /** There were too many tries; the client has been told. */
  onTooMany(): void
}

/** What a try brings along, copied: the package uses its buffers again. */
interface Offer {
  key: Buffer | undefined
  /** RSA with SHA-1, which OpenSSH 8.8 and later refuse. */
  weak: boolean
  signature: { bytes: Buffer; signed: Buffer; hash: string | undefined } | undefined
}

/** Public key only. A client may try several keys; each that the instance doesn't know counts, as with sshd. */
export class Authentication {
  readonly #options: AuthenticationOptions
  #asked = false
  #tries = 0
  #over = false
  #refusal: RefusedLogin | undefined

  constructor(options: AuthenticationOptions) {
    this.#options = options
  }

  /** Why the newest try failed; undefined if there was none, or if the login succeeded. */
  get refusal(): RefusedLogin | undefined {
    return this.#refusal
  }

  async try(context: AuthContext): Promise<void> {
    if (this.#over) return
    // Every client begins with `none`, to learn what there is.
    const free = context.method === 'none' && !this.#asked
    this.#asked = true
    const offer = offerOf(context)
    const { logins, address } = this.#options
    const found = await logins.find({ loginName: context.username, key: offer.key, address })
    if (this.#over) return
    if (found.kind === 'opens') this.#prove(context, offer, found)
    else if (found.kind === 'silent') this.#fallSilent(found)
    else this.#refuse(context, withMethod(found, context.method), free)
  }

  /** The client has gone, or has used up its time. */
  end(): void {
    this.#over = true
  }

  #prove(context: AuthContext, { weak, signature }: Offer, login: OpenedLogin): void {
    const { accountId, instanceId } = login.instance
    const refused = (reason: SshReason) =>
      this.#refuse(context, { kind: 'refused', reason, accountId, facts: { instanceId, user: login.user } }, false)
    if (weak) refused('ssh-key-type')
    else if (!signature) context.accept()
    else if (!isSigned(this.#options.parseKey(login.key.blob), signature)) refused('ssh-signature')
    else {
      this.#over = true
      this.#refusal = undefined
      this.#options.onOpened(login)
      context.accept()
    }
  }

  #fallSilent(refusal: RefusedLogin): void {
    this.#over = true
    this.#refusal = refusal
    this.#options.onSilent()
  }

  #refuse(context: AuthContext, refusal: RefusedLogin, free: boolean): void {
    if (!free || !this.#refusal) this.#refusal = refusal
    if (free || ++this.#tries < this.#options.tries) {
      context.reject(['publickey'])
      return
    }
    this.#over = true
    this.#refusal = { ...refusal, reason: 'ssh-too-many-tries' }
    disconnect(this.#options.client, TEXTS.tooManyTries)
    this.#options.onTooMany()
  }
}

function offerOf(context: AuthContext): Offer {
  if (context.method !== 'publickey') return { key: undefined, weak: false, signature: undefined }
  const { key, signature, blob, hashAlgo } = context
  const bytes = Buffer.from(key.data)
  return {
    key: bytes,
    weak: typeOf(bytes) === 'ssh-rsa' && hashAlgo === undefined,
    signature: signature && blob && { bytes: Buffer.from(signature), signed: Buffer.from(blob), hash: hashAlgo },
  }
}

function isSigned(key: ParsedKey | Error, { bytes, signed, hash }: NonNullable<Offer['signature']>): boolean {
  // An Error, too, comes back as a value.
  return !(key instanceof Error) && key.verify(signed, bytes, hash) === true
}

/** A password to an instance that would take a key. */
const withMethod = (refusal: RefusedLogin, method: AuthContext['method']): RefusedLogin =>
  refusal.reason === 'ssh-no-key' && method !== 'none' && method !== 'publickey'
    ? { ...refusal, reason: 'ssh-password' }
    : refusal
