import iam from './iam.json' with { type: 'json' }
import sts from './sts.json' with { type: 'json' }

/** A reference to a shape, with its name on the wire where that differs. */
export interface ShapeRef {
  shape: string
  locationName?: string
  flattened?: boolean
}

/** One shape of botocore's service model; lengths in code points, sizes in members, numbers inclusive. */
export interface Shape {
  type: 'structure' | 'list' | 'map' | 'string' | 'integer' | 'long' | 'boolean' | 'timestamp' | 'blob'
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
  metadata: { apiVersion: string; protocol: string; xmlNamespace: string }
  operations: Record<string, OperationModel>
  shapes: Record<string, Shape>
}

const MODELS = { iam: iam as unknown as ServiceModel, sts: sts as unknown as ServiceModel }
export type ServiceName = keyof typeof MODELS

export const modelOf = (service: ServiceName): ServiceModel => MODELS[service]
export const modelByVersion = (version: string): ServiceName | undefined =>
  (Object.keys(MODELS) as ServiceName[]).find((service) => MODELS[service].metadata.apiVersion === version)
