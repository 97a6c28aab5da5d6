const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g

/** Of a lesson that has a second account. */
const PARTNER = 'partner.id'
/** Of the account and the server, as `filled` (server/lessons/course/template.ts) puts them in. */
const IN_TEXTS = ['account.id', 'account.alias', 'server.url']
/** What the rehearsal knows of somebody, or of a key pair: `{{alice.key}}`, `{{web.instance}}`. */
const IN_LINES = /^[\w-]+\.(key|old-key|secret|mfa|code|password|instance|public)$/

/** Placeholders in a text that nothing fills in. `more`: what this text may name beside the account and the server. */
export const unknownInText = (text: string, more: readonly string[]): string[] =>
  placeholdersIn(text).filter((name) => !IN_TEXTS.includes(name) && !more.includes(name))

/**
 * The same in a line that is played: `{{account.id}}`, `{{alice.key}}`, `{{alice.old-key}}`, `{{alice.mfa}}`,
 * `{{alice.code}}`, `{{alice.password}}`, `{{web.instance}}`, `{{web.public}}`; with a second account `{{partner.id}}` too.
 */
export const unknownInLine = (text: string, more: readonly string[]): string[] =>
  placeholdersIn(text).filter((name) => name !== 'account.id' && !more.includes(name) && !IN_LINES.test(name))

/** What a lesson with a second account may name in addition. */
export const partnerPlaceholders = (hasPartner: boolean): string[] => (hasPartner ? [PARTNER] : [])

export const placeholdersIn = (text: string): string[] => [...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name)
