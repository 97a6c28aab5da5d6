/** What the answer has beside code and message. */
export interface ErrorDetails {
  nextStep?: string
  /** Also sent as Retry-After. */
  retryAfterSeconds?: number
  requestId?: string
  /** The account is here already and may be replaced. */
  replaceable?: boolean
}

/** What a route of `/api/signin` or `/api/lab` answers instead: a plain sentence, with the next step if there is one. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details: ErrorDetails = {},
  ) {
    super(message)
  }
}
