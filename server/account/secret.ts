const MASK = '***'

/**
 * A value that must not be printed. Every accidental way out (string, JSON, inspect) shows `***`;
 * `reveal()` is the one deliberate way: the one-time response, the signature check, the TOTP check, sealing
 * at rest and in an exported file.
 */
export class Secret {
  readonly #value: string
  constructor(value: string) {
    this.#value = value
  }
  reveal(): string {
    return this.#value
  }
  toString(): string {
    return MASK
  }
  toJSON(): string {
    return MASK
  }
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return MASK
  }
}
