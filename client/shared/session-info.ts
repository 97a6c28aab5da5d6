export type { SessionInfo } from '../../server/signin/contract.js'

/** Which of the cookie's sessions this tab means: a public id, kept for the tab only. */
const KEY = 'iam-dojo-session'
export const rememberedSession = (): string | null => sessionStorage.getItem(KEY)
export const rememberSession = (id: string): void => sessionStorage.setItem(KEY, id)
export const forgetSession = (): void => sessionStorage.removeItem(KEY)
