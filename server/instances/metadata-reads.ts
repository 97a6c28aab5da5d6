import type { Accounts } from '../account/accounts.js'
import type { Clock, Monotonic } from '../account/ports.js'
import type { RequestRecord } from '../account/request-record.js'
import { BoundedMap } from '../bounds/bounded-map.js'
import { clipped, MAX_USER_AGENT } from '../bounds/clipped.js'
import { Bucket, type Pace } from '../credentials/guess-bucket.js'
import type { MetadataAnswer, MetadataRequest } from '../ec2/metadata/facts.js'
import { TOKEN_HEADER } from '../ec2/metadata/metadata.js'
import type { Inspections } from '../records/inspections/inspections.js'
import { keptLine } from '../records/inspections/kept-line.js'
import type { OpenInstance } from './open-instances.js'

export interface MetadataReadServices {
  accounts: Accounts
  inspections: Inspections
  clock: Clock
  monotonic: Monotonic
  newRequestId(): string
}

export interface MetadataRead {
  opened: OpenInstance
  request: MetadataRequest
  /** As it may be kept. */
  path: string
  answer: MetadataAnswer
  /** By the page that the instance serves, or by somebody with curl. */
  via: 'page' | 'curl'
}

/** An account's: as fast as a person reads, so that a loop with curl writes little. Reads beyond it leave no record. */
const PACE: Pace = { free: 60, everyMs: 1000 }
const MAX_PACES_BYTES = 1_000_000

/**
 * What a read of the metadata service leaves behind for lessons, explanations, and the list of requests: never what was read, nor the token.
 * CloudTrail sees no such read, and neither does anybody at AWS.
 */
export class MetadataReads {
  readonly #services: MetadataReadServices
  readonly #paces = new BoundedMap<string, Bucket>({ maxSize: MAX_PACES_BYTES })

  constructor(services: MetadataReadServices) {
    this.#services = services
  }

  /** On disk within the batch's delay. */
  async leave({ opened: { account, instance, now }, request, path, answer, via }: MetadataRead): Promise<void> {
    const { accounts, inspections, clock, newRequestId } = this.#services
    const { accountId } = account
    if (!this.#mayWrite(accountId)) return
    const { method, headers } = request
    const failed = answer.status >= 400
    const record: RequestRecord = {
      ...{ accountId, requestId: newRequestId(), time: now, realTime: clock.now() },
      ...{ category: 'metadata', service: 'imds', name: 'MetadataRead', readOnly: true },
      principal: { type: 'Unknown' },
      sourceIp: instance.privateIpAddress,
      userAgent: clipped(headers['user-agent'] ?? via, MAX_USER_AGENT),
      region: instance.region,
      params: {
        instanceId: instance.instanceId,
        method: METHODS.has(method) ? method : 'other',
        path,
        via,
        ...tokenOf(request),
      },
      result: { status: answer.status },
      outcome: failed ? 'error' : 'success',
      ...(failed ? { errorCode: String(answer.status), errorMessage: answer.statusText } : {}),
      ...(answer.reason ? { reason: answer.reason } : {}),
    }
    await accounts.record(account, record)
    inspections.addLine(keptLine(record, { status: answer.status }))
  }

  /** The account has ended. */
  forget(accountId: string): void {
    this.#paces.delete(accountId)
  }

  #mayWrite(accountId: string): boolean {
    const pace = this.#paces.get(accountId) ?? new Bucket(PACE, accountId)
    this.#paces.set(accountId, pace)
    const now = this.#services.monotonic.now()
    if (pace.waitMs(now) > 0) return false
    pace.take(now)
    return true
  }
}

const METHODS = new Set(['GET', 'HEAD', 'PUT', 'POST', 'DELETE'])

/** Version 2 is a session: a token is asked for, or shown. */
function tokenOf({ method, headers }: MetadataRequest): { version: 1 | 2; token: boolean } {
  const token = headers[TOKEN_HEADER] !== undefined
  return { version: token || method === 'PUT' ? 2 : 1, token }
}
