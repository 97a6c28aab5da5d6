/** What a log line may hold of an error: enough to find the fault, and nothing that a caller sent. */
export interface DescribedError {
  type: string
  message: string
  stack?: string
  code?: string
  cause?: DescribedError
  errors?: DescribedError[]
}

const MAX_MESSAGE = 2_000
const MAX_STACK = 8_000
/** A cause of a cause and so on: deeper is a circle. */
const MAX_DEPTH = 5

/**
 * Type, message, stack, code, and causes. Other properties stay out: errors carry request bodies (body-parser), parameters
 * of SQL and rows (pg), and inputs (zod).
 */
export function describeError(error: unknown, depth = 0): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error, message: 'not an error object' }
  const message = withoutInput(error.message)
  return {
    type: error.name,
    message: message.slice(0, MAX_MESSAGE),
    ...stackOf(error, message),
    ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
    ...(error.cause === undefined || depth === MAX_DEPTH ? {} : { cause: describeError(error.cause, depth + 1) }),
    ...(error instanceof AggregateError && depth < MAX_DEPTH
      ? { errors: error.errors.slice(0, MAX_DEPTH).map((one) => describeError(one, depth + 1)) }
      : {}),
  }
}

/** JSON.parse quotes what it was given. */
const withoutInput = (message: string): string =>
  message.replace(/(\.\.\.)?"[\s\S]*"(\.\.\.)? is not valid JSON/, 'the text is not valid JSON')

/** The lines of places alone; the lines before them are the message as it was thrown. */
function stackOf({ stack }: Error, message: string): { stack?: string } {
  const at = stack?.indexOf('\n    at ') ?? -1
  return stack === undefined || at < 0 ? {} : { stack: `${message}${stack.slice(at)}`.slice(0, MAX_STACK) }
}
