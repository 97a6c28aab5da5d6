import { CliError } from './cli-error.js'
import { operatorToken } from './operator-file.js'

/** The running server, as this command talks to it: the same addresses as the browser's. */
export class ServerClient {
  readonly url: string
  #cookie = ''

  constructor(url: string) {
    if (!URL.canParse(url)) throw new CliError(`'${url}' is not a URL. Give one like http://127.0.0.1:4600`, 2)
    this.url = url.replace(/\/+$/, '')
  }

  /** JSON in and out; a refusal becomes the server's own sentence. */
  async json<T>(method: string, path: string, body?: unknown, asOperator = false, type = 'application/json'): Promise<T> {
    const response = await this.fetch(path, {
      method,
      headers: { 'Content-Type': type, ...(asOperator ? this.#operator() : {}) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const answer = (await response.json().catch(() => ({}))) as T & { message?: string }
    if (!response.ok) throw new CliError(answer.message ?? `The server answered ${response.status} ${response.statusText}.`)
    return answer
  }

  async fetch(path: string, init: RequestInit): Promise<Response> {
    const headers = { ...(init.headers as Record<string, string>), ...(this.#cookie ? { Cookie: this.#cookie } : {}) }
    const response = await fetch(this.url + path, { ...init, headers }).catch(() => {
      throw new CliError(`No server answers at ${this.url}. Start one with: iam-dojo serve`)
    })
    const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0])
    if (cookies.length > 0) this.#cookie = cookies.join('; ')
    return response
  }

  #operator(): Record<string, string> {
    const token = operatorToken(this.url)
    if (!token) throw new CliError(`Only the user who started the server at ${this.url} may do this (no operator token found).`)
    return { Authorization: `Bearer ${token}` }
  }
}
