import { type Command, defineCommand, type ResolvedCommandContext } from 'just-bash/browser'
import { instantOf } from '../sigv4/basic-time.js'
import { absolute } from './aws/host.js'
import { signed } from './aws/sign.js'
import { CurlError, type CurlRequest, curlRequest } from './curl-options.js'
import { binaryText, filesOf, type Machine, stdinBytes } from './machine.js'

/** A page can't name itself in User-Agent, and a header more would not be what was typed: Referer tells whose request it is. */
const REFERRER = '/terminal/curl'
/** CURLE_BAD_FUNCTION_ARGUMENT */
const BAD_ARGUMENT = 43

/** `curl`, to where the machine reaches: from a browser's page, to this server alone and with what a page may send. */
export function curlCommand(machine: Machine): Command {
  return defineCommand('curl', async (args, context) => {
    let request: CurlRequest | undefined
    try {
      request = await curlRequest(args, (name) => fileOrInput(name, context))
      return await send(request, machine, context)
    } catch (error) {
      if (!(error instanceof CurlError)) throw error
      const quiet = request?.silent && !request.showError
      const code = error.exitCode === 2 ? '' : `(${error.exitCode}) `
      return { stdout: '', stderr: quiet ? '' : `curl: ${code}${error.message}\n`, exitCode: error.exitCode }
    }
  })
}

async function fileOrInput(name: string, context: ResolvedCommandContext): Promise<Uint8Array> {
  if (name === '-') return stdinBytes(context)
  const content = await filesOf(context).read(absolute(name, context.cwd))
  if (!content) throw new CurlError(`Failed to open ${name}`, 26)
  return content
}

async function send(request: CurlRequest, machine: Machine, context: ResolvedCommandContext) {
  const url = urlOf(request.url, machine)
  if (!machine.reaches && request.body && /^(GET|HEAD)$/.test(request.method)) {
    throw new CurlError(`A browser sends no body with ${request.method}. Use POST, or leave -d out.`, BAD_ARGUMENT)
  }
  const headers = await headersOf(request, url, machine)
  const log = request.verbose ? sentLog(request, url, headers) : ''
  const response = await machine
    .fetch(url.href, {
      method: request.method,
      headers,
      body: request.body ? new Uint8Array(request.body) : null,
      credentials: 'omit',
      cache: 'no-store',
      referrer: `${machine.origin}${REFERRER}`,
    })
    .catch((error: unknown) => {
      // A browser refuses some methods and headers by itself.
      const reason =
        error instanceof Error && !/fetch/i.test(error.message) ? error.message : `Failed to connect to ${url.host}`
      throw new CurlError(reason, 7)
    })
  const failed = request.fail && response.status >= 400
  if (failed && !(request.silent && !request.showError))
    throw new CurlError(`The requested URL returned error: ${response.status}`, 22)
  const body = new Uint8Array(await response.arrayBuffer())
  const head = request.include ? `${statusLine(response)}\r\n${headerLines(response)}\r\n` : ''
  const content = binaryText(new TextEncoder().encode(head)) + (failed ? '' : binaryText(body))
  const after = (request.writeOut ?? '').replaceAll('%{http_code}', String(response.status)).replaceAll('\\n', '\n')
  if (request.output !== undefined) await filesOf(context).write(absolute(request.output, context.cwd), bytesOf(content))
  const received = request.verbose ? `< ${statusLine(response)}\n${headerLines(response, '< ')}<\n` : ''
  return {
    stdout: (request.output === undefined ? content : '') + after,
    stderr: log + received,
    exitCode: failed ? 22 : 0,
    stdoutKind: 'bytes' as const,
  }
}

/** The scheme may be left out. */
function urlOf(given: string, { origin, reaches }: Machine): URL {
  const text = /^\w+:\/\//.test(given) ? given : `http://${given}`
  if (!URL.canParse(text)) throw new CurlError('URL using bad/illegal format or missing URL', 3)
  const url = new URL(text)
  if (reaches ? reaches(url) : url.origin === origin) return url
  const { hostname, port, protocol } = url
  if (!reaches) throw new CurlError(`Could not resolve host: ${hostname} (this terminal reaches ${origin} only)`, 6)
  if (!isAddress(hostname) && hostname !== 'localhost') throw new CurlError(`Could not resolve host: ${hostname}`, 6)
  const at = port === '' ? (protocol === 'https:' ? '443' : '80') : port
  throw new CurlError(`Failed to connect to ${hostname} port ${at} after 0 ms: Couldn't connect to server`, 7)
}

const isAddress = (hostname: string): boolean => /^[\d.]+$|^\[/.test(hostname)

async function headersOf({ headers, method, body, sigv4, user }: CurlRequest, url: URL, machine: Machine): Promise<Headers> {
  const given = headersThatGo(headers)
  if (sigv4 === undefined) {
    if (user !== undefined) given.set('Authorization', `Basic ${btoa(binaryText(new TextEncoder().encode(user)))}`)
    return given
  }
  const [, , region, service] = sigv4.split(':')
  const [accessKeyId = '', secretAccessKey = ''] = splitOnce(user ?? '', ':')
  if (!region || !service) throw new CurlError('aws-sigv4: region or service missing in parameters and hostname', 3)
  if (accessKeyId === '') throw new CurlError('aws-sigv4: --user ID:SECRET is missing', 3)
  const credentials = { accessKeyId, secretAccessKey }
  // Curl signs with the date that it is given.
  const date = given.get('x-amz-date')
  given.delete('x-amz-date')
  const dated = instantOf(date ?? '')
  const now = Number.isNaN(dated) ? machine.now() : dated
  const result = await signed({
    method,
    url,
    headers: Object.fromEntries(given),
    body: body ?? '',
    region,
    service,
    credentials,
    now,
  })
  return headersThatGo(Object.entries(result.headers).filter(([name]) => name !== 'host'))
}

/** A browser's own words for a header that it can't send help nobody. */
function headersThatGo(given: readonly (readonly [name: string, value: string])[]): Headers {
  const headers = new Headers()
  for (const [name, value] of given) {
    if (value.includes('…')) {
      throw new CurlError(`The header ${name} still has … in it. Replace the … with what belongs there.`, BAD_ARGUMENT)
    }
    const odd = [...value].find((character) => character > '\xff')
    if (odd !== undefined)
      throw new CurlError(`The header ${name} has the character ${odd}, which no header can carry.`, BAD_ARGUMENT)
    try {
      headers.set(name, value)
    } catch {
      throw new CurlError(`The header ${name} isn't well formed. Write it as: -H 'Name: value'`, BAD_ARGUMENT)
    }
  }
  return headers
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator)
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}

const statusLine = ({ status, statusText }: Response): string => `HTTP/1.1 ${status} ${statusText}`.trimEnd()

const headerLines = ({ headers }: Response, prefix = ''): string =>
  [...headers].map(([name, value]) => `${prefix}${name}: ${value}${prefix === '' ? '\r' : ''}\n`).join('')

function sentLog({ method }: CurlRequest, url: URL, headers: Headers): string {
  const lines = [
    `${method} ${url.pathname}${url.search} HTTP/1.1`,
    `Host: ${url.host}`,
    ...[...headers].map(([name, value]) => `${name}: ${value}`),
    '',
  ]
  return lines
    .map((line) => `> ${line}`.trimEnd())
    .join('\n')
    .concat('\n')
}

const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0))
