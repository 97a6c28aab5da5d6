import type { IncomingMessage } from 'node:http'

/**
 * Which Host headers are ours: against DNS rebinding, where a stranger's page has a name of its own point here.
 * Loopback names are always allowed; `extra` are the names or addresses the server was bound to.
 */
export function hostAllowList(extra: readonly string[]): (request: IncomingMessage) => boolean {
  const names = new Set(['localhost', '127.0.0.1', '[::1]', ...extra.map((name) => name.toLowerCase())])
  // Nearly all requests name the same one.
  let latest: string | undefined
  return ({ headers: { host } }) => {
    if (host === undefined) return false
    if (host === latest) return true
    const name = host.toLowerCase().replace(/:\d+$/, '')
    const isOurs = names.has(name) || name.endsWith('.localhost')
    if (isOurs) latest = host
    return isOurs
  }
}
