import { type AccountView, accountEntity } from '../../account/account.js'
import type { Lesson } from '../format/lesson.js'

/** Fills `{{account.id}}`, `{{account.alias}}` (the id where there is none), `{{persona.<name>}}` and `{{server.url}}`; nothing else. */
export function filled(text: string, lesson: Lesson, account: AccountView | undefined, serverUrl: string): string {
  return text
    .replaceAll('{{server.url}}', serverUrl)
    .replace(/\{\{(account|persona)\.(\w+)\}\}/g, (whole, kind: string, name: string) => {
      if (kind === 'persona') return lesson.persona[name] ?? whole
      if (!account) return name === 'id' ? '123456789012' : whole
      if (name === 'id') return account.accountId
      if (name === 'alias') return accountEntity(account).alias ?? account.accountId
      return whole
    })
}
