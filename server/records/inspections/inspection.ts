import { AwsError } from '../../aws/aws-error.js'
import { responseHeaders } from '../../wire/response-headers.js'
import { clientName } from './client-name.js'
import type { Kept, KeptCall } from './kept.js'
import { type Masked, maskedAnswer, maskedForm, maskedHeader, withoutSecrets } from './masking.js'
import { maskedBody } from './request-body.js'
import { type SigningSteps, sentHeaders, signingSteps } from './signing-steps.js'

/** One line of the list. Holds no secret. */
export interface RequestSummary {
  requestId: string
  accountId: string
  /** ISO 8601 with milliseconds, real time. */
  time: string
  sourceIp: string
  /** In a few words: `AWS CLI 2.15.0`. */
  client: string
  /** `iam:CreateUser`, `ssh:Login`, `imds:MetadataRead`; `unknown` where none could be told. */
  operation: string
  /** Of HTTP; a login by SSH has none. */
  status?: number
  errorCode?: string
}

/** A request and its answer as they were on the wire, with `***` where a secret stood. */
export interface Inspection extends RequestSummary {
  status: number
  request: {
    method: string
    path: string
    query: string
    headers: [name: string, value: string][]
    body: string
  }
  /** Absent: the request was not signed, or its signature could not be read. */
  signing?: SigningSteps
  response: { headers: [name: string, value: string][]; body: string }
}

export function summaryOf(kept: Kept): RequestSummary {
  const { requestId, accountId, realTime, sourceIp, service, operation, errorCode } = kept
  return {
    requestId,
    accountId,
    time: new Date(realTime).toISOString(),
    sourceIp,
    client: 'raw' in kept ? clientName(kept.raw.headers) : kept.client,
    operation: service === undefined || operation === undefined ? 'unknown' : `${service}:${operation}`,
    ...(kept.status === undefined ? {} : { status: kept.status }),
    ...(errorCode === undefined ? {} : { errorCode }),
  }
}

/** What happened at an instance is told by its line and its explanation alone. */
export const inspectionOf = (kept: Kept): Inspection | RequestSummary => ('raw' in kept ? callOf(kept) : summaryOf(kept))

function callOf(kept: KeptCall): Inspection {
  const { raw, requestId, contentType, status, answerHeaders, answerBody, answerBytes } = kept
  const body = requestBody(kept)
  const query = maskedForm(raw.query)
  const secrets = [...body.secrets, ...query.secrets]
  const bodyHasSecret = body.secrets.length > 0
  const signing = signingOf(kept, bodyHasSecret)
  const answer = { status, ...(answerHeaders ? { headers: answerHeaders } : {}), body: answerBody ?? '' }
  return {
    ...{ ...summaryOf(kept), status },
    request: {
      method: raw.method,
      path: raw.path,
      query: query.text,
      headers: Object.entries(sentHeaders(raw)).map(([name, value]) => [name, maskedHeader(name, value, bodyHasSecret)]),
      body: body.text,
    },
    ...(signing ? { signing } : {}),
    response: {
      headers: Object.entries({
        ...responseHeaders(requestId, contentType, answer),
        'Content-Length': String(answerBytes),
      }).map(([name, value]) => [name, withoutSecrets(name === 'Location' ? maskedAddress(value) : value, secrets)]),
      body: withoutSecrets(answerBody === undefined ? tooLarge(answerBytes) : maskedAnswer(answerBody), secrets),
    },
  }
}

/** IAM's redirect repeats the query of the request, encoded as it came. */
function maskedAddress(address: string): string {
  const query = address.indexOf('?') + 1
  return query === 0 ? address : address.slice(0, query) + maskedForm(address.slice(query)).text
}

const tooLarge = (bytes: number): string => `(${bytes} bytes: too large to be kept)`

const requestBody = ({ body, bodyBytes, raw }: KeptCall): Masked =>
  body === undefined ? { text: tooLarge(bodyBytes), secrets: [] } : maskedBody(body, raw.headers['content-type'])

function signingOf(kept: KeptCall, bodyHasSecret: boolean): SigningSteps | undefined {
  try {
    return signingSteps(kept, bodyHasSecret)
  } catch (error) {
    if (error instanceof AwsError) return undefined
    throw error
  }
}
