import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server'
import type { ConsoleCredentials } from './console-credentials.js'
import type { SessionInfo } from './session-info.js'
import type { SignedUp, SignUp } from './sign-up.js'

export type { ConsoleCredentials, SessionInfo, SignedUp }

/** Who signs in, and with what password. */
export type Attempt =
  | { kind: 'root'; email: string; password: string }
  | { kind: 'iam'; account: string; userName: string; password: string }

/** `codes`: one of the devices shows codes; `passkey`: what the browser has to ask the others. */
export interface MfaStep {
  state: 'mfa'
  challenge: string
  codes: boolean
  passkey?: PublicKeyCredentialRequestOptionsJSON
}

/** `ended`: the oldest session of this browser, which made room for it. */
export interface AddedSession {
  session: SessionInfo
  ended?: SessionInfo
}

/** What comes next in a sign-in. */
export type SignInStep =
  | ({ state: 'signed-in' } & AddedSession)
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

/** What root gives once more. */
interface RootPassword {
  session: string
  currentPassword: string
  mfaCode?: string | undefined
}

/** `/api/signin`. */
export interface SignInApi {
  'POST /signin/sign-up': { body: SignUp; answer: SignedUp }
  'POST /signin/root/email': { body: { email: string }; answer: object }
  'POST /signin': { body: Attempt; answer: SignInStep }
  'POST /signin/mfa': { body: { challenge: string; code: string }; answer: SignInStep }
  'POST /signin/mfa/resync': { body: { challenge: string; code1: string; code2: string }; answer: { resynced: true } }
  'POST /signin/passkey': { body: { challenge: string; response: AuthenticationResponseJSON }; answer: SignInStep }
  'POST /signin/passkey/enrolment': {
    body: { session: string; userName?: string | undefined }
    answer: { challenge: string; options: PublicKeyCredentialCreationOptionsJSON }
  }
  'POST /signin/passkey/enrol': {
    body: {
      session: string
      challenge: string
      deviceName: string
      userName?: string | undefined
      response: RegistrationResponseJSON
    }
    answer: { serialNumber: string }
  }
  'POST /signin/change-password': {
    body: { challenge: string; oldPassword: string; newPassword: string }
    answer: SignInStep
  }
  'GET /signin/sessions': { answer: { sessions: SessionInfo[] } }
  'POST /signin/credentials': { body: { session: string }; answer: ConsoleCredentials }
  'POST /signin/switch-role': { body: { session: string; account: string; role: string }; answer: AddedSession }
  'POST /signin/sign-out': { body: { session?: string | undefined }; answer: object }
  'POST /signin/root/password': {
    body: RootPassword & { newPassword: string }
    answer: { passwordScore?: number | undefined }
  }
  'POST /signin/root/details': {
    body: RootPassword & { email?: string | undefined; accountName?: string | undefined }
    answer: SessionInfo
  }
}
