import { callRequest, element, type SigningKeys } from '../../../../server/wire/request.js'

/** How long a client waits: shorter than a process stands still. */
const PATIENCE_MS = 4_000
/** While no process is killed or stands still, each call is answered, however busy the machine is. */
export const UNDISTURBED_MS = 60_000

export interface Answer {
  status: number
  text: string
  /** AWS's code, where it was refused. */
  code: string | undefined
  requestId: string
}

/** How often each thing happened, for the one line that the run prints. */
export const counted = new Map<string, number>()
const count = (what: string) => counted.set(what, (counted.get(what) ?? 0) + 1)

/** One signed call, sent once. Undefined: there was no answer, so nobody knows whether it took place. */
export async function attempt(
  url: string,
  call: string,
  input: Record<string, unknown>,
  keys: SigningKeys,
  patienceMs = PATIENCE_MS,
): Promise<Answer | undefined> {
  const { host } = new URL(url)
  const request = callRequest({ call, input, host, keys, userAgent: 'load', now: Date.now() })
  try {
    const response = await fetch(url, { method: 'POST', ...request, signal: AbortSignal.timeout(patienceMs) })
    const text = await response.text()
    count(`answers ${response.status}`)
    const requestId = response.headers.get('x-amzn-requestid') ?? ''
    return { status: response.status, text, code: response.ok ? undefined : element(text, 'Code'), requestId }
  } catch {
    count('without an answer')
    return undefined
  }
}

const PAUSE_MS = 200

/** Until it is answered with success, or with one of these codes, which say that an earlier try took place. */
export async function insist(
  url: string,
  call: string,
  input: Record<string, unknown>,
  keys: SigningKeys,
  { done = [], patienceMs }: { done?: readonly string[]; patienceMs?: number } = {},
): Promise<Answer> {
  for (;;) {
    const answer = await attempt(url, call, input, keys, patienceMs)
    if (answer && (answer.status === 200 || done.includes(answer.code ?? ''))) return answer
    if (answer && answer.status < 500 && answer.code !== 'Throttling')
      throw new Error(`${call}: ${answer.status} ${answer.text}`)
    await pause(PAUSE_MS)
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
