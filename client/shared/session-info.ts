/** What a page knows of its session: no secret among it. See `/api/signin/sessions`. */
export interface SessionInfo {
  id: string
  accountId: string
  accountName: string
  accountAlias?: string
  type: 'Root' | 'IAMUser' | 'AssumedRole'
  userName?: string
  /** Of a role that was switched to, with the session that it was switched from. */
  roleName?: string
  switchedFrom?: string
  /** Root's. */
  email?: string
  arn: string
  mfa: boolean
  signedInAt: string
  expiresAt: string
  /** How far the account's clock is ahead, in milliseconds. */
  clockOffset: number
}

/** Which of the cookie's sessions this tab means: a public id, kept for the tab only. */
const KEY = 'iam-dojo-session'
export const rememberedSession = (): string | null => sessionStorage.getItem(KEY)
export const rememberSession = (id: string): void => sessionStorage.setItem(KEY, id)
export const forgetSession = (): void => sessionStorage.removeItem(KEY)
