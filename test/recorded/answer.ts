/** What came back from a call. */
export type Answer = Success | Failure

export interface Success {
  status: number
  output: Record<string, unknown>
}

export interface Failure {
  status: number
  code: string
  /** Undefined if the error document has no `Message` element. */
  message: string | undefined
}

/** Members that hold a policy: IAM sends it percent-encoded, and the recorded answers have it decoded. */
const DOCUMENTS: ReadonlySet<string> = new Set(['AssumeRolePolicyDocument', 'PolicyDocument', 'Document'])

/** The SDK's output as plain JSON: without metadata, with policy documents decoded and blobs as text. */
export function plainOutput({ $metadata: _metadata, ...output }: Record<string, unknown>): Record<string, unknown> {
  return plain(output) as Record<string, unknown>
}

function plain(value: unknown, member = ''): unknown {
  if (value instanceof Uint8Array) return new TextDecoder().decode(value)
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.map((item) => plain(item))
  if (typeof value === 'object' && value !== null) {
    const present = Object.entries(value).filter(([, item]) => item !== undefined)
    return Object.fromEntries(present.map(([name, item]) => [name, plain(item, name)]))
  }
  return typeof value === 'string' && DOCUMENTS.has(member) ? JSON.parse(decodeURIComponent(value)) : value
}

/** The value at a dotted path, or undefined if there is none. */
export function at(output: unknown, path: string): unknown {
  if (path === '') return output
  return path
    .split('.')
    .reduce<unknown>(
      (value, name) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, name)
          ? (value as Record<string, unknown>)[name]
          : undefined,
      output,
    )
}
