/** AWS's error code as the wire carries it; the SDK's own names end in `Exception`. */
export function errorCode(error: unknown): string {
  const code = (error as { Code?: unknown; Error?: { Code?: unknown } } | undefined)?.Error?.Code
  if (typeof code === 'string') return code
  return error instanceof Error ? error.name.replace(/Exception$/, '') : ''
}

/** AWS's sentence, as it came. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** `null` where AWS says that there is none of it (404 NoSuchEntity). */
export async function orNone<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call
  } catch (error) {
    if (errorCode(error) === 'NoSuchEntity') return null
    throw error
  }
}
