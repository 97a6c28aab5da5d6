import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { LookupFunction } from 'node:net'

export interface Asked {
  method?: string
  headers?: Record<string, string | string[]>
  body?: string | Buffer
  /** The server's address. */
  at?: string
  /** The client's own address, such as 127.0.0.2. */
  from?: string
  /** The certificate of who signs the server's; then the call is made by TLS, and `host` is looked up nowhere. */
  ca?: string
  host?: string
}

export interface Answered {
  status: number
  headers: IncomingHttpHeaders
  text: string
}

/** For an agent: every name is this machine's. */
export const atLoopback: LookupFunction = (_name, options, done) =>
  options.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4)

/** One request from an address of one's own, whatever name the server has. */
export function ask(
  url: string,
  path: string,
  { method = 'GET', headers = {}, body, at = '127.0.0.1', from, ca, host }: Asked = {},
) {
  const { hostname, port } = new URL(url)
  const where = { host: at, port, path, method, agent: false, headers: { Host: host ?? new URL(url).host, ...headers } }
  const own = from === undefined ? {} : { localAddress: from }
  return new Promise<Answered>((resolve, reject) => {
    const call =
      ca === undefined ? httpRequest({ ...where, ...own }) : httpsRequest({ ...where, ...own, ca, servername: hostname })
    call.on('response', (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => {
        text += chunk.toString()
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }))
    })
    call.on('error', reject)
    call.end(body)
  })
}

/** The same with JSON; the cookies of `jar` go along and are kept. */
export async function askJson<T>(
  url: string,
  path: string,
  body: unknown,
  jar: Map<string, string>,
  asked: Asked = {},
): Promise<Answered & { body: T; cookies: string[] }> {
  const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  const headers = { 'Content-Type': 'application/json', ...(cookie ? { Cookie: cookie } : {}), ...asked.headers }
  const answered = await ask(url, path, { method: 'POST', ...asked, headers, body: JSON.stringify(body) })
  const cookies = answered.headers['set-cookie'] ?? []
  for (const line of cookies) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    if (value === '') jar.delete(name)
    else jar.set(name, value)
  }
  return { ...answered, cookies, body: JSON.parse(answered.text) as T }
}
