import cloudtrail from './cloudtrail.json' with { type: 'json' }
import ec2 from './ec2.json' with { type: 'json' }
import iam from './iam.json' with { type: 'json' }
import sts from './sts.json' with { type: 'json' }

/** A reference to a shape, with its name on the wire where that differs. */
export interface ShapeRef {
  shape: string
  locationName?: string
  /** EC2 only: the name in a request, where it isn't `locationName` with a capital. */
  queryName?: string
  flattened?: boolean
}

/** One shape of botocore's service model; lengths in code points, sizes in members, numbers inclusive. */
export interface Shape {
  type: 'structure' | 'list' | 'map' | 'string' | 'integer' | 'long' | 'float' | 'double' | 'boolean' | 'timestamp' | 'blob'
  required?: string[]
  min?: number
  max?: number
  pattern?: string
  enum?: string[]
  sensitive?: boolean
  flattened?: boolean
  exception?: boolean
  members?: Record<string, ShapeRef>
  member?: ShapeRef
  key?: ShapeRef
  value?: ShapeRef
  error?: { code: string; httpStatusCode: number }
}

export interface OperationModel {
  input?: string
  output?: string
  resultWrapper?: string
  errors: string[]
  /** Needs no signature. */
  unsigned?: boolean
  /** Answered in pages: which members of the output are cut. */
  page?: { result: string[] }
}

/** The table that drives parsing, constraints, serialising and pagination of a service. */
export interface ServiceModel {
  metadata: {
    apiVersion: string
    protocol: 'query' | 'json' | 'ec2'
    /** Of the protocols that answer in XML. */
    xmlNamespace?: string
    /** JSON only: what stands before the operation in X-Amz-Target. */
    targetPrefix?: string
  }
  operations: Record<string, OperationModel>
  shapes: Record<string, Shape>
  /** Members of shapes that AWS has and this server doesn't. */
  omitted?: Record<string, readonly string[]>
}

const MODELS = {
  iam: iam as unknown as ServiceModel,
  sts: sts as unknown as ServiceModel,
  cloudtrail: cloudtrail as unknown as ServiceModel,
  ec2: ec2 as unknown as ServiceModel,
}
export type ServiceName = keyof typeof MODELS

export const serviceNames = Object.keys(MODELS) as ServiceName[]
export const modelOf = (service: ServiceName): ServiceModel => MODELS[service]

/** The shape that is referred to; a model without it is broken. */
export function shapeOf(model: ServiceModel, { shape: name }: ShapeRef): Shape {
  const shape = model.shapes[name]
  if (!shape) throw new Error(`the model has no shape ${name}`)
  return shape
}

/** The service whose requests are forms with this version. */
export const modelByVersion = (version: string): ServiceName | undefined =>
  serviceNames.find((service) => {
    const { protocol, apiVersion } = MODELS[service].metadata
    return protocol !== 'json' && apiVersion === version
  })

/** The service and operation of an X-Amz-Target; nothing for an unknown one. */
export function modelByTarget(target: string): [ServiceName, string] | [undefined] {
  const dot = target.lastIndexOf('.')
  const operation = target.slice(dot + 1)
  const given = target.slice(0, dot)
  // botocore sends the whole prefix, the SDK for JavaScript its last part.
  const service = serviceNames.find((name) => {
    const { targetPrefix } = MODELS[name].metadata
    return targetPrefix !== undefined && (targetPrefix === given || targetPrefix.endsWith(`.${given}`))
  })
  return service && Object.hasOwn(MODELS[service].operations, operation) ? [service, operation] : [undefined]
}
