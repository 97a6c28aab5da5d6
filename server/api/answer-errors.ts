import type { ErrorRequestHandler, NextFunction, Request, Response } from 'express'
import { z } from 'zod'
import { AccountGone } from '../account/accounts.js'
import { AwsError } from '../aws/aws-error.js'
import { ApiError } from './api-error.js'

/** Answers what a route under `/api` refuses; passes anything else on. */
export function answerErrors(thrown: unknown, _request: Request, response: Response, next: NextFunction): void {
  const error = asApiError(thrown)
  if (!error) {
    next(thrown)
    return
  }
  const { status, code, message, details } = error
  if (details.retryAfterSeconds !== undefined) response.set('Retry-After', String(details.retryAfterSeconds))
  response.status(status).json({ code, message, ...details })
}

/** What a router answers if the account ended while the request was looked at. */
export const whenAccountGone =
  (answer: () => ApiError): ErrorRequestHandler =>
  (thrown: unknown, _request, _response, next) =>
    next(thrown instanceof AccountGone ? answer() : thrown)

/** What says itself what it is about, such as `a passphrase has at least 8 characters`. */
const NAMES_ITS_SUBJECT = /^an? /

/**
 * A sentence of our own, or the parameter's name and what is wrong. A part of the path has no name that its reader knows.
 */
const faultOf = ({ path, message }: { path: PropertyKey[]; message: string }): string =>
  path.length > 0 && !NAMES_ITS_SUBJECT.test(message)
    ? `${path.join('.')}: ${message}`
    : `${message.charAt(0).toUpperCase()}${message.slice(1)}.`

function asApiError(thrown: unknown): ApiError | undefined {
  if (thrown instanceof ApiError) return thrown
  if (thrown instanceof z.ZodError) {
    const [issue] = thrown.issues
    return new ApiError(400, 'InvalidInput', issue ? faultOf(issue) : 'The request is invalid.')
  }
  // The queue of passwords to hash is full.
  if (thrown instanceof AwsError && thrown.code === 'Throttling') {
    return new ApiError(429, 'TooManyAttempts', 'The server is busy checking passwords. Try again in a minute.')
  }
  return undefined
}
