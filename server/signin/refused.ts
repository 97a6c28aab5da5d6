import type { NextFunction, Request, Response } from 'express'
import { z } from 'zod'
import { AccountGone } from '../account/accounts.js'
import { AwsError } from '../operations/aws-error.js'
import { notSignedIn, SignInError } from './sign-in-error.js'

/** Answers what the sign-in refuses, for every route that asks who somebody is; passes anything else on. */
export function refused(thrown: unknown, _request: Request, response: Response, next: NextFunction): void {
  const error = thrown instanceof AccountGone ? notSignedIn() : thrown
  if (error instanceof SignInError) {
    const { nextStep, retryAfterSeconds, requestId } = error.details
    if (retryAfterSeconds !== undefined) response.set('Retry-After', String(retryAfterSeconds))
    response.status(error.status).json({
      code: error.code,
      message: error.message,
      ...(nextStep ? { nextStep } : {}),
      ...(requestId ? { requestId } : {}),
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    })
  } else if (error instanceof z.ZodError) {
    const [issue] = error.issues
    response.status(400).json({ code: 'InvalidInput', message: `${issue?.path.join('.') || 'The request'}: ${issue?.message}` })
  } else if (error instanceof AwsError && error.code === 'Throttling') {
    response
      .status(429)
      .json({ code: 'TooManyAttempts', message: 'The server is busy checking passwords. Try again in a minute.' })
  } else next(error)
}
