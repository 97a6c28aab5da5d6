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

type Method = 'GET' | 'POST' | 'DELETE'

/**
 * JSON from `/api`; to it goes JSON as well, or a Blob as it is. Throws ApiError. Answers are never cached. An aborted
 * `signal` gives up on the answer.
 */
export async function api<T>(method: Method, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const response = await send(method, path, body, signal)
  return (await response.json().catch(() => ({}))) as T
}

/** The answer as text, for a file. Throws ApiError. */
export const apiText = async (method: Method, path: string, body?: unknown): Promise<string> =>
  (await send(method, path, body)).text()

async function send(method: Method, path: string, body: unknown, signal?: AbortSignal): Promise<Response> {
  const type = body instanceof Blob ? body.type : 'application/json'
  const response = await fetch(`/api${path}`, {
    method,
    headers: body === undefined ? {} : { 'Content-Type': type },
    body: body === undefined ? null : body instanceof Blob ? body : JSON.stringify(body),
    cache: 'no-store',
    ...(signal ? { signal } : {}),
  }).catch(() => {
    throw new ApiError(0, {})
  })
  if (!response.ok) throw new ApiError(response.status, (await response.json().catch(() => ({}))) as Refusal)
  return response
}
