import { randomBytes } from 'node:crypto'
import { modelOf, type ServiceName } from '../../server/aws/model/model.js'
import { sign } from '../../server/sigv4/sign.js'
import { importFile } from '../support/account-file.js'
import { formOf } from '../support/samples.js'
import { startServer, type TestServer } from '../support/server.js'

export const PASSWORD = 'lantern Orbit pickle 29'
export const PASSPHRASE = 'a passphrase of a test'

export interface Account {
  accountId: string
  email: string
  root: { accessKeyId: string; secretAccessKey: string }
}

/** A browser, a signed client and an operator before a server. */
export class Visitor {
  readonly #app: { url: string; operatorToken: string }
  readonly #jar = new Map<string, string>()

  constructor(app: { url: string; operatorToken: string }) {
    this.#app = app
  }

  /** As this browser; throws unless it succeeds. */
  async api<T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<T> {
    const cookie = [...this.#jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(this.#app.url + path, {
      method,
      headers: { 'content-type': 'application/json', cookie, ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';')[0]?.split('=') ?? []
      this.#jar.set(name, value)
    }
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return JSON.parse(text) as T
  }

  /** As the person at the machine. */
  operator<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<T> {
    return this.api<T>(method, path, body, this.#asOperator)
  }

  async signUp(wanted: Record<string, unknown> = {}): Promise<Account> {
    const email = `${randomBytes(6).toString('hex')}@example.com`
    const body = { email, password: PASSWORD, accountName: 'Example', rootAccessKey: true, ...wanted }
    const { accountId, rootAccessKey } = await this.api<{ accountId: string; rootAccessKey: Account['root'] }>(
      'POST',
      '/api/signin/sign-up',
      body,
    )
    return { accountId, email, root: rootAccessKey }
  }

  /** Root's console session. */
  async signIn({ email }: Account): Promise<string> {
    const { session } = await this.api<{ session: { id: string } }>('POST', '/api/signin', {
      kind: 'root',
      email,
      password: PASSWORD,
    })
    return session.id
  }

  /** A call that root signs; its status and text. */
  async call(
    service: ServiceName,
    action: string,
    input: Record<string, unknown>,
    { root }: Account,
  ): Promise<{ status: number; text: string }> {
    const { protocol, targetPrefix } = modelOf(service).metadata
    const body = protocol === 'query' ? formOf(modelOf(service), action, input) : JSON.stringify(input)
    const type = protocol === 'query' ? 'application/x-www-form-urlencoded; charset=utf-8' : 'application/x-amz-json-1.1'
    const target: Record<string, string> = protocol === 'query' ? {} : { 'x-amz-target': `${targetPrefix}.${action}` }
    const headers = sign({
      method: 'POST',
      path: '/',
      headers: { host: new URL(this.#app.url).host, 'content-type': type, ...target },
      body,
      region: 'us-east-1',
      service,
      credentials: root,
      now: Date.now(),
    })
    const response = await fetch(this.#app.url, { method: 'POST', headers, body })
    return { status: response.status, text: await response.text() }
  }

  async exported({ accountId }: Account): Promise<string> {
    const response = await fetch(`${this.#app.url}/api/lab/accounts/${accountId}/export`, {
      method: 'POST',
      headers: { ...this.#asOperator, 'content-type': 'application/json' },
      body: JSON.stringify({ passphrase: PASSPHRASE }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`the export: ${response.status} ${text}`)
    return text
  }

  async imported(file: string, replace = false): Promise<unknown> {
    const response = await importFile(this.#app.url, file, { passphrase: PASSPHRASE, replace }, this.#asOperator)
    const text = await response.text()
    if (!response.ok) throw new Error(`the import: ${response.status} ${text}`)
    return JSON.parse(text)
  }

  get #asOperator(): Record<string, string> {
    return { authorization: `Bearer ${this.#app.operatorToken}` }
  }
}

/** A whole server over a file in this process, and who visits it. */
export class Stage extends Visitor {
  readonly settled: () => Promise<void>
  readonly close: () => Promise<void>

  private constructor(app: TestServer) {
    super(app)
    this.settled = () => app.settled()
    this.close = () => app.close()
  }

  static async open(file: string): Promise<Stage> {
    const stage = new Stage(await startServer({ file }))
    await stage.api('GET', '/api/lab/session')
    return stage
  }
}
