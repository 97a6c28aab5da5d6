import type { NumberedRecord } from '../../account/request-record.js'
import { oneLine } from '../../account/visible-text.js'
import { explainFailedAuthentication, explainRecord } from '../../records/explanations/explain.js'
import type { Refusal } from '../../records/refusals.js'
import type { Failure } from './signs.js'

export function failureOfRecord(record: NumberedRecord): Failure {
  const { requestId, accountId, service, name, errorMessage = 'Failure', reason, realTime } = record
  const { errorCode = errorMessage } = record
  const { summary } = explainRecord(record)
  return failure({ requestId, accountId, service, name, errorCode, reason, realTime }, summary)
}

/** Of a call that failed authentication. */
export function failureOfCall(refusal: Refusal): Failure {
  const { summary } = explainFailedAuthentication(refusal)
  return failure({ ...refusal, accountId: refusal.accountId ?? '' }, summary)
}

type Failed = Pick<Refusal, 'requestId' | 'service' | 'name' | 'errorCode' | 'reason' | 'realTime'> & { accountId: string }

function failure({ requestId, accountId, service, name, errorCode, reason, realTime }: Failed, summary: string): Failure {
  return {
    requestId,
    accountId,
    name: `${service}:${name}`,
    code: errorCode,
    alike: [service, name, errorCode, reason ?? ''].join(' '),
    reason: oneLine(summary),
    at: realTime,
  }
}
