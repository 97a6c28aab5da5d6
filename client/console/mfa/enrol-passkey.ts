import { api } from '../../shared/api.js'
import type { CredentialOwner } from '../queries/owner.js'
import { texts } from './texts.js'

/** The browser makes a passkey, the server checks it and enables it for the owner. */
export async function enrolPasskey(session: string, owner: CredentialOwner, deviceName: string): Promise<void> {
  const who = { session, ...(owner.kind === 'user' ? { userName: owner.userName } : {}) }
  const { challenge, options } = await api('POST /signin/passkey/enrolment', { body: who })
  const { startRegistration } = await import('@simplewebauthn/browser')
  const response = await startRegistration({ optionsJSON: options }).catch(() => {
    throw new Error(texts.passkeyFailed)
  })
  await api('POST /signin/passkey/enrol', { body: { ...who, challenge, deviceName, response } })
}
