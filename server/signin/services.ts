import type { Request, Response } from 'express'
import type { Accounts } from '../account/accounts.js'
import type { Clock, Random } from '../account/ports.js'
import type { AccountDocument } from '../account/repository.js'
import type { Guesses } from '../credentials/guesses.js'
import type { PasswordHasher } from '../credentials/password-hasher.js'
import type { Runner } from '../runner/run.js'
import type { DocumentStore } from '../store/documents.js'
import type { DeviceCookies } from './device-cookies.js'
import type { EstimateScore } from './estimate-score.js'
import type { SignInEvents } from './events.js'

/** What the sign-in room is given by the composition root. */
export interface SignInServices {
  accounts: Accounts
  documents: DocumentStore
  runner: Runner
  passwords: PasswordHasher
  guesses: Guesses
  devices: DeviceCookies
  events: SignInEvents
  clock: Clock
  random: Random
  cookieName: string
  allowSignUp: boolean
  baseUrl: () => string
  /**
   * What is written with an account that this request signs up for: it belongs to the learner who asks. A browser that
   * is nobody yet gets its lab session in the same answer.
   */
  ownedBy: (request: Request, response: Response) => Promise<DocumentsOf>
  estimateScore: EstimateScore
}

export type DocumentsOf = (accountId: string) => readonly AccountDocument[]
