import type { HttpRequest, HttpResponse, RequestHandler, RequestHandlerOutput } from '@smithy/types'
import type { Failure } from './answer.js'

/** Carries one request of the SDK and keeps what went over the wire: the SDK hides whether an error has a message. */
export class Transport implements RequestHandler<HttpRequest, HttpResponse> {
  readonly #unsigned: boolean
  #sent = ''
  #answered: { status: number; text: string } | undefined

  constructor(unsigned: boolean) {
    this.#unsigned = unsigned
  }

  async handle({
    method,
    protocol,
    hostname,
    port,
    path,
    headers,
    body,
  }: HttpRequest): Promise<RequestHandlerOutput<HttpResponse>> {
    const { host: _host, 'content-length': _length, authorization, ...others } = headers
    const signed = this.#unsigned || authorization === undefined ? {} : { authorization }
    this.#sent = String(body)
    const response = await fetch(`${protocol}//${hostname}:${port}${path}`, {
      method,
      headers: { ...others, ...signed },
      body: this.#sent,
    })
    const bytes = new Uint8Array(await response.arrayBuffer())
    this.#answered = { status: response.status, text: new TextDecoder().decode(bytes) }
    return { response: { statusCode: response.status, headers: Object.fromEntries(response.headers), body: bytes } }
  }

  /** The error that the server sent, or undefined if the SDK threw for another reason. */
  failure(thrown: unknown): Failure | undefined {
    const error = thrown as { Code?: unknown; message?: string }
    if (!this.#answered || typeof error.Code !== 'string') return undefined
    const { status, text } = this.#answered
    return { status, code: error.Code, message: /<Message[ />]/.test(text) ? error.message : undefined }
  }

  /**
   * The answer to a request that has all the parameters.
   * The SDK silently drops a parameter that it doesn't know, and the case would then be about another call.
   */
  checked(params: Record<string, unknown>): { status: number } {
    const sent = new URLSearchParams(this.#sent)
    // The SDK makes a token of its own where a call has none.
    const added = sent.has('ClientToken') && params.ClientToken === undefined ? 1 : 0
    const fields = [...sent].length - ['Action', 'Version'].length - added
    // EC2 is sent no empty lists.
    const emptyList = sent.get('Version') === '2016-11-15' ? 0 : 1
    if (!this.#answered) throw new Error('no answer came back')
    if (fields !== leavesOf(params, emptyList)) throw new Error(`the SDK sent ${this.#sent} for ${JSON.stringify(params)}`)
    return this.#answered
  }
}

function leavesOf(value: unknown, emptyList: number): number {
  if (typeof value !== 'object' || value === null) return 1
  const items = Object.values(value)
  if (Array.isArray(value) && items.length === 0) return emptyList
  return items.reduce<number>((sum, item) => sum + leavesOf(item, emptyList), 0)
}
