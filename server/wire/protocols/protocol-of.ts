import type { IncomingMessage } from 'node:http'
import { modelByVersion } from '../../aws/model/model.js'
import type { RawRequest } from '../../sigv4/parse.js'
import { scopeOf } from '../absent/absent-service.js'
import { ec2Protocol } from './ec2-protocol.js'
import { formOf } from './form-of-request.js'
import { jsonProtocol } from './json-protocol.js'
import type { Protocol } from './protocol.js'
import { queryProtocol } from './query-protocol.js'

/** The protocol of a request, as far as its head tells: by its target, or the service that it is signed for. */
export function protocolOfHead({ url = '', headers }: Pick<IncomingMessage, 'url' | 'headers'>): Protocol {
  if (headers['x-amz-target'] !== undefined) return jsonProtocol
  return scopeOf(url, headers.authorization) === 'ec2' ? ec2Protocol : queryProtocol(headers.accept)
}

/** The same with its body: a form's version says which service is meant, whatever the signature is for. */
export function protocolOf(raw: RawRequest): Protocol {
  const { headers, query } = raw
  if (headers['x-amz-target'] !== undefined) return jsonProtocol
  const version = formOf(raw).get('Version')
  const service = typeof version === 'string' ? modelByVersion(version) : undefined
  if (service === undefined) return protocolOfHead({ url: `/?${query}`, headers })
  return service === 'ec2' ? ec2Protocol : queryProtocol(headers.accept)
}
