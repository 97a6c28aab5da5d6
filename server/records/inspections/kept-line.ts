import type { Instant } from '../../account/ports.js'
import type { RequestRecord } from '../../account/request-record.js'

/**
 * What happened at an instance: a login by SSH, or a read of its metadata service. None of it went over this server's
 * wire, so there's nothing to show beyond this and its explanation.
 */
export interface KeptLine {
  requestId: string
  accountId: string
  realTime: Instant
  sourceIp: string
  service: string
  operation: string
  /** As the client calls itself: `OpenSSH_9.2p1 Debian-2`. */
  client: string
  /** Of the metadata service's answer. */
  status?: number
  /** Absent: a login succeeded. */
  errorCode?: string
}

/** What a record and a login's refusal have in common. */
type Happened = Pick<RequestRecord, 'requestId' | 'realTime' | 'sourceIp' | 'userAgent' | 'service' | 'name'> & {
  accountId: string
}

export function keptLine(happened: Happened, outcome: Pick<KeptLine, 'status' | 'errorCode'> = {}): KeptLine {
  const { requestId, accountId, realTime, sourceIp, service, name, userAgent: client } = happened
  return { ...{ requestId, accountId, realTime, sourceIp, service, client }, operation: name, ...outcome }
}

export const wasAccepted = ({ status = 0, errorCode }: KeptLine): boolean => errorCode === undefined && status < 400
