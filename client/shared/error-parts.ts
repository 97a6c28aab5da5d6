import { ApiError } from './api.js'
import { UNREACHABLE } from './reach.js'

/** AWS's error code as the wire carries it; the SDK's own names end in `Exception`. */
export function errorCode(error: unknown): string {
  const code = (error as { Code?: unknown; Error?: { Code?: unknown } } | undefined)?.Error?.Code
  if (typeof code === 'string') return code
  return error instanceof Error ? error.name.replace(/Exception$/, '') : ''
}

/** Did policies refuse the call? EC2 has a code of its own for it. */
export const isDenied = (error: unknown): boolean => ['AccessDenied', 'UnauthorizedOperation'].includes(errorCode(error))

/** No answer came, so there is nothing to show of one: the page says so once for all. */
export const isUnreachable = (error: unknown): boolean => error instanceof ApiError && error.code === UNREACHABLE

interface ErrorParts {
  code: string
  message: string
  requestId?: string
  nextStep?: string
  /** What EC2 encoded about a refusal. The message that was sent ends with it. */
  encoded?: string
}

/** What stands before it in the message. */
const ENCODED = /^(.*?) Encoded authorization failure message: (\S+)$/s

/** Code, message and request id of an error, as AWS's SDK and our API hand them out. */
export function errorParts(error: unknown): ErrorParts {
  if (error instanceof ApiError) {
    const { code, message, nextStep, requestId } = error
    return { code, message, ...(nextStep ? { nextStep } : {}), ...(requestId ? { requestId } : {}) }
  }
  if (!(error instanceof Error)) return { code: 'Error', message: String(error) }
  const requestId = '$metadata' in error ? (error.$metadata as { requestId?: string }).requestId : undefined
  const [, message = error.message, encoded] = ENCODED.exec(error.message) ?? []
  return { code: errorCode(error), message, ...(encoded ? { encoded } : {}), ...(requestId ? { requestId } : {}) }
}
