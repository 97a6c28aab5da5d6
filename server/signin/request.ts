import type { GuessedFrom } from '../credentials/guesses.js'
import type { Page } from './passkeys.js'

/** Where a request came from. */
export interface Source {
  sourceIp: string
  userAgent: string
}

/** What the sign-in keeps of a request. */
export interface SignInRequest extends Source {
  requestId: string
  page: Page
  /** The browser, for its lane of guesses. */
  from: Omit<GuessedFrom, 'sourceIp'>
}
