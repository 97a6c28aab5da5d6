import { createHash } from 'node:crypto'
import { type AwsError, validationError } from '../aws/aws-error.js'
import { invalidPaginationToken } from '../aws/ec2-errors.js'
import type { Operation, Service } from './operation.js'

type Input = Record<string, unknown>

/**
 * The input of an operation that answers in pages, its own label taken off the marker: the marker of one operation means
 * nothing to another. Source of the message: moto, "Invalid Marker."
 */
export function withoutLabel({ service, name }: Operation, input: Input): Input {
  const marker = markerOf(service)
  const given = input[marker]
  if (typeof given !== 'string') return input
  if (!given.startsWith(labelOf(name))) throw invalidMarker(service)
  return { ...input, [marker]: given.slice(LABEL_CHARACTERS) }
}

/** Its output, the label put on the marker. */
export function withLabel({ service, name }: Operation, output: unknown): unknown {
  const marker = markerOf(service)
  const next = (output as Record<string, unknown> | undefined)?.[marker]
  return typeof next === 'string' ? { ...(output as object), [marker]: labelOf(name) + next } : output
}

const markerOf = (service: Service): string => (service === 'ec2' ? 'NextToken' : 'Marker')

const invalidMarker = (service: Service): AwsError =>
  service === 'ec2' ? invalidPaginationToken() : validationError('Invalid Marker.')

const LABEL_CHARACTERS = 8

const labelOf = (name: string): string => createHash('sha256').update(name).digest('base64url').slice(0, LABEL_CHARACTERS)
