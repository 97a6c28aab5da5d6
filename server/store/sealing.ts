import { createHmac, hkdfSync } from 'node:crypto'
import { Secret } from '../account/secret.js'
import { open, seal } from '../aes-gcm.js'

/** Where a secret belongs: sealed as associated data, so that it can't be moved to another account or record. */
export interface SealedPlace {
  accountId: string
  kind: string
  key: string
}

/** 132 bits. */
const FINGERPRINT_LENGTH = 22

/** AES-256-GCM with the master key over every Secret of an entity; everything else is plain JSON. */
export class Sealing {
  readonly #key: Uint8Array
  readonly #fingerprintKey: Uint8Array
  constructor(masterKey: Uint8Array) {
    this.#key = masterKey
    this.#fingerprintKey = new Uint8Array(hkdfSync('sha256', masterKey, '', 'fingerprint', 32))
  }

  /** The same for the same text, and of no use to whoever reads it without the key, however easy the text is to guess. */
  readonly fingerprint = (text: string): string =>
    createHmac('sha256', this.#fingerprintKey).update(text).digest('base64url').slice(0, FINGERPRINT_LENGTH)

  /** An entity as JSON text, its secrets as `{"$sealed": "…"}`. */
  serialise(place: SealedPlace, entity: object): string {
    const plain = Object.entries(entity).map(([name, value]) => [
      name,
      value instanceof Secret ? { $sealed: this.seal(place, name, value.reveal()) } : value,
    ])
    return JSON.stringify(Object.fromEntries(plain))
  }

  /** Throws when a secret was sealed with another key or for another place. */
  parse(place: SealedPlace, text: string): object {
    const entity = JSON.parse(text) as Record<string, unknown>
    for (const [name, value] of Object.entries(entity)) {
      if (isSealed(value)) entity[name] = new Secret(this.open(place, name, value.$sealed))
    }
    return entity
  }

  seal(place: SealedPlace, field: string, text: string): string {
    return seal(this.#key, associated(place, field), text)
  }

  open(place: SealedPlace, field: string, sealed: string): string {
    return open(this.#key, associated(place, field), sealed)
  }
}

const associated = ({ accountId, kind, key }: SealedPlace, field: string): string =>
  JSON.stringify([accountId, kind, key, field])

const isSealed = (value: unknown): value is { $sealed: string } =>
  typeof value === 'object' && value !== null && '$sealed' in value && typeof value.$sealed === 'string'
