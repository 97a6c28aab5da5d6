import { ec2Fields } from '../aws/model/ec2-fields.js'
import { modelOf, type ServiceName } from '../aws/model/model.js'
import { sha256Hex } from '../sigv4/canonical.js'
import { type SignOptions, sign } from '../sigv4/sign.js'

export type SigningKeys = SignOptions['credentials']

export interface Call {
  /** `iam:CreateUser` */
  call: string
  input: Readonly<Record<string, unknown>>
  host: string
  userAgent: string
  keys: SigningKeys
  /** Milliseconds. */
  now: number
  /** For which the signature is good; by default the service's own in us-east-1. */
  scope?: { service?: string; region?: string }
}

/** An operation as a client sends it: AWS Query for IAM and STS, EC2's variant, AWS JSON for CloudTrail; signed, its body too. */
export function callRequest({ call, input, host, userAgent, keys, now, scope = {} }: Call): {
  headers: Record<string, string>
  body: string
} {
  const [service = '', operation = ''] = call.split(':')
  const model = modelOf(service as ServiceName)
  const { apiVersion, protocol, targetPrefix } = model.metadata
  const named = { Action: operation, Version: apiVersion }
  const fields = () => (protocol === 'ec2' ? Object.fromEntries(ec2Fields(model, operation, input)) : input)
  const body = targetPrefix ? JSON.stringify(input) : form({ ...named, ...fields() })
  const kind = targetPrefix
    ? { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `${targetPrefix}.${operation}` }
    : { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }
  const headers = sign({
    method: 'POST',
    path: '/',
    headers: { ...kind, host, 'x-amz-content-sha256': sha256Hex(body) },
    body,
    region: scope.region ?? 'us-east-1',
    service: scope.service ?? service,
    credentials: keys,
    now,
  })
  return { headers: { ...headers, 'user-agent': userAgent }, body }
}

/** The text of an element of AWS's XML, where it stands first. */
export const element = (xml: string, name: string): string | undefined => new RegExp(`<${name}>([^<]*)<`).exec(xml)?.[1]

/** The credentials in an answer that hands some out: a new access key, a session. */
export function credentialsIn(xml: string): SigningKeys {
  const sessionToken = element(xml, 'SessionToken')
  return {
    accessKeyId: element(xml, 'AccessKeyId') ?? '',
    secretAccessKey: element(xml, 'SecretAccessKey') ?? '',
    ...(sessionToken === undefined ? {} : { sessionToken }),
  }
}

/** Members, lists (`.member.1`) and structures of AWS Query. */
function form(input: Readonly<Record<string, unknown>>): string {
  const fields = new URLSearchParams()
  const add = (name: string, value: unknown): void => {
    if (value === undefined) return
    if (Array.isArray(value)) for (const [index, item] of value.entries()) add(`${name}.member.${index + 1}`, item)
    else if (typeof value === 'object' && value !== null)
      for (const [member, item] of Object.entries(value)) add(`${name}.${member}`, item)
    else fields.append(name, String(value))
  }
  for (const [name, value] of Object.entries(input)) add(name, value)
  return fields.toString()
}
