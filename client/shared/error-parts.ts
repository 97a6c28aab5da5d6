import { ApiError } from './api.js'
import { UNREACHABLE } from './reach.js'

/** AWS's error code as the wire carries it; the SDK's own names end in `Exception`. */
export function errorCode(error: unknown): string {
  const code = (error as { Code?: unknown; Error?: { Code?: unknown } } | undefined)?.Error?.Code
  if (typeof code === 'string') return code
  return error instanceof Error ? error.name.replace(/Exception$/, '') : ''
}

/** No answer came, so there is nothing to show of one: the page says so once for all. */
export const isUnreachable = (error: unknown): boolean => error instanceof ApiError && error.code === UNREACHABLE

/** Code, message and request id of an error, as AWS's SDK and our API hand them out. */
export function errorParts(error: unknown): { code: string; message: string; requestId?: string; nextStep?: string } {
  if (error instanceof ApiError) {
    const { code, message, nextStep, requestId } = error
    return { code, message, ...(nextStep ? { nextStep } : {}), ...(requestId ? { requestId } : {}) }
  }
  if (!(error instanceof Error)) return { code: 'Error', message: String(error) }
  const requestId = '$metadata' in error ? (error.$metadata as { requestId?: string }).requestId : undefined
  return { code: errorCode(error), message: error.message, ...(requestId ? { requestId } : {}) }
}
