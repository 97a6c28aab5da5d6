import type { SessionInfo } from '../../server/signin/contract.js'

export type { SessionInfo }

/** Which of the cookie's sessions this tab means: a public id, kept for the tab only. */
const KEY = 'iam-dojo-session'
export const rememberedSession = (): string | null => sessionStorage.getItem(KEY)
export const rememberSession = (id: string): void => sessionStorage.setItem(KEY, id)
export const forgetSession = (): void => sessionStorage.removeItem(KEY)

/** Who this browser signed out to make room for a new session, until a page has said so. */
const ENDED_KEY = 'iam-dojo-ended'
export function rememberEnded(ended: SessionInfo | undefined): void {
  if (ended) sessionStorage.setItem(ENDED_KEY, nameOf(ended))
}
export function takeEnded(): string | null {
  const name = sessionStorage.getItem(ENDED_KEY)
  sessionStorage.removeItem(ENDED_KEY)
  return name
}

/** `alice @ 123456789012`; root is called by the account's name. */
export function nameOf({ type, userName, roleName, accountAlias, accountId, accountName }: SessionInfo): string {
  const account = accountAlias ?? accountId
  if (type === 'Root') return accountName
  return type === 'AssumedRole' ? `${roleName} @ ${account}` : `${userName} @ ${account}`
}
