import type { SessionInfo } from '../../server/signin/contract.js'
import { CONSOLE_HOME } from '../shared/addresses.js'
import { rememberSession } from '../shared/session-info.js'

/** To the console: where one came from, if that was one of its pages. */
export function enter(session: SessionInfo): void {
  rememberSession(session.id)
  const wanted = new URLSearchParams(location.search).get('return') ?? ''
  location.assign(/^\/console(\/|\?|$)/.test(wanted) ? wanted : CONSOLE_HOME)
}
