/** How SSH writes keys as bytes. Source: RFC 4251, section 5; RFC 4253, section 6.6. */

/** A `string`: its length in four bytes, and its bytes. */
export function field(content: Uint8Array | string): Buffer {
  const bytes = Buffer.from(content)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}

/** An `mpint` that isn't negative, from its bytes, the highest first: a first bit of 1 would make it negative. */
export function numberField(bytes: Uint8Array): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0)
  const shortest = first < 0 ? Buffer.alloc(0) : Buffer.from(bytes.subarray(first))
  return field((shortest[0] ?? 0) < 128 ? shortest : Buffer.concat([Buffer.of(0), shortest]))
}

/** The contents of the fields that follow each other. Throws where the bytes end within one. */
export function fieldsOf(bytes: Buffer): Buffer[] {
  const fields: Buffer[] = []
  for (let at = 0; at < bytes.length; ) {
    const end = at + 4 + bytes.readUInt32BE(at)
    if (end > bytes.length) throw new Error('a field ends beyond its key')
    fields.push(bytes.subarray(at + 4, end))
    at = end
  }
  return fields
}
