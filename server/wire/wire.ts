import type { IncomingMessage, ServerResponse } from 'node:http'
import { accountTime } from '../account/account.js'
import type { Accounts } from '../account/accounts.js'
import type { Caller } from '../account/caller.js'
import { accountOfAccessKeyId } from '../account/ids.js'
import type { Clock } from '../account/ports.js'
import type { Refusals } from '../events/refusals.js'
import { AwsError, invalidAction, serviceFailure } from '../operations/aws-error.js'
import type { Operation } from '../operations/operation.js'
import type { Runner } from '../operations/run.js'
import { authenticate } from './authenticate.js'
import { checkConstraints } from './constraints.js'
import { modelByVersion, modelOf, type ServiceName } from './model/model.js'
import { type FormNode, parseForm, readStructure } from './query.js'
import { readBody, splitTarget } from './raw-request.js'
import type { Presented, RawRequest } from './sigv4/parse.js'
import { SignatureVerifier } from './sigv4/verify.js'
import { errorXml, successXml } from './xml.js'

export interface WireServices {
  accounts: Accounts
  runner: Runner
  clock: Clock
  /** By `<service>:<operation>`. */
  operations: ReadonlyMap<string, Operation>
  refusals: Refusals
  newRequestId: () => string
  log: (event: string, details: Record<string, unknown>) => void
}

export interface Wire {
  /** Is this request for the wire, whatever its method and path? */
  claims(request: IncomingMessage): boolean
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
}

/** One request on its way through. */
interface Exchange {
  requestId: string
  raw: RawRequest
  form: FormNode
  sourceIp: string
  secureTransport: boolean
}

interface Target {
  service: ServiceName
  operation: Operation
}

/** What a real AWS client meets: AWS Query for IAM and STS. */
export function createWire(services: WireServices): Wire {
  const verifier = new SignatureVerifier()
  return {
    claims({ method, url = '', headers }) {
      if (headers.authorization?.startsWith('AWS4-')) return true
      if (url.includes('X-Amz-Algorithm=') || url.includes('Action='))
        return url.startsWith('/?') || url.includes('X-Amz-Algorithm=')
      return method === 'POST' && url === '/'
    },
    async handle(request, response) {
      const requestId = services.newRequestId()
      try {
        const body = await readBody(request)
        if (!body) {
          send(response, 413, requestId, '')
          return
        }
        const raw: RawRequest = { ...splitTarget(request), body }
        const exchange: Exchange = {
          requestId,
          raw,
          form: new Map(),
          sourceIp: plainAddress(request.socket.remoteAddress),
          secureTransport: 'encrypted' in request.socket,
        }
        await answer(services, verifier, exchange, response)
      } catch (error) {
        services.log('unexpected error on the wire', { requestId, error })
        if (response.headersSent) response.destroy()
        else sendError(response, requestId, undefined, serviceFailure('An internal error has occurred'))
      }
    },
  }
}

async function answer(
  services: WireServices,
  verifier: SignatureVerifier,
  exchange: Exchange,
  response: ServerResponse,
): Promise<void> {
  const { raw, requestId } = exchange
  if (raw.path !== '/') {
    send(response, 404, requestId, '<UnknownOperationException/>\n')
    return
  }
  const isForm = (raw.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')
  exchange.form = parseForm(raw.method === 'POST' && isForm ? raw.body.toString('utf8') : raw.query)
  const action = exchange.form.get('Action')
  if (typeof action !== 'string' || (raw.method === 'POST' && !isForm)) {
    response.setHeader('Location', raw.query === '' ? 'https://aws.amazon.com/iam' : `https://aws.amazon.com/iam?${raw.query}`)
    send(response, 302, requestId, '')
    return
  }
  let namespace: string | undefined
  try {
    const { service, operation } = targetOf(services, exchange.form, action)
    namespace = modelOf(service).metadata.xmlNamespace
    const output = await run(services, verifier, exchange, { service, operation })
    send(response, 200, requestId, successXml(modelOf(service), operation.name, output, requestId))
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    sendError(response, requestId, namespace, error)
  }
}

/** A wrong, empty or missing Version is the same error as an unknown Action. */
function targetOf({ operations }: WireServices, form: FormNode, action: string): Target {
  const version = form.get('Version')
  const shown = typeof version === 'string' ? version : 'NO_VERSION_SPECIFIED'
  const service = modelByVersion(shown)
  const operation = service && operations.get(`${service}:${action}`)
  if (!service || !operation) throw invalidAction(`Could not find operation ${action} for version ${shown}`)
  return { service, operation }
}

async function run(
  services: WireServices,
  verifier: SignatureVerifier,
  exchange: Exchange,
  { service, operation }: Target,
): Promise<unknown> {
  const { caller, claim } = await signedBy(services, verifier, exchange, service, operation)
  const { raw } = exchange
  const model = modelOf(service)
  const shape = model.operations[operation.name]?.input
  const input = shape ? readStructure(model, shape, exchange.form) : {}
  if (shape) checkConstraints(model, shape, input)
  await stampUse(services, caller, service, claim.scope.region)
  return services.runner.run({
    operation,
    input,
    caller,
    request: {
      requestId: exchange.requestId,
      sourceIp: exchange.sourceIp,
      userAgent: raw.headers['user-agent'] ?? '',
      region: claim.scope.region,
      secureTransport: exchange.secureTransport,
      ...(raw.headers.referer ? { referer: raw.headers.referer } : {}),
    },
  })
}

/** Authenticates; a failure goes to the refusals, never to the account's records. */
async function signedBy(
  services: WireServices,
  verifier: SignatureVerifier,
  exchange: Exchange,
  service: ServiceName,
  operation: Operation,
): Promise<{ caller: Caller; claim: Presented }> {
  const now = services.clock.now()
  let accessKeyId: string | undefined
  try {
    return await authenticate(exchange.raw, service, { accounts: services.accounts, verifier, now }, (claim) => {
      accessKeyId = claim.accessKeyId
    })
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    const accountId = accessKeyId && accountOfAccessKeyId(accessKeyId)
    const afterSequence = accountId ? await services.accounts.repository.lastSequence(accountId) : 0
    services.refusals.add({
      ...(accountId ? { accountId } : {}),
      requestId: exchange.requestId,
      realTime: now,
      sourceIp: exchange.sourceIp,
      userAgent: exchange.raw.headers['user-agent'] ?? '',
      service,
      name: operation.name,
      ...(accessKeyId ? { accessKeyId } : {}),
      errorCode: error.code,
      errorMessage: error.message,
      reason: error.reason ?? '',
      afterSequence,
    })
    throw error
  }
}

async function stampUse({ accounts, clock }: WireServices, caller: Caller, service: string, region: string): Promise<void> {
  if (caller.credential.kind !== 'long-term') return
  const account = await accounts.get(caller.accountId)
  if (!account) return
  const at = accountTime(account, clock.now())
  await accounts.use(caller.accountId, { kind: 'AccessKey', key: caller.credential.accessKeyId, at, service, region })
}

function sendError(response: ServerResponse, requestId: string, namespace: string | undefined, error: AwsError): void {
  send(response, error.httpStatus, requestId, errorXml(namespace, error, requestId))
}

function send(response: ServerResponse, status: number, requestId: string, body: string): void {
  response.writeHead(status, {
    'x-amzn-RequestId': requestId,
    'Content-Type': 'text/xml',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
  })
  response.end(body)
}

/** IPv4 in IPv6 clothes is shown as IPv4. */
const plainAddress = (address = ''): string => (address.startsWith('::ffff:') ? address.slice(7) : address)
