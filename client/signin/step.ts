import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser'
import { CONSOLE_HOME } from '../shared/addresses.js'
import { rememberSession, type SessionInfo } from '../shared/session-info.js'

/** `codes`: one of the devices shows codes; `passkey`: what the browser has to ask the others. */
export interface MfaStep {
  state: 'mfa'
  challenge: string
  codes: boolean
  passkey?: PublicKeyCredentialRequestOptionsJSON
}

/** What the server says comes next. */
export type Step =
  | { state: 'signed-in'; session: SessionInfo }
  | MfaStep
  | {
      state: 'change-password'
      challenge: string
      accountId: string
      accountAlias?: string
      userName: string
      reason: 'reset-required' | 'expired'
    }
  | { state: 'password-expired' }

/** To the console: where one came from, if that was one of its pages. */
export function enter(session: SessionInfo): void {
  rememberSession(session.id)
  const wanted = new URLSearchParams(location.search).get('return') ?? ''
  location.assign(/^\/console(\/|\?|$)/.test(wanted) ? wanted : CONSOLE_HOME)
}
