import type { AwsError } from '../../aws/aws-error.js'
import type { ServiceModel, ShapeRef } from '../../aws/model/model.js'
import { policyText } from './xml.js'

/**
 * The JSON of a Query service: the same envelope as in XML, members in order of the alphabet, those without a value null,
 * and times in seconds since 1970. Sources: what the verifiers of aws-iam-authenticator, Teleport, and Conjur parse of
 * GetCallerIdentity; a public reply of Amazon SNS (null); what Envoy parses of AssumeRoleWithWebIdentity (times).
 */
export function successJson(model: ServiceModel, operation: string, output: unknown, requestId: string): string {
  const { output: shape, resultWrapper } = model.operations[operation] ?? {}
  const result = shape && resultWrapper ? { [resultWrapper]: written(model, { shape }, output ?? {}) } : {}
  return JSON.stringify({ [`${operation}Response`]: { ...result, ResponseMetadata: { RequestId: requestId } } })
}

/** Source: the same verifiers. */
export const errorJson = ({ code, message, fault }: AwsError, requestId: string): string =>
  JSON.stringify({ Error: { Code: code, Message: message === '' ? null : message, Type: fault }, RequestId: requestId })

function written(model: ServiceModel, ref: ShapeRef, value: unknown): unknown {
  if (value === undefined || value === null) return null
  const shape = model.shapes[ref.shape]
  switch (shape?.type) {
    case 'structure': {
      const given = value as Record<string, unknown>
      const members = Object.entries(shape.members ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))
      return Object.fromEntries(members.map(([name, member]) => [name, written(model, member, given[name])]))
    }
    case 'list': {
      const { member } = shape
      return member ? (value as unknown[]).map((item) => written(model, member, item)) : []
    }
    case 'map': {
      const { value: item } = shape
      const entries = Object.entries(value as Record<string, unknown>)
      return item ? Object.fromEntries(entries.map(([key, one]) => [key, written(model, item, one)])) : {}
    }
    case 'timestamp':
      return Math.floor((value as number) / 1000)
    case 'blob':
      return Buffer.from(value as Uint8Array).toString('base64')
    case 'string':
      return ref.shape === 'policyDocumentType' ? policyText(String(value)) : value
    default:
      return value
  }
}
