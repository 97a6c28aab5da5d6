import type { ClassroomApi } from '../../server/classroom/contract.js'
import type { LabApi } from '../../server/lab/api/contract.js'
import type { SignInApi } from '../../server/signin/contract.js'
import { NO_ANSWER, noteAnswer, noteNoAnswer, UNREACHABLE } from './reach.js'

interface ErrorBody {
  code?: string
  message?: string
  nextStep?: string
  requestId?: string
}

/** An error of the sign-in, lab, or classroom API: its own sentence, and the next step if there is one. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  readonly code: string
  readonly nextStep: string | undefined
  /** Only if the error can be explained. */
  readonly requestId: string | undefined
  constructor(status: number, { code, message, nextStep, requestId }: ErrorBody) {
    super(message ?? NO_ANSWER)
    this.status = status
    this.code = code ?? UNREACHABLE
    this.nextStep = nextStep
    this.requestId = requestId
  }
}

type Api = LabApi & SignInApi & ClassroomApi

/** The names of a route's path parameters. */
export type PathParameters<Route> = Route extends `${string}:${infer Name}/${infer Rest}`
  ? Name | PathParameters<`/${Rest}`>
  : Route extends `${string}:${infer Name}`
    ? Name
    : never

interface Always {
  query?: Record<string, string>
  /** Aborted: nobody waits for the answer any more. */
  signal?: AbortSignal
}
type Asked<R extends keyof Api> = Always &
  ([PathParameters<R>] extends [never] ? object : { path: Record<PathParameters<R>, string> }) &
  (Api[R] extends { body: infer Body } ? { body: Body } : object)

/**
 * Asks a route of the server's contract, such as `POST /lab/lessons/:id/hint`. Throws ApiError. Answers are never cached. A
 * Blob goes as it is, everything else as JSON.
 */
export async function api<R extends keyof Api & string>(
  route: R,
  ...[asked]: object extends Asked<R> ? [asked?: Asked<R>] : [asked: Asked<R>]
): Promise<Api[R]['answer']> {
  const [method = '', template = ''] = route.split(' ')
  const { path = {}, query, body, signal } = (asked ?? {}) as Always & { path?: Record<string, string>; body?: unknown }
  const filled = template.replace(/:(\w+)/g, (_whole, name: string) => encodeURIComponent(path[name] ?? ''))
  const address = query ? `${filled}?${new URLSearchParams(query)}` : filled
  const response = await send(method, address, body ?? (method === 'POST' ? {} : undefined), signal)
  return (await response.json().catch(() => ({}))) as Api[R]['answer']
}

/** An account's file, as text. Throws ApiError. */
export async function exportedFile(
  accountId: string,
  proof: { passphrase: string; currentPassword: string; mfaCode?: string; session?: string },
): Promise<string> {
  return (await send('POST', `/lab/accounts/${accountId}/export`, proof)).text()
}

async function send(method: string, path: string, body: unknown, signal?: AbortSignal): Promise<Response> {
  const type = body instanceof Blob ? body.type : 'application/json'
  const response = await fetch(`/api${path}`, {
    method,
    headers: body === undefined ? {} : { 'Content-Type': type },
    body: body === undefined ? null : body instanceof Blob ? body : JSON.stringify(body),
    cache: 'no-store',
    ...(signal ? { signal } : {}),
  }).catch(() => {
    if (!signal?.aborted) noteNoAnswer()
    throw new ApiError(0, {})
  })
  noteAnswer()
  if (!response.ok) throw new ApiError(response.status, (await response.json().catch(() => ({}))) as ErrorBody)
  return response
}
