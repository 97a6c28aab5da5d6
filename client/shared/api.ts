interface Refusal {
  code?: string
  message?: string
  nextStep?: string
  requestId?: string
}

/** A refusal of the sign-in or lab API: its own sentence, and the next step where there is one. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  readonly code: string
  readonly nextStep: string | undefined
  /** Of a refusal that can be explained. */
  readonly requestId: string | undefined
  constructor(status: number, { code, message, nextStep, requestId }: Refusal) {
    super(message ?? 'The server can’t be reached. Is it still running?')
    this.status = status
    this.code = code ?? 'Unreachable'
    this.nextStep = nextStep
    this.requestId = requestId
  }
}

/** JSON to and from `/api`; throws ApiError. Answers are never cached. An aborted `signal` gives up on the answer. */
export async function api<T>(
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: unknown,
  type = 'application/json',
  signal?: AbortSignal,
): Promise<T> {
  const response = await fetch(`/api${path}`, {
    method,
    headers: body === undefined ? {} : { 'Content-Type': type },
    body: body === undefined ? null : JSON.stringify(body),
    cache: 'no-store',
    ...(signal ? { signal } : {}),
  }).catch(() => {
    throw new ApiError(0, {})
  })
  const answer: unknown = await response.json().catch(() => ({}))
  if (!response.ok) throw new ApiError(response.status, answer as Refusal)
  return answer as T
}
