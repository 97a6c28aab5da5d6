import type { Instant } from '../../account/ports.js'
import type { MetadataReason } from '../../account/reasons.js'
import type { MetadataAnswer, MetadataFacts, MetadataRequest, RoleCredentials, RoleDelivery } from './facts.js'
import { newToken, secondsLeft, ttlOf } from './token.js'
import { knownNames, read, wholeTree } from './tree.js'

const TTL = 'x-aws-ec2-metadata-token-ttl-seconds'
export const TOKEN_HEADER = 'x-aws-ec2-metadata-token'
const TOKEN_PATH = '/latest/api/token'

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
}

export interface MetadataServices {
  facts: MetadataFacts
  /** Credentials of the role in the instance's profile. */
  roleCredentials(roleName: string, delivery: RoleDelivery): RoleCredentials
  /** Real time: a token's end is nothing that the account's clock moves. */
  realNow: Instant
}

/**
 * Answers a request to http://169.254.169.254 from inside an instance. The second version of the service hands out a token
 * first; the first version needs none, where the instance allows it.
 * @differs The identity document isn't signed: `pkcs7`, `signature`, and `rsa2048` aren't there.
 * Source: EC2 User Guide, "Use the Instance Metadata Service to access instance metadata" and "Retrieve instance metadata".
 */
export function metadata(request: MetadataRequest, services: MetadataServices): MetadataAnswer {
  const { method, headers } = request
  const { facts, roleCredentials, realNow } = services
  const { endpoint, tokens } = facts.options
  const path = pathOf(request.path)
  if (path === undefined) return failure(400, 'imds-address')
  if (endpoint === 'disabled') return failure(403, 'imds-off')
  if (path === TOKEN_PATH) return method === 'PUT' ? tokenAnswer(headers, facts, realNow) : failure(405, 'imds-method')
  if (method !== 'GET' && method !== 'HEAD') return failure(405, 'imds-method')
  const token = headers[TOKEN_HEADER]
  const left = token === undefined ? undefined : secondsLeft(facts, token, realNow)
  if (left === undefined && token !== undefined) return failure(401, 'imds-wrong-token')
  if (left === undefined && tokens === 'required') return failure(401, 'imds-no-token')
  const text = textAt(path, facts, (roleName) => roleCredentials(roleName, token === undefined ? '1.0' : '2.0'))
  if (text === undefined) return failure(404, 'imds-no-path')
  return success(method === 'HEAD' ? '' : text, left)
}

/**
 * The path of a request as it may be kept: `/latest/meta-data/iam/…`. A name that the service doesn't know may be anything,
 * even a secret that somebody pasted, so `…` stands for it and for what follows it; the query is left out.
 */
export function shownPath(request: Pick<MetadataRequest, 'path'>, facts: MetadataFacts): string {
  const path = pathOf(request.path)
  if (path === undefined) return UNKNOWN
  if (path === TOKEN_PATH) return path
  const [first = '', ...rest] = path.split('/').filter((part) => part !== '')
  if (first === '') return '/'
  const { versions, version } = wholeTree(facts, () => ({ status: 'refused', at: 0 }))
  if (!versions.includes(first)) return `/${UNKNOWN}`
  const known = knownNames(version, rest)
  const names = known.length < rest.length ? [...known, UNKNOWN] : known
  return `/${[first, ...names].join('/')}${path.endsWith('/') && names.length === rest.length ? '/' : ''}`
}
const UNKNOWN = '…'

/** Undefined: no address. */
function pathOf(path: string): string | undefined {
  try {
    return decodeURIComponent(path.replace(/[?#].*$/s, ''))
  } catch {
    return undefined
  }
}

function tokenAnswer(headers: MetadataRequest['headers'], facts: MetadataFacts, realNow: Instant): MetadataAnswer {
  // A proxy that can be made to send a request of one's own adds this header.
  if (headers['x-forwarded-for'] !== undefined) return failure(403, 'imds-forwarded')
  const seconds = ttlOf(headers[TTL])
  return seconds === undefined ? failure(400, 'imds-token-lifetime') : success(newToken(facts, seconds, realNow), seconds)
}

function textAt(
  path: string,
  facts: MetadataFacts,
  roleCredentials: (roleName: string) => RoleCredentials,
): string | undefined {
  const [, first = '', rest = ''] = /^\/+([^/]*)(.*)$/s.exec(path) ?? []
  const { versions, version } = wholeTree(facts, roleCredentials)
  if (first === '') return versions.join('\n')
  return versions.includes(first) ? read(version, rest) : undefined
}

const success = (body: string, tokenSeconds: number | undefined): MetadataAnswer =>
  answer(200, 'text/plain', body, tokenSeconds === undefined ? {} : { [TTL]: String(tokenSeconds) })

function failure(status: number, reason: MetadataReason): MetadataAnswer {
  const title = `${status} - ${REASONS[status]}`
  const refused = answer(
    status,
    'text/html',
    `<?xml version="1.0" encoding="iso-8859-1"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
	"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en">
 <head>
  <title>${title}</title>
 </head>
 <body>
  <h1>${title}</h1>
 </body>
</html>
`,
    {},
  )
  return { ...refused, reason }
}

function answer(status: number, type: string, body: string, more: Readonly<Record<string, string>>): MetadataAnswer {
  return {
    ...{ status, statusText: REASONS[status] ?? '', body },
    headers: { 'content-type': type, 'content-length': String(Buffer.byteLength(body)), server: 'EC2ws', ...more },
  }
}
