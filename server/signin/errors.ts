import { ApiError } from '../api/api-error.js'

/** Never says which part was wrong. Source: labels of AWS's sign-in page, quoted in public walkthroughs. */
export const authenticationFailed = () =>
  new ApiError(401, 'AuthenticationFailed', 'Your authentication information is incorrect. Please try again.')

/** The line for this user at this address is full. Nobody is locked out: there is a place after `seconds`. */
export const tooManyAttempts = (seconds: number) =>
  new ApiError(
    429,
    'TooManyAttempts',
    `There were too many attempts from your address. Wait ${seconds === 1 ? '1 second' : `${seconds} seconds`}, then try again.`,
    { retryAfterSeconds: seconds },
  )

export const notSignedIn = () => new ApiError(401, 'NotSignedIn', 'You’re no longer signed in.', { nextStep: 'Sign in again.' })

/** The challenge is unknown, used or too old: the sign-in starts over. */
export const challengeGone = () =>
  new ApiError(401, 'ChallengeExpired', 'This sign-in took too long.', { nextStep: 'Start again with your password.' })
