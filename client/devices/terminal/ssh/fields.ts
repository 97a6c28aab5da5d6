/** How SSH writes its bytes: fields with their length in front. Source: RFC 4251, section 5. */

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

export function field(content: Uint8Array | string): Uint8Array {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, bytes.length)
  return concat(length, bytes)
}

export const numberField = (number: bigint): Uint8Array => {
  const bytes = bytesOf(number)
  return field((bytes[0] ?? 0) < 128 ? bytes : concat(Uint8Array.of(0), bytes))
}

/** The highest byte first; 0 has no bytes. With `length`, zeros stand in front. */
export function bytesOf(number: bigint, length = 0): Uint8Array {
  const hex = number === 0n ? '' : number.toString(16)
  const padded = hex.padStart(Math.max(length * 2, hex.length + (hex.length % 2)), '0')
  return Uint8Array.from(padded.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

export const numberOf = (bytes: Uint8Array): bigint =>
  BigInt(`0x0${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`)

/** Reads bytes from the front. Throws where they end too early. */
export class Fields {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  raw(length: number): Uint8Array {
    const end = this.#at + length
    if (end > this.#bytes.length) throw new Error('the bytes end within a field')
    const part = this.#bytes.slice(this.#at, end)
    this.#at = end
    return part
  }

  uint32(): number {
    return new DataView(this.raw(4).buffer).getUint32(0)
  }

  field(): Uint8Array {
    return this.raw(this.uint32())
  }

  text(): string {
    return new TextDecoder().decode(this.field())
  }

  number(): bigint {
    return numberOf(this.field())
  }

  rest(): Uint8Array {
    return this.raw(this.#bytes.length - this.#at)
  }
}
