import { isSensitive } from '../../aws/sensitive.js'

/** Stands for whatever must not be shown. */
export const MASK = '***'

/** A text without its secrets, and the secrets: where else they stand they are masked too. */
export interface Masked {
  text: string
  secrets: string[]
}

/** A form or query string, pair by pair, as it was sent but for the sensitive values. */
export function maskedForm(form: string): Masked {
  const secrets: string[] = []
  const text = form
    .split('&')
    .map((pair) => {
      const equals = pair.indexOf('=')
      if (equals < 0) return pair
      const name = decoded(pair.slice(0, equals))
      const sensitive = name.split('.').some(isSensitive) || /^x-amz-security-token$/i.test(name)
      if (!sensitive) return pair
      secrets.push(decoded(pair.slice(equals + 1)))
      return `${pair.slice(0, equals + 1)}${MASK}`
    })
    .join('&')
  return { text, secrets }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

/** JSON with its sensitive members masked; undefined for a text that is none. */
export function maskedJson(json: string): Masked | undefined {
  const secrets: string[] = []
  try {
    const value: unknown = JSON.parse(json, (name, given: unknown) => {
      if (!isSensitive(name) || given === null) return given
      secrets.push(String(given))
      return MASK
    })
    return { text: JSON.stringify(value), secrets }
  } catch {
    return undefined
  }
}

/** An answer in XML, whose text never holds `<`, so that an element ends where the next tag begins. */
export function maskedXml(xml: string): string {
  return xml.replace(/<(\w+)>[^<]+<\/\1>/g, (element, name: string) =>
    isSensitive(name) ? `<${name}>${MASK}</${name}>` : element,
  )
}

/** An answer in either of AWS's protocols. */
export const maskedAnswer = (body: string): string =>
  body.startsWith('{') ? (maskedJson(body)?.text ?? MASK) : maskedXml(body)

/** Shorter ones would take letters out of every word. */
const MIN_LENGTH = 4

/** An answer that repeats what was sent (in an error's message) gives away no more than the request. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets
    .filter(({ length }) => length >= MIN_LENGTH)
    .flatMap((secret) => [secret, xmlEscaped(secret)])
    .reduce((rest, secret) => rest.replaceAll(secret, MASK), text)
}

const xmlEscaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const SECRET_HEADER = /token|secret|password|cookie|api-?key/i

/**
 * Headers as they arrived; of an Authorization that is no signature only the scheme is shown. The hash of a body with a
 * password in it would let one try passwords.
 */
export function maskedHeader(name: string, value: string, bodyHasSecret: boolean): string {
  if (bodyHasSecret && name === 'x-amz-content-sha256') return MASK
  if (SECRET_HEADER.test(name) || name === 'proxy-authorization') return MASK
  if (name !== 'authorization' || value.startsWith('AWS4-HMAC-SHA256 ')) return value
  const space = value.indexOf(' ')
  return space < 0 ? MASK : `${value.slice(0, space)} ${MASK}`
}
