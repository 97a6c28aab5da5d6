/** A refusal of the sign-in API, in a plain sentence with the next step where there is one. */
export class SignInError extends Error {
  override readonly name = 'SignInError'
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details: { nextStep?: string; retryAfterSeconds?: number; requestId?: string } = {},
  ) {
    super(message)
  }
}

/** Never says which part was wrong. Source: labels of AWS's sign-in page, quoted in public walkthroughs. */
export const authenticationFailed = () =>
  new SignInError(401, 'AuthenticationFailed', 'Your authentication information is incorrect. Please try again.')

/** The line for this user at this address is full. Nobody is locked out: there is a place after `seconds`. */
export const tooManyAttempts = (seconds: number) =>
  new SignInError(
    429,
    'TooManyAttempts',
    `There were too many attempts from your address. Wait ${seconds === 1 ? '1 second' : `${seconds} seconds`}, then try again.`,
    { retryAfterSeconds: seconds },
  )

export const notSignedIn = () =>
  new SignInError(401, 'NotSignedIn', 'You’re no longer signed in.', { nextStep: 'Sign in again.' })

/** The challenge is unknown, used or too old: the sign-in starts over. */
export const challengeGone = () =>
  new SignInError(401, 'ChallengeExpired', 'This sign-in took too long.', { nextStep: 'Start again with your password.' })
