/** What a command line of curl asks for. */
export interface CurlRequest {
  url: string
  method: string
  headers: [name: string, value: string][]
  body: Uint8Array | undefined
  silent: boolean
  showError: boolean
  include: boolean
  head: boolean
  fail: boolean
  verbose: boolean
  output: string | undefined
  writeOut: string | undefined
  /** `--aws-sigv4 aws:amz:REGION:SERVICE` */
  sigv4: string | undefined
  user: string | undefined
}

/** Exit codes and words as curl has them. Source: manual of curl(1). */
export class CurlError extends Error {
  override readonly name = 'CurlError'
  readonly exitCode: number
  constructor(message: string, exitCode: number) {
    super(message)
    this.exitCode = exitCode
  }
}

const SHORT: Readonly<Record<string, string>> = {
  ...{ s: 'silent', S: 'show-error', i: 'include', I: 'head', f: 'fail', v: 'verbose', g: 'globoff', G: 'get' },
  ...{ X: 'request', H: 'header', d: 'data', o: 'output', u: 'user', w: 'write-out', A: 'user-agent', L: 'location' },
  m: 'max-time',
}
const WITH_VALUE = new Set([
  ...['request', 'header', 'data', 'data-raw', 'data-binary', 'data-ascii', 'data-urlencode', 'output', 'user', 'write-out'],
  ...['aws-sigv4', 'url', 'user-agent', 'max-time', 'connect-timeout', 'retry', 'noproxy'],
])
const FLAGS = new Set([
  'silent',
  'show-error',
  'include',
  'head',
  'fail',
  'verbose',
  'globoff',
  'get',
  'location',
  'compressed',
])

type Setting = [name: string, value: string]

/** Options with their full names, in their order; addresses as `url`. */
function settingsOf(args: readonly string[]): Setting[] {
  const settings: Setting[] = []
  const rest = [...args]
  const add = (name: string, shown: string, attached?: string) => {
    if (!WITH_VALUE.has(name)) settings.push([name, ''])
    else {
      const value = attached ?? rest.shift()
      if (value === undefined) throw new CurlError(`option ${shown}: requires parameter`, 2)
      settings.push([name, value])
    }
  }
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (!arg.startsWith('-') || arg === '-') settings.push(['url', arg])
    else if (arg.startsWith('--')) {
      if (!WITH_VALUE.has(arg.slice(2)) && !FLAGS.has(arg.slice(2))) throw unknown(arg)
      add(arg.slice(2), arg)
    } else {
      for (let at = 1; at < arg.length; at++) {
        const name = SHORT[arg.charAt(at)]
        if (name === undefined) throw unknown(`-${arg.charAt(at)}`)
        const attached = WITH_VALUE.has(name) && at + 1 < arg.length ? arg.slice(at + 1) : undefined
        add(name, `-${arg.charAt(at)}`, attached)
        if (WITH_VALUE.has(name)) break
      }
    }
  }
  return settings
}

const unknown = (option: string) => new CurlError(`option ${option}: is unknown`, 2)

/** `read` gives the content of `@file`. */
export async function curlRequest(args: readonly string[], read: (name: string) => Promise<Uint8Array>): Promise<CurlRequest> {
  const settings = settingsOf(args)
  const has = (name: string) => settings.some(([one]) => one === name)
  const last = (name: string) => settings.findLast(([one]) => one === name)?.[1]
  const url = last('url')
  if (url === undefined) throw new CurlError('no URL specified!', 2)
  const data = await bodyOf(settings, read)
  const asQuery = has('get') && data !== undefined
  const headers = settings.flatMap(([name, value]) => (name === 'header' ? [headerOf(value)] : []))
  const hasType = headers.some(([name]) => name.toLowerCase() === 'content-type')
  if (data && !asQuery && !hasType) headers.push(['Content-Type', 'application/x-www-form-urlencoded'])
  const full = asQuery ? `${url}${url.includes('?') ? '&' : '?'}${new TextDecoder().decode(data)}` : url
  return {
    url: full,
    method: last('request') ?? (has('head') ? 'HEAD' : data && !asQuery ? 'POST' : 'GET'),
    headers: headers.filter(([, value]) => value !== ''),
    body: asQuery ? undefined : data,
    ...{ silent: has('silent'), showError: has('show-error'), include: has('include') || has('head'), head: has('head') },
    ...{ fail: has('fail'), verbose: has('verbose'), output: last('output'), writeOut: last('write-out') },
    ...{ sigv4: last('aws-sigv4'), user: last('user') },
  }
}

function headerOf(text: string): [string, string] {
  const colon = text.indexOf(':')
  return colon < 0 ? [text.replace(/;$/, ''), ''] : [text.slice(0, colon), text.slice(colon + 1).trim()]
}

async function bodyOf(settings: Setting[], read: (name: string) => Promise<Uint8Array>): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = []
  const encode = (text: string) => new TextEncoder().encode(text)
  for (const [name, value] of settings) {
    if (!name.startsWith('data')) continue
    if (parts.length > 0) parts.push(encode('&'))
    if (name === 'data-urlencode') parts.push(encode(await urlEncoded(value, read)))
    else if (value.startsWith('@') && name !== 'data-raw') {
      const content = await read(value.slice(1))
      // Only --data-binary leaves the ends of lines in.
      parts.push(name === 'data-binary' ? content : content.filter((byte) => byte !== 10 && byte !== 13))
    } else parts.push(encode(value))
  }
  if (parts.length === 0) return undefined
  return Uint8Array.from(parts.flatMap((part) => [...part]))
}

/** `content`, `=content`, `name=content`, `@file`, `name@file`. */
async function urlEncoded(value: string, read: (name: string) => Promise<Uint8Array>): Promise<string> {
  const [, name = '', mark, rest = ''] = /^([^=@]*)([=@])(.*)$/s.exec(value) ?? [undefined, '', undefined, value]
  const content = mark === '@' ? new TextDecoder().decode(await read(rest)) : rest
  const encoded = encodeURIComponent(content).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return name === '' ? encoded : `${name}=${encoded}`
}
