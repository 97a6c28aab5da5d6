import { dateValue } from '../../authorization/date-values.js'
import { type AwsError, invalidAction, malformedInput } from '../../aws/aws-error.js'
import { modelByTarget, modelOf, type ServiceModel, type Shape, type ShapeRef, shapeOf } from '../../aws/model/model.js'
import type { Asked, Protocol } from './protocol.js'

/** AWS JSON 1.1: the operation in `X-Amz-Target`, JSON in and out (CloudTrail). Source: botocore's serialisers. */
export const jsonProtocol: Protocol = {
  contentType: 'application/x-amz-json-1.1',
  read(raw) {
    const target = raw.headers['x-amz-target'] ?? ''
    const [service, operation] = modelByTarget(target)
    if (service === undefined) throw invalidAction('')
    const model = modelOf(service)
    const { input: inputShape, output: outputShape } = model.operations[operation] ?? {}
    return {
      service,
      operation,
      input: () => (inputShape ? structure(model, inputShape, parsed(raw.body.toString('utf8'))) : {}),
      success: (output) => ({
        status: 200,
        body: outputShape ? JSON.stringify(written(model, { shape: outputShape }, output)) : '{}',
      }),
    } satisfies Asked
  },
  // What is said in JSON is for CloudTrail, whose answers are all alike.
  serviceOf: () => undefined,
  failure(error) {
    const { code, status } = nameOf(error)
    return { status, body: JSON.stringify({ __type: code, ...(error.message === '' ? {} : { message: error.message }) }) }
  },
}

/** The names that JSON services give to what Query services call otherwise. Source: AWS "Common Errors" of CloudTrail. */
const NAMES: Readonly<Record<string, string>> = {
  InvalidClientTokenId: 'UnrecognizedClientException',
  SignatureDoesNotMatch: 'InvalidSignatureException',
  ExpiredToken: 'ExpiredTokenException',
  MissingAuthenticationToken: 'MissingAuthenticationTokenException',
  IncompleteSignature: 'IncompleteSignatureException',
  AccessDenied: 'AccessDeniedException',
  ValidationError: 'ValidationException',
  InvalidAction: 'UnknownOperationException',
  MalformedInput: 'SerializationException',
  Throttling: 'ThrottlingException',
  ServiceFailure: 'InternalFailure',
}

const nameOf = ({ code, httpStatus }: AwsError): { code: string; status: number } => ({
  code: NAMES[code] ?? code,
  status: httpStatus < 500 ? 400 : httpStatus,
})

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = text === '' ? {} : JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  } catch {
    // Not JSON: refused below.
  }
  throw malformedInput('')
}

/** A member that is null is as good as absent; anywhere else null is of the wrong kind. */
function structure(model: ServiceModel, shapeName: string, given: Record<string, unknown>): Record<string, unknown> {
  const input: Record<string, unknown> = {}
  for (const [name, ref] of Object.entries(model.shapes[shapeName]?.members ?? {})) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined
    if (value !== undefined && value !== null) input[name] = read(model, ref, value)
  }
  return input
}

function read(model: ServiceModel, ref: ShapeRef, value: unknown): unknown {
  const shape = shapeOf(model, ref)
  switch (shape.type) {
    case 'structure':
      return structure(model, ref.shape, objectOf(value))
    case 'map': {
      const { value: item } = shape
      const entries = Object.entries(objectOf(value))
      return Object.fromEntries(item ? entries.map(([key, given]) => [key, read(model, item, given)]) : [])
    }
    case 'list': {
      const { member } = shape
      if (!Array.isArray(value) || !member) throw malformedInput('')
      return value.map((item) => read(model, member, item))
    }
    default:
      return scalar(shape, value)
  }
}

function objectOf(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformedInput('')
  return value as Record<string, unknown>
}

const LARGEST: Partial<Record<Shape['type'], number>> = { integer: 2_147_483_647, long: Number.MAX_SAFE_INTEGER }

function scalar({ type }: Shape, value: unknown): unknown {
  const largest = LARGEST[type]
  if (largest !== undefined) {
    if (typeof value !== 'number' || !Number.isInteger(value) || Math.abs(value) > largest) throw malformedInput('')
    return value
  }
  if (type === 'timestamp') return timestamp(value)
  if (typeof value !== (type === 'boolean' ? 'boolean' : 'string')) throw malformedInput('')
  return type === 'blob' ? bytesOf(value as string) : value
}

/** Seconds since 1970, with a fraction; some clients send ISO 8601. */
function timestamp(value: unknown): number {
  const time = typeof value === 'number' ? value * 1000 : typeof value === 'string' ? dateValue(value) : undefined
  if (time === undefined || !Number.isFinite(time)) throw malformedInput('')
  return time
}

function bytesOf(base64: string): Uint8Array {
  try {
    return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
  } catch {
    throw malformedInput('')
  }
}

function written(model: ServiceModel, ref: ShapeRef, value: unknown): unknown {
  const shape = model.shapes[ref.shape]
  if (shape?.type === 'structure') {
    const members = Object.entries(shape.members ?? {}).flatMap(([name, member]) => {
      const given = (value as Record<string, unknown>)[name]
      return given === undefined ? [] : [[name, written(model, member, given)]]
    })
    return Object.fromEntries(members)
  }
  const { member } = shape ?? {}
  if (shape?.type === 'list' && member) return (value as unknown[]).map((item) => written(model, member, item))
  return shape?.type === 'timestamp' ? (value as number) / 1000 : value
}
