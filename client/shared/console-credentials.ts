import { signInAndReturn } from './addresses.js'
import { ApiError, api } from './api.js'

interface ConsoleCredentials {
  accessKeyId: string
  secretAccessKey: string
  sessionToken: string
}

/** The server's live for an hour on the account's clock; the page asks again well before. */
const LIFE_MS = 50 * 60_000

interface Kept {
  credentials: Promise<ConsoleCredentials>
  askedAt: number
}

const kept = new Map<string, Kept>()
/** How far the clock of each session's account is ahead. */
const offsets = new Map<string, number>()

const accountNow = (session: string): number => Date.now() + (offsets.get(session) ?? 0)

/** Credentials age by the account's clock: after a jump they are replaced before any call is refused for it. */
export const setAccountClock = (session: string, offset: number): unknown => offsets.set(session, offset)

/** A session's credentials, in this module's memory alone; asked for once, however many calls wait for them. */
export async function credentialsOf(session: string): Promise<ConsoleCredentials> {
  const known = kept.get(session)
  if (known && accountNow(session) - known.askedAt < LIFE_MS) return known.credentials
  const asked = { credentials: ask(session), askedAt: accountNow(session) }
  kept.set(session, asked)
  asked.credentials.catch(() => drop(session, asked))
  return asked.credentials
}

/** Sends; credentials that turn out to have expired are replaced once, by whichever call is refused first. */
export async function withFreshCredentials<T>(session: string, send: () => Promise<T>): Promise<T> {
  const used = kept.get(session)
  try {
    return await send()
  } catch (error) {
    if (!(error instanceof Error) || !/^ExpiredToken/.test(error.name)) throw error
    drop(session, used)
    return send()
  }
}

function drop(session: string, refused: Kept | undefined): void {
  if (kept.get(session) === refused) kept.delete(session)
}

async function ask(session: string): Promise<ConsoleCredentials> {
  try {
    return await api('POST /signin/credentials', { body: { session } })
  } catch (error) {
    if (error instanceof ApiError && error.code === 'NotSignedIn')
      location.assign(signInAndReturn(location.pathname + location.search))
    throw error
  }
}
