import type { LoginClient } from './login-records.js'
import type { OpenedLogin } from './logins.js'
import type { SshServices } from './services.js'
import { greeting, lastLogin } from './texts.js'

/**
 * Puts a login on record, and resolves with what stands above its first prompt: that tells of the login before. Never
 * rejects: a login that can't be recorded is logged, and goes on.
 */
export async function recordedWelcome(
  { records, log }: Pick<SshServices, 'records' | 'log'>,
  login: OpenedLogin,
  client: LoginClient,
): Promise<string> {
  const { system, instanceId } = login.instance
  const first = greeting(system, instanceId)
  try {
    const before = await records.newest(login.instance)
    await records.loggedIn(login, client)
    return before ? first + lastLogin(before.time, before.address) : first
  } catch (error) {
    log('an SSH login could not be recorded', { error })
    return first
  }
}
