import { createHash } from 'node:crypto'
import { validationError } from '../aws/aws-error.js'
import type { Operation } from './operation.js'

type Input = Record<string, unknown>

/**
 * The input of an operation that answers in pages, its own label taken off the marker: the marker of one operation means
 * nothing to another. Source of the message: moto, "Invalid Marker."
 */
export function withoutLabel({ name }: Operation, input: Input): Input {
  const { Marker: given } = input
  if (typeof given !== 'string') return input
  if (!given.startsWith(labelOf(name))) throw validationError('Invalid Marker.')
  return { ...input, Marker: given.slice(LABEL_CHARACTERS) }
}

/** Its output, the label put on the marker. */
export function withLabel({ name }: Operation, output: unknown): unknown {
  const next = (output as { Marker?: unknown } | undefined)?.Marker
  return typeof next === 'string' ? { ...(output as object), Marker: labelOf(name) + next } : output
}

const LABEL_CHARACTERS = 8

const labelOf = (name: string): string => createHash('sha256').update(name).digest('base64url').slice(0, LABEL_CHARACTERS)
