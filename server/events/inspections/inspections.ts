import { accountOfAccessKeyId } from '../../account/ids.js'
import type { Clock, Instant } from '../../account/ports.js'
import type { Exchange } from '../../wire/exchange.js'
import type { Answer } from '../../wire/protocols/protocol.js'
import { sha256Hex } from '../../wire/sigv4/canonical.js'
import type { RawRequest } from '../../wire/sigv4/parse.js'
import { mayRead, type Reader } from '../reader.js'

/** One request and its answer, as they were on the wire: secrets among them, so only `inspection` shows it to anybody. */
export interface Kept {
  requestId: string
  accountId: string
  realTime: Instant
  sourceIp: string
  service: string | undefined
  operation: string | undefined
  errorCode: string | undefined
  raw: Omit<RawRequest, 'body'>
  bodyBytes: number
  /** One character a byte; undefined where it is large. */
  body: string | undefined
  /** Only of a body that is not kept. */
  payloadHash: string | undefined
  status: number
  contentType: string
  answerHeaders: Record<string, string> | undefined
  answerBytes: number
  /** Undefined where it is large. */
  answerBody: string | undefined
}

const PER_ACCOUNT = 100
/** Of calls that nobody proved to have signed, apart: a stranger who knows a key id pushes nothing else out. */
const REFUSED_PER_ACCOUNT = 50
const MAX_BODY_BYTES = 16_384
const MAX_ANSWER_LENGTH = 65_536
/** Of all accounts together; beyond it what the quietest account sent is forgotten. */
const MAX_TOTAL_BYTES = 32_000_000
/** Headers and the rest, roughly. */
const OVERHEAD_BYTES = 2_000

interface Ring {
  accepted: Kept[]
  refused: Kept[]
  bytes: number
  newest: Instant
}

/**
 * The newest requests of each account that a page has watched since the start, in memory; of others nothing is kept,
 * since even that costs a busy client some hundredths. What is shown of one is made when somebody asks.
 */
export class Inspections {
  readonly #clock: Clock
  readonly #rings = new Map<string, Ring>()
  readonly #listeners: ((kept: Kept) => void)[] = []
  #bytes = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** From now on this account's requests are kept. */
  watch(accountId: string): void {
    if (!this.#rings.has(accountId)) this.#rings.set(accountId, { accepted: [], refused: [], bytes: 0, newest: 0 })
  }

  add(exchange: Exchange, answer: Answer, contentType: string): void {
    const accountId = exchange.accountId ?? exchange.namedAccountId ?? accountNamed(exchange.raw)
    const ring = accountId === undefined ? undefined : this.#rings.get(accountId)
    if (accountId === undefined || ring === undefined) return
    const kept = keep(exchange, answer, contentType, accountId, this.#clock.now())
    const [list, limit] = exchange.accountId === undefined ? [ring.refused, REFUSED_PER_ACCOUNT] : [ring.accepted, PER_ACCOUNT]
    list.push(kept)
    this.#count(ring, bytesOf(kept))
    if (list.length > limit) this.#count(ring, -bytesOf(list.shift()))
    ring.newest = kept.realTime
    while (this.#bytes > MAX_TOTAL_BYTES && this.#clearQuietest(ring)) {}
    for (const listener of this.#listeners) listener(kept)
  }

  /** Newest first. */
  of(accountId: string): Kept[] {
    const { accepted = [], refused = [] } = this.#rings.get(accountId) ?? {}
    return [...accepted, ...refused].reverse().sort((a, b) => b.realTime - a.realTime)
  }

  /** By request id; undefined when it is gone, or another's. */
  find(requestId: string, reader: Reader): Kept | undefined {
    for (const { accepted, refused } of this.#rings.values()) {
      const found = [...accepted, ...refused].find((kept) => kept.requestId === requestId)
      if (found) return mayRead(reader, found) ? found : undefined
    }
    return undefined
  }

  /** What was kept goes; what comes is kept again. */
  clear(accountId: string): void {
    const ring = this.#rings.get(accountId)
    if (!ring) return
    this.#bytes -= ring.bytes
    this.#rings.set(accountId, { accepted: [], refused: [], bytes: 0, newest: 0 })
  }

  /** Of an account that is deleted. */
  forget(accountId: string): void {
    this.clear(accountId)
    this.#rings.delete(accountId)
  }

  onAdded(listener: (kept: Kept) => void): void {
    this.#listeners.push(listener)
  }

  #count(ring: Ring, bytes: number): void {
    ring.bytes += bytes
    this.#bytes += bytes
  }

  /** False when no other account has anything. */
  #clearQuietest(busy: Ring): boolean {
    const others = [...this.#rings].filter(([, ring]) => ring !== busy && ring.bytes > 0)
    const [first] = others.sort(([, a], [, b]) => a.newest - b.newest)
    if (first) this.clear(first[0])
    return first !== undefined
  }
}

function keep(exchange: Exchange, answer: Answer, contentType: string, accountId: string, realTime: Instant): Kept {
  const { raw, requestId, sourceIp, service, operation, errorCode } = exchange
  const { method, path, query, headers, body } = raw
  const small = body.length <= MAX_BODY_BYTES
  return {
    requestId,
    accountId,
    realTime,
    sourceIp,
    service,
    operation,
    errorCode,
    raw: { method, path, query, headers },
    bodyBytes: body.length,
    // A text, since the buffer is a slice that would hold its whole 64 kB block.
    body: small ? body.toString('latin1') : undefined,
    payloadHash: small ? undefined : sha256Hex(body),
    status: answer.status,
    contentType,
    answerHeaders: answer.headers,
    answerBytes: Buffer.byteLength(answer.body),
    answerBody: answer.body.length <= MAX_ANSWER_LENGTH ? answer.body : undefined,
  }
}

const bytesOf = (kept: Kept | undefined): number =>
  kept === undefined ? 0 : OVERHEAD_BYTES + (kept.body?.length ?? 0) + (kept.answerBody?.length ?? 0)

/** The account that the key id of a refused request names. */
function accountNamed({ headers, query }: RawRequest): string | undefined {
  const id = /\bCredential=([A-Z0-9]{20})(?:\/|%2F)/i.exec(headers.authorization ?? query)?.[1]
  return id === undefined ? undefined : accountOfAccessKeyId(id)
}
