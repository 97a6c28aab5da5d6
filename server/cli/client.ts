import { oneLine } from '../account/visible-text.js'
import { codeOf } from '../store/system-error.js'
import { CliError } from './cli-error.js'
import { type OwnServer, serverAt } from './operator-file.js'
import { type Answered, type Asked, isDistrust, request } from './request.js'

type AsOperator = boolean | 'if-possible'

/** The running server, as this command talks to it: the same addresses as the browser's. */
export class ServerClient {
  readonly server: OwnServer

  constructor(url: string) {
    if (!URL.canParse(url)) throw new CliError(`'${url}' isn't a URL. Give a URL such as http://127.0.0.1:4600`, 2)
    this.server = serverAt(url.replace(/\/+$/, ''))
  }

  /**
   * JSON out; in goes JSON as well, or a Blob as it is. An error becomes the server's own sentence. `asOperator`: the
   * command needs the operator's token, or sends it if this user has it.
   */
  async json<T>(method: string, path: string, body?: unknown, asOperator: AsOperator = false): Promise<T> {
    const response = await this.#send(method, path, body, asOperator)
    return parsed(response.text) as T
  }

  /** The answer as it is. */
  async text(method: string, path: string, body?: unknown, asOperator: AsOperator = false): Promise<string> {
    return (await this.#send(method, path, body, asOperator)).text
  }

  async #send(method: string, path: string, body: unknown, asOperator: AsOperator): Promise<Answered> {
    const type = body instanceof Blob ? body.type : 'application/json'
    const response = await this.#request(path, {
      method,
      headers: { 'Content-Type': type, ...(asOperator ? await this.#operator(asOperator === true) : {}) },
      body:
        body instanceof Blob ? Buffer.from(await body.arrayBuffer()) : body === undefined ? undefined : JSON.stringify(body),
    })
    if (response.status >= 200 && response.status < 300) return response
    const answer = parsed(response.text) as { message?: string; nextStep?: string; replaceable?: boolean }
    // A server that takes TLS only says so as a plain text.
    const told = response.type === 'text/plain' ? response.text.trim() : undefined
    const message = oneLine(answer.message ?? told ?? `The server answered ${response.status} ${response.reason}.`)
    const next = answer.replaceable ? 'To do that, add --replace.' : oneLine(answer.nextStep ?? '')
    throw new CliError([message, next].filter(Boolean).join(' '))
  }

  async #request(path: string, asked: Omit<Asked, 'tls'>): Promise<Answered> {
    const { url, tls } = this.server
    return request(url + path, { ...asked, tls }).catch((error: unknown) => {
      if (isDistrust(error)) {
        throw new CliError(
          `This machine doesn't trust the certificate of ${url} (${codeOf(error)}). See ${url}/trust, and set NODE_EXTRA_CA_CERTS to the file.`,
        )
      }
      throw new CliError(`No server answers at ${url}. Start one with: iam-dojo serve. If yours is elsewhere, add --url URL`)
    })
  }

  async #operator(needed: boolean): Promise<Record<string, string>> {
    const { url, token } = this.server
    if (token) return { Authorization: `Bearer ${token}` }
    if (!needed) return {}
    // No server at all is the likelier cause, and says so itself.
    await this.#request('/', { method: 'HEAD', headers: {}, body: undefined })
    throw new CliError(`Only the user who started the server at ${url} can do this. No operator token was found.`)
  }
}

/** What an answer says that may be no JSON at all. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}
