import { createHash } from 'node:crypto'
import { validationError } from './aws-error.js'
import type { Operation } from './operation.js'

type Input = Record<string, unknown>

/**
 * Runs an operation that answers in pages: the marker of one operation means nothing to another.
 * Source of the message: moto, "Invalid Marker."
 */
export function withOwnMarkers({ name }: Operation, input: Input, run: (input: Input) => unknown): unknown {
  const { Marker: given } = input
  const marked = typeof given === 'string'
  if (marked && !given.startsWith(labelOf(name))) throw validationError('Invalid Marker.')
  const output = run(marked ? { ...input, Marker: given.slice(LABEL_CHARACTERS) } : input)
  const next = (output as { Marker?: unknown } | undefined)?.Marker
  return typeof next === 'string' ? { ...(output as object), Marker: labelOf(name) + next } : output
}

const LABEL_CHARACTERS = 8

const labelOf = (name: string): string => createHash('sha256').update(name).digest('base64url').slice(0, LABEL_CHARACTERS)
