import type { Instant } from '../../account/ports.js'
import type { RequestRecord } from '../../account/request-record.js'

/** A login to an instance by SSH. No part of it was HTTP, so there's nothing to show beyond this and its explanation. */
export interface KeptLogin {
  requestId: string
  accountId: string
  realTime: Instant
  sourceIp: string
  service: string
  operation: string
  /** As the client calls itself: `OpenSSH_9.2p1 Debian-2`. */
  client: string
  /** Absent: it succeeded. */
  errorCode?: string
}

/** What a login's record and its refusal have in common. */
type Login = Pick<RequestRecord, 'requestId' | 'realTime' | 'sourceIp' | 'userAgent' | 'service' | 'name'> & {
  accountId: string
}

export function keptLogin(login: Login, errorCode?: string): KeptLogin {
  const { requestId, accountId, realTime, sourceIp, service, name, userAgent: client } = login
  return {
    ...{ requestId, accountId, realTime, sourceIp, service, client },
    operation: name,
    ...(errorCode === undefined ? {} : { errorCode }),
  }
}
