import { callRequest, type SigningKeys } from '../../server/wire/request.js'
import { newAccount } from '../support/server.js'

/** What a client got. */
export interface Answered {
  status: number
  text: string
}

/** Sends signed calls to a server in another process. */
export class WireCaller {
  readonly #url: string
  readonly #keys: SigningKeys

  constructor(url: string, keys: SigningKeys) {
    this.#url = url
    this.#keys = keys
  }

  /** As root of an account that is signed up now. */
  static async ofNewAccount(url: string): Promise<WireCaller> {
    const { credentials } = await newAccount(url)
    return new WireCaller(url, credentials)
  }

  /** `iam:CreateUser` and its input. */
  async call(call: string, input: Readonly<Record<string, unknown>> = {}): Promise<Answered> {
    const { headers, body } = callRequest({
      call,
      input,
      host: new URL(this.#url).host,
      userAgent: 'test',
      keys: this.#keys,
      now: Date.now(),
    })
    const { host: _host, ...sent } = headers
    const response = await fetch(`${this.#url}/`, { method: 'POST', headers: sent, body })
    return { status: response.status, text: await response.text() }
  }

  /** GetCallerIdentity with this body, query, and header, and a signature that is wrong. */
  async wronglySigned({ body = '', query = '', header = '' }): Promise<Answered> {
    const time = new Date().toISOString().replace(/[-:]|\.\d+/g, '')
    const credential = `${this.#keys.accessKeyId}/${time.slice(0, 8)}/us-east-1/sts/aws4_request`
    const signed = `host;x-amz-date${';x-long'.repeat(header === '' ? 0 : 1000)}`
    const { sessionToken } = this.#keys
    const response = await fetch(`${this.#url}/${query}`, {
      method: 'POST',
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${signed}, Signature=${'0'.repeat(64)}`,
        'content-type': 'application/x-www-form-urlencoded',
        'x-amz-date': time,
        ...(sessionToken ? { 'x-amz-security-token': sessionToken } : {}),
        ...(header === '' ? {} : { 'x-long': header }),
      },
      body: `Action=GetCallerIdentity&Version=2011-06-15&A=${body}`,
    })
    return { status: response.status, text: await response.text() }
  }

  /** The same, and what it must answer: a test that measures a refusal measures nothing. */
  async succeeds(call: string, input?: Readonly<Record<string, unknown>>): Promise<Answered> {
    const answered = await this.call(call, input)
    if (answered.status !== 200) throw new Error(`${call}: ${answered.status} ${answered.text.slice(0, 500)}`)
    return answered
  }
}
