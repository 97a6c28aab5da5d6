import { isoTime } from '../../account/iso-time.js'
import type { NumberedRecord } from '../../account/request-record.js'
import type { Authorized, Unauthorized } from '../../authorization/considered.js'
import type { Refusal } from '../refusals.js'
import { explainAuthorization } from './authorization.js'
import type { Explanation, Reasoning } from './explanation.js'
import { helpCommand } from './help-command.js'
import { explainMetadataRead } from './metadata.js'
import { explainOther } from './other-errors.js'
import { explainRefusal } from './signature.js'
import { explainLogin } from './ssh.js'

/** The explanation of a recorded request. */
export function explainRecord(record: NumberedRecord): Explanation {
  const { requestId, accountId, service, name, principal, errorCode, errorMessage = '' } = record
  const failed = record.outcome === 'error'
  return {
    requestId,
    time: isoTime(record.time),
    accountId,
    operation: `${service}:${name}`,
    ...(principal.arn ? { principal: principal.arn } : {}),
    outcome: failed ? { code: errorCode ?? 'Failure', message: errorMessage } : 'success',
    ...(failed ? unrepeated(reasoningOf(record), errorMessage) : success(record)),
  }
}

/** The explanation of a call that failed authentication. */
export function explainFailedAuthentication(refusal: Refusal): Explanation {
  const { requestId, accountId, service, name, accessKeyId, errorCode: code, errorMessage: message } = refusal
  const considered = refusal.authorization
  return {
    requestId,
    time: isoTime(refusal.realTime),
    ...(accountId ? { accountId } : {}),
    operation: `${service}:${name}`,
    ...(accessKeyId ? { principal: accessKeyId } : {}),
    outcome: { code, message },
    ...(considered
      ? explainAuthorization(considered)
      : (explainRefusal(refusal) ?? explainOther(failedCall(refusal)) ?? plain(refusal))),
  }
}

const failedCall = ({
  reason,
  facts,
  errorCode,
  errorMessage,
  service,
  name,
}: Refusal): Parameters<typeof explainOther>[0] => ({
  ...(reason ? { reason } : {}),
  ...(facts ? { facts } : {}),
  ...{ errorCode, errorMessage, service, name, params: {} },
})

/** The message stands above what was found, so it isn't found once more. */
const unrepeated = (reasoning: Reasoning, message: string): Reasoning => ({
  ...reasoning,
  state: reasoning.state.filter((line) => line !== message),
})

function reasoningOf(record: NumberedRecord): Reasoning {
  if (isUnauthorized(record.authorization)) return explainAuthorization(record.authorization)
  return explainOther(record) ?? plain(record)
}

const isUnauthorized = (authorization: NumberedRecord['authorization']): authorization is Unauthorized =>
  typeof authorization === 'object' && authorization !== null && 'policies' in authorization

/** Nothing more is known than what AWS says: no guess. */
const plain = (call: { service: string; name: string }): Reasoning => ({
  kind: 'other',
  summary: 'The request was refused.',
  rule: 'AWS’s own message is all that’s known about this refusal.',
  state: [],
  wayOut: [`Read what the operation says about its errors, also offline: ${helpCommand(call)}`],
})

function success(record: NumberedRecord): Reasoning {
  if (record.category === 'ssh') return explainLogin(record)
  if (record.category === 'metadata') return explainMetadataRead(record)
  const { authorization } = record
  return {
    kind: 'success',
    summary: 'The request succeeded.',
    rule: allowedBy(isUnauthorized(authorization) ? undefined : authorization),
    state: [],
    wayOut: [],
  }
}

function allowedBy(authorization: Authorized | undefined): string {
  const by = authorization?.decidedBy
  if (by === 'root') return 'The root user can do everything in its account.'
  if (by === undefined || by === 'no-permission-needed') return 'The operation needs no permission of its own.'
  return `Statement ${by.sid ?? (by.statement ?? 0) + 1} of ${by.arn ?? by.name} allows it.`
}
