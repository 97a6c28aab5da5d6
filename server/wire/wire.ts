import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Accounts } from '../account/accounts.js'
import type { AnonymousCaller, Caller } from '../account/caller.js'
import { accountOfAccessKeyId } from '../account/ids.js'
import type { OpenAccount } from '../account/open-account.js'
import type { Clock } from '../account/ports.js'
import { AwsError, accessDenied, invalidAction, serviceUnavailable, throttling } from '../aws/aws-error.js'
import { modelByTarget, modelOf } from '../aws/model/model.js'
import { breathe } from '../bounds/turn.js'
import { findCredential } from '../credentials/signing-credential.js'
import { clientOf } from '../proxy/client.js'
import type { Operation, RequestFacts } from '../runner/operation.js'
import type { Runner } from '../runner/run.js'
import type { RawRequest } from '../sigv4/parse.js'
import { SignatureVerifier } from '../sigv4/verify.js'
import { type AbsentService, absentService, hasOlderSignature, isForm } from './absent/absent-service.js'
import { refusalOf } from './absent/refusal.js'
import { refuseUnread } from './absent/refuse-unread.js'
import { authenticate } from './authenticate.js'
import { checkConstraints } from './constraints.js'
import { type Exchange, exchangeOf, userAgentOf } from './exchange.js'
import { failureOf, passes, RETRY } from './failure.js'
import { hungUp, isHangUp } from './hung-up.js'
import type { Answer, Asked, Protocol } from './protocols/protocol.js'
import { protocolOf, protocolOfHead } from './protocols/protocol-of.js'
import { rawRequest, readBody } from './raw-request.js'
import { responseHeaders } from './response-headers.js'
import { stsExtendedRequestId } from './sts-request-id.js'

export interface WireServices {
  accounts: Accounts
  runner: Runner
  clock: Clock
  /** By `<service>:<operation>`. */
  operations: ReadonlyMap<string, Operation>
  /** What was asked and how it was answered, after the answer was sent. */
  onAnswered(exchange: Exchange, answer: Answer, contentType: string): void
  /** A call that failed authentication: it's no record of an account's. */
  onRefused(refused: RefusedCall): Promise<void>
  /** False if the account has called too often in the last seconds. Undefined: there's no such limit. */
  mayCall?: ((accountId: string) => Promise<boolean>) | undefined
  newRequestId: () => string
  /** Do clients that have no socket, such as a lesson's actors, mean a server that speaks TLS? */
  secureInside: boolean
  log: (event: string, details: Record<string, unknown>) => void
}

export interface RefusedCall {
  exchange: Exchange
  operation: Operation
  error: AwsError
  /** The account that the key id, or the role's ARN, names; it may not exist. */
  accountId: string | undefined
  accessKeyId?: string | undefined
}

export interface Wire {
  /** Is this request for the wire, whatever its method and path? */
  claims(request: IncomingMessage): boolean
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
  /** Is this request refused whatever its body says? Then its client needs not send it. */
  refusesUnread(request: IncomingMessage): boolean
  /** Answers as AWS does when it is too busy, unread. */
  refuseBusy(request: IncomingMessage, response: ServerResponse): void
  /** The same without a socket, from an address of one's own: how a lesson's actors call. */
  send(raw: RawRequest, sourceIp: string): Promise<Answer>
}

/** What a real AWS client meets: AWS Query for IAM and STS, EC2's variant of it, AWS JSON for CloudTrail. */
export function createWire(services: WireServices): Wire {
  const verifier = new SignatureVerifier()
  return {
    claims(request) {
      const { method, url = '', headers } = request
      if (headers.authorization?.startsWith('AWS4-') || hasOlderSignature(request)) return true
      if (url.includes('X-Amz-Algorithm=') || url.includes('Action='))
        return url.startsWith('/?') || url.includes('X-Amz-Algorithm=')
      return method === 'POST' && url === '/'
    },
    async send(raw, sourceIp) {
      const protocol = protocolOf(raw)
      const exchange = exchangeOf({ requestId: services.newRequestId(), raw, sourceIp, secureTransport: services.secureInside })
      const answered = await answer(services, verifier, protocol, exchange)
      services.onAnswered(exchange, answered, protocol.contentType)
      return answered
    },
    refuseBusy(request, response) {
      const requestId = services.newRequestId()
      const protocol = protocolOfHead(request)
      send(response, requestId, protocol, failed(protocol, serviceUnavailable(), requestId))
    },
    refusesUnread: (request) => refusedUnread(request) !== undefined,
    async handle(request, response) {
      const requestId = services.newRequestId()
      const unread = refusedUnread(request)
      if (unread) {
        refuseUnread(request, response, refusalOf(unread, request.headers, false, requestId), requestId)
        return
      }
      let protocol = protocolOfHead(request)
      try {
        const body = await readBody(request)
        if (!body) {
          send(response, requestId, protocol, { status: 413, body: '' })
          return
        }
        const raw = rawRequest(request, body)
        protocol = protocolOf(raw)
        const absent = isForm(request) && protocol.serviceOf(raw) === undefined ? absentService(request) : undefined
        if (absent) {
          refuseUnread(request, response, refusalOf(absent, request.headers, true, requestId), requestId)
          return
        }
        const { address: sourceIp, secure: secureTransport } = clientOf(request)
        const exchange = exchangeOf({
          requestId,
          raw,
          sourceIp,
          secureTransport,
          hungUp: () => hungUp(response),
        })
        const answered = await answer(services, verifier, protocol, exchange)
        const bytes = answered.body.length > LARGE ? Buffer.from(answered.body) : undefined
        // Megabytes are written to the socket in another turn than the one that makes bytes of them.
        if (bytes) await breathe()
        send(response, requestId, protocol, answered, bytes)
        services.onAnswered(exchange, answered, protocol.contentType)
      } catch (error) {
        // The client hung up in its body, or was turned away.
        if (!request.complete && (request.destroyed || response.headersSent)) return
        if (isHangUp(error, request, response)) return
        const failure = failureOf(error)
        services.log(failure.httpStatus === 503 ? 'nothing can be saved' : 'unexpected error on the wire', { requestId, error })
        if (response.headersSent) response.destroy()
        else send(response, requestId, protocol, failed(protocol, failure, requestId))
      }
    },
  }
}

/**
 * The service that isn't here, if the head of the request says so: its signature is for another one, and neither its
 * target nor a form can mean one of ours.
 */
function refusedUnread(request: IncomingMessage): AbsentService | undefined {
  if (isForm(request)) return undefined
  const target = request.headers['x-amz-target']
  return target !== undefined && modelByTarget(String(target))[0] !== undefined ? undefined : absentService(request)
}

/** STS has a header of its own, whatever it answers. */
function withOwnHeaders({ clock }: WireServices, protocol: Protocol, { service, raw }: Exchange, answered: Answer): Answer {
  if ((service ?? protocol.serviceOf(raw)) !== 'sts') return answered
  const { status, body, headers } = answered
  const own = stsExtendedRequestId(raw, clock.now())
  return { status, body, headers: headers ? { ...headers, ...own } : own }
}

async function answer(
  services: WireServices,
  verifier: SignatureVerifier,
  protocol: Protocol,
  exchange: Exchange,
): Promise<Answer> {
  const { raw, requestId } = exchange
  let asked: Asked | undefined
  try {
    const read = protocol.read(raw)
    if ('status' in read) return withOwnHeaders(services, protocol, exchange, read)
    asked = read
    exchange.service = asked.service
    exchange.operation = asked.operation
    const operation = services.operations.get(`${asked.service}:${asked.operation}`)
    if (!operation) throw invalidAction(`Could not find operation ${asked.operation}`)
    const unsigned = modelOf(asked.service).operations[asked.operation]?.unsigned
    const output = unsigned
      ? await runUnsigned(services, exchange, asked, operation)
      : await runSigned(services, verifier, exchange, asked, operation)
    return withOwnHeaders(services, protocol, exchange, await asked.success(output, requestId))
  } catch (thrown) {
    const error = passes(thrown) ? failureOf(thrown) : thrown
    if (!(error instanceof AwsError)) throw error
    exchange.errorCode = error.code
    return withOwnHeaders(services, protocol, exchange, failed(protocol, error, requestId, asked))
  }
}

async function runSigned(
  services: WireServices,
  verifier: SignatureVerifier,
  exchange: Exchange,
  asked: Asked,
  operation: Operation,
): Promise<unknown> {
  const { caller, opened, region, signedAt, sessionToken } = await signedBy(services, verifier, exchange, operation)
  exchange.accountId = caller.accountId
  // Only whoever signed for an account uses up its limit. There's no record: a flood would push out all others.
  if (services.mayCall && !(await services.mayCall(caller.accountId))) throw throttling('Rate exceeded')
  const request = requestFacts(exchange, region, signedAt)
  let input: Record<string, unknown>
  try {
    input = checkedInput(asked)
  } catch (error) {
    if (error instanceof AwsError) await services.runner.refuse({ operation, input: {}, caller, opened, request }, error)
    throw error
  }
  return services.runner.run({
    operation,
    input,
    caller,
    opened,
    request,
    ...(operation.guesses ? waitingFor(services, exchange, caller, sessionToken) : {}),
  })
}

/** A 503 says when to try again. */
function failed(protocol: Protocol, error: AwsError, requestId: string, asked?: Asked): Answer {
  const answered = protocol.failure(error, requestId, asked)
  return error.code === 'ServiceUnavailable' ? { ...answered, headers: { ...answered.headers, ...RETRY } } : answered
}

/** What a call that may wait for its turn is known by. */
const waitingFor = (
  { accounts, clock }: WireServices,
  { raw, hungUp: signal }: Exchange,
  { credential }: Caller,
  sessionToken: string | undefined,
) => ({
  from: { cookie: raw.headers.cookie, signal: signal?.() },
  stillValid: () => findCredential(accounts, credential.accessKeyId, sessionToken, clock.now()),
})

/** Nobody signed: the account is the one that the role's ARN names; a refusal is no record of that account. */
async function runUnsigned(services: WireServices, exchange: Exchange, asked: Asked, operation: Operation): Promise<unknown> {
  const input = checkedInput(asked)
  const accountId = /^arn:aws[\w-]*:iam::(\d{12}):/.exec(String(input.RoleArn))?.[1]
  try {
    const account = accountId === undefined ? undefined : await services.accounts.get(accountId)
    if (!account) throw accessDenied(`Not authorized to perform sts:${operation.name}`, 'unknown-account')
    exchange.namedAccountId = account.accountId
    const caller: AnonymousCaller = {
      type: 'Anonymous',
      accountId: account.accountId,
      incarnation: account.incarnation,
      arn: '',
      userId: '',
      credential: { accessKeyId: '', kind: 'long-term' },
    }
    const output = await services.runner.run({ operation, input, caller, request: requestFacts(exchange, 'us-east-1') })
    exchange.accountId = account.accountId
    return output
  } catch (error) {
    if (error instanceof AwsError) await services.onRefused({ exchange, operation, error, accountId })
    throw error
  }
}

function checkedInput(asked: Asked): Record<string, unknown> {
  const input = asked.input()
  const shape = modelOf(asked.service).operations[asked.operation]?.input
  if (shape) checkConstraints(asked.service, shape, input)
  return input
}

function requestFacts(
  { requestId, raw, sourceIp, secureTransport }: Exchange,
  region: string,
  signedAt?: string,
): RequestFacts {
  const facts: RequestFacts = { requestId, sourceIp, userAgent: userAgentOf(raw), region, secureTransport }
  if (signedAt) facts.signedAt = signedAt
  if (raw.headers.referer) facts.referer = raw.headers.referer
  return facts
}

/** Authenticates; a failure goes to the refusals, never to the account's records. */
async function signedBy(
  services: WireServices,
  verifier: SignatureVerifier,
  exchange: Exchange,
  operation: Operation,
): Promise<{ caller: Caller; opened: OpenAccount; region: string; signedAt: string; sessionToken: string | undefined }> {
  const now = services.clock.now()
  let accessKeyId: string | undefined
  try {
    const { accounts } = services
    const { caller, opened, claim } = await authenticate(
      exchange.raw,
      operation.service,
      { accounts, verifier, now },
      (claim) => {
        accessKeyId = claim.accessKeyId
      },
    )
    return { caller, opened, region: claim.scope.region, signedAt: claim.time, sessionToken: claim.sessionToken }
  } catch (error) {
    if (error instanceof AwsError) {
      const accountId = accessKeyId === undefined ? undefined : accountOfAccessKeyId(accessKeyId)
      await services.onRefused({ exchange, operation, error, accountId, accessKeyId })
    }
    throw error
  }
}

/** In characters. */
const LARGE = 1_000_000

function send(
  response: ServerResponse,
  requestId: string,
  { contentType }: Protocol,
  answer: Answer,
  bytes?: Uint8Array,
): void {
  response.writeHead(answer.status, responseHeaders(requestId, contentType, answer))
  response.end(bytes ?? answer.body)
}
