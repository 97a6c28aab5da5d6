import { accountOfAccessKeyId } from '../../account/ids.js'
import type { Clock, Instant } from '../../account/ports.js'
import { BoundedMap } from '../../bounds/bounded-map.js'
import { estimatedSize } from '../../bounds/estimated-size.js'
import { sha256Hex } from '../../sigv4/canonical.js'
import type { RawRequest } from '../../sigv4/parse.js'
import type { Exchange } from '../../wire/exchange.js'
import type { Answer } from '../../wire/protocols/protocol.js'
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

/** The bounds of a list of requests. */
interface ListBounds {
  entries: number
  bytes: number
}

const ACCEPTED: ListBounds = { entries: 100, bytes: 2_000_000 }
/** Calls that nobody proved to have signed, apart: a stranger who knows a key id pushes nothing else out. */
const REFUSED: ListBounds = { entries: 50, bytes: 500_000 }
const MAX_BODY_BYTES = 16_384
const MAX_ANSWER_LENGTH = 65_536
/** For all accounts together; beyond it, the account that has been quiet the longest loses its requests. */
const MAX_TOTAL_BYTES = 12_000_000
const MAX_WATCHED_BYTES = 1_000_000

interface List {
  kept: Kept[]
  bytes: number
}

interface Ring {
  accepted: List
  refused: List
}

/**
 * The newest requests of each account that a page has watched since the start, in memory and bounded by bytes. Nothing
 * is kept of other accounts, since even that costs a busy client a few percent. What a reader sees is made when they ask.
 */
export class Inspections {
  readonly #clock: Clock
  readonly #watched = new BoundedMap<string, true>({ maxSize: MAX_WATCHED_BYTES })
  readonly #rings = new BoundedMap<string, Ring>({
    maxSize: MAX_TOTAL_BYTES,
    sizeOf: ({ accepted, refused }) => accepted.bytes + refused.bytes,
  })
  readonly #listeners: ((kept: Kept) => void)[] = []

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** From now on this account's requests are kept. */
  watch(accountId: string): void {
    this.#watched.set(accountId, true)
  }

  add(exchange: Exchange, answer: Answer, contentType: string): void {
    const accountId = exchange.accountId ?? exchange.namedAccountId ?? accountNamed(exchange.raw)
    if (accountId === undefined || this.#watched.get(accountId) === undefined) return
    const kept = keep(exchange, answer, contentType, accountId, this.#clock.now())
    const ring = this.#rings.get(accountId) ?? { accepted: { kept: [], bytes: 0 }, refused: { kept: [], bytes: 0 } }
    if (exchange.accountId === undefined) push(ring.refused, kept, REFUSED)
    else push(ring.accepted, kept, ACCEPTED)
    this.#rings.set(accountId, ring)
    for (const listener of this.#listeners) listener(kept)
  }

  /** Newest first. */
  of(accountId: string): Kept[] {
    const ring = this.#rings.peek(accountId)
    return ring
      ? both(ring)
          .reverse()
          .sort((a, b) => b.realTime - a.realTime)
      : []
  }

  /** By request id; undefined when it is gone, or somebody else's. */
  find(requestId: string, reader: Reader): Kept | undefined {
    for (const ring of this.#rings.values()) {
      const found = both(ring).find((kept) => kept.requestId === requestId)
      if (found) return mayRead(reader, found) ? found : undefined
    }
    return undefined
  }

  /** Drops what is kept for an account; what comes is kept again. */
  clear(accountId: string): void {
    this.#rings.delete(accountId)
  }

  /** Drops all that is kept for an account that ended, until somebody watches it again. */
  forget(accountId: string): void {
    this.clear(accountId)
    this.#watched.delete(accountId)
  }

  onAdded(listener: (kept: Kept) => void): void {
    this.#listeners.push(listener)
  }
}

const both = ({ accepted, refused }: Ring): Kept[] => [...accepted.kept, ...refused.kept]

function push(list: List, kept: Kept, bounds: ListBounds): void {
  list.kept.push(kept)
  list.bytes += bytesOf(kept)
  while (list.kept.length > bounds.entries || (list.bytes > bounds.bytes && list.kept.length > 1)) {
    const oldest = list.kept.shift()
    if (oldest) list.bytes -= bytesOf(oldest)
  }
}

function keep(exchange: Exchange, answer: Answer, contentType: string, accountId: string, realTime: Instant): Kept {
  const { raw, requestId, sourceIp, service, operation, errorCode } = exchange
  const { method, path, query, headers, repeated, body } = raw
  const small = body.length <= MAX_BODY_BYTES
  return {
    requestId,
    accountId,
    realTime,
    sourceIp,
    service,
    operation,
    errorCode,
    raw: { method, path, query, headers, repeated },
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

/** A property of a headers object is a name that is the request's own: it counts as well. */
const bytesOf = (kept: Kept): number => estimatedSize(kept) + estimatedSize(Object.keys(kept.raw.headers))

/** The account that the key id of a refused request names. */
function accountNamed({ headers, query }: RawRequest): string | undefined {
  const id = /\bCredential=([A-Z0-9]{20})(?:\/|%2F)/i.exec(headers.authorization ?? query)?.[1]
  return id === undefined ? undefined : accountOfAccessKeyId(id)
}
