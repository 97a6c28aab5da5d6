import { type AccountView, accountEntity } from '../../account/account.js'
import type { Lesson } from '../format/lesson.js'

/** Whose texts are filled in: absent, while nobody plays the lesson. */
export interface Reader {
  account: AccountView | undefined
  /** The ID of the lesson's second account. */
  partnerId: string | undefined
}

/** What stands for an account that there is not yet; AWS's documents use this ID. */
const EXAMPLE = '123456789012'
/** The second account is made when its lesson is started. An ID that looks real would be tried at the sign-in page. */
const PARTNER_TO_COME = 'shown here after you start'

/** Fills `{{account.id}}`, `{{account.alias}}` (the id where there is none), `{{partner.id}}`, `{{persona.<name>}}` and `{{server.url}}`. */
export function filled(text: string, lesson: Lesson, { account, partnerId }: Reader, serverUrl: string): string {
  return text
    .replaceAll('{{server.url}}', serverUrl)
    .replaceAll('{{partner.id}}', partnerId ?? PARTNER_TO_COME)
    .replace(/\{\{(account|persona)\.(\w+)\}\}/g, (whole, kind: string, name: string) => {
      if (kind === 'persona') return lesson.persona[name] ?? whole
      if (!account) return name === 'id' ? EXAMPLE : whole
      if (name === 'id') return account.accountId
      if (name === 'alias') return accountEntity(account).alias ?? account.accountId
      return whole
    })
}
