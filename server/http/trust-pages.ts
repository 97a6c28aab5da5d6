import type { IncomingMessage, ServerResponse } from 'node:http'
import { inUrl } from '../own-names.js'
import type { ServerCertificate } from '../tls/server-certificate.js'
import { plainHttpPage, trustPage } from '../tls/trust-page.js'
import { INERT } from '../wire/response-headers.js'

const HTML = {
  ...INERT,
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
}
/** Phones offer to install what has this type, and Windows what has this name. */
const AUTHORITY = {
  ...INERT,
  'Content-Type': 'application/x-x509-ca-cert',
  'Content-Disposition': 'attachment; filename="iam-dojo-ca.crt"',
}

/**
 * For a port of TLS: the authority and how to trust it, over plain HTTP, too, since nobody trusts the server before. Whatever
 * else comes by plain HTTP hears that it needs `https`. False if the request is neither.
 */
export function trustPages(certificate: ServerCertificate): (request: IncomingMessage, response: ServerResponse) => boolean {
  const { authority } = certificate
  return (request, response) => {
    const { method, url = '', socket } = request
    const { host = '' } = request.headers
    const asks = method === 'GET' || method === 'HEAD'
    const [path] = url.split('?', 1)
    if (asks && authority && (path === '/ca.pem' || path === '/ca.crt')) {
      answer(response, 200, AUTHORITY, authority.certificate)
    } else if (asks && authority && path === '/trust') {
      const addresses = addressesOf(certificate, host)
      answer(response, 200, HTML, trustPage({ authority, host, addresses }))
    } else if ('encrypted' in socket) return false
    else if (asks) answer(response, 400, { ...HTML, Connection: 'close' }, plainHttpPage(host, authority !== undefined))
    else {
      const text = `This server uses https. Send your requests to https://${host}\n`
      answer(response, 400, { ...INERT, 'Content-Type': 'text/plain', Connection: 'close' }, text)
    }
    return true
  }
}

/** Of use on the server's own machine alone, or, with `fe80`, only with the name of a network interface behind it. */
const ON_ONE_MACHINE = /^(?:localhost$|127\.|::1$|fe80:)/

/** Under which the reader can open the server: whoever came by a name of the network needs none of the machine's own. */
function addressesOf(certificate: ServerCertificate, host: string): string[] {
  const { addresses, names } = certificate.names()
  const port = /:\d+$/.exec(host)?.[0] ?? ''
  const isLocal = ON_ONE_MACHINE.test(host.replace(/:\d+$/, '').replaceAll(/[[\]]/g, ''))
  const all = [...names, ...addresses].filter((name) => isLocal || !ON_ONE_MACHINE.test(name))
  return all.map((name) => `https://${inUrl(name)}${port}`)
}

function answer(response: ServerResponse, status: number, headers: Record<string, string>, body: string): void {
  response
    .writeHead(status, { ...headers, 'Content-Length': String(Buffer.byteLength(body)), 'Cache-Control': 'no-store' })
    .end(body)
}
