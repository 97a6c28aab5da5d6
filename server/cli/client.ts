import { oneLine } from '../account/visible-text.js'
import { CliError } from './cli-error.js'
import { operatorToken } from './operator-file.js'

type AsOperator = boolean | 'if-possible'

/** The running server, as this command talks to it: the same addresses as the browser's. */
export class ServerClient {
  readonly url: string

  constructor(url: string) {
    if (!URL.canParse(url)) throw new CliError(`'${url}' isn't a URL. Give a URL such as http://127.0.0.1:4600`, 2)
    this.url = url.replace(/\/+$/, '')
  }

  /**
   * JSON out; in goes JSON as well, or a Blob as it is. An error becomes the server's own sentence. `asOperator`: the
   * command needs the operator's token, or sends it if this user has it.
   */
  async json<T>(method: string, path: string, body?: unknown, asOperator: AsOperator = false): Promise<T> {
    const response = await this.#send(method, path, body, asOperator)
    return (await response.json().catch(() => ({}))) as T
  }

  /** The answer as it is. */
  async text(method: string, path: string, body?: unknown, asOperator: AsOperator = false): Promise<string> {
    return (await this.#send(method, path, body, asOperator)).text()
  }

  async #send(method: string, path: string, body: unknown, asOperator: AsOperator): Promise<Response> {
    const type = body instanceof Blob ? body.type : 'application/json'
    const response = await this.#fetch(path, {
      method,
      headers: { 'Content-Type': type, ...(asOperator ? await this.#operator(asOperator === true) : {}) },
      ...(body === undefined ? {} : { body: body instanceof Blob ? body : JSON.stringify(body) }),
    })
    if (response.ok) return response
    const answer = (await response.json().catch(() => ({}))) as {
      message?: string
      nextStep?: string
      replaceable?: boolean
    }
    const message = oneLine(answer.message ?? `The server answered ${response.status} ${response.statusText}.`)
    const next = answer.replaceable ? 'To do that, add --replace.' : oneLine(answer.nextStep ?? '')
    throw new CliError([message, next].filter(Boolean).join(' '))
  }

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    return fetch(this.url + path, init).catch(() => {
      throw new CliError(
        `No server answers at ${this.url}. Start one with: iam-dojo serve. If yours is elsewhere, add --url URL`,
      )
    })
  }

  async #operator(needed: boolean): Promise<Record<string, string>> {
    const token = operatorToken(this.url)
    if (token) return { Authorization: `Bearer ${token}` }
    if (!needed) return {}
    // No server at all is the likelier cause, and says so itself.
    await this.#fetch('/', { method: 'HEAD' })
    throw new CliError(`Only the user who started the server at ${this.url} can do this. No operator token was found.`)
  }
}
