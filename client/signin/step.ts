import type { AddedSession } from '../../server/signin/contract.js'
import { CONSOLE_HOME } from '../shared/addresses.js'
import { rememberEnded, rememberSession } from '../shared/session-info.js'

/** To the console: where one came from, if that was one of its pages. */
export function enter({ session, ended }: AddedSession): void {
  rememberSession(session.id)
  rememberEnded(ended)
  const wanted = new URLSearchParams(location.search).get('return') ?? ''
  location.assign(/^\/console(\/|\?|$)/.test(wanted) ? wanted : CONSOLE_HOME)
}
