import { type AwsError, invalidAction } from '../../aws/aws-error.js'
import { modelByVersion, modelOf } from '../../aws/model/model.js'
import type { RawRequest } from '../../sigv4/parse.js'
import { readStructure } from './form.js'
import { formOf, isForm } from './form-of-request.js'
import type { Answer, Asked, Protocol } from './protocol.js'
import { errorJson, successJson } from './query-json.js'
import { errorXml, successXml } from './xml.js'

/** How a Query service writes what it answers. */
interface Writing {
  contentType: string
  success: typeof successXml
  failure(error: AwsError, requestId: string, asked: Asked | undefined): string
}

const XML: Writing = {
  contentType: 'text/xml',
  success: successXml,
  failure: (error, requestId, asked) => errorXml(asked && modelOf(asked.service).metadata.xmlNamespace, error, requestId),
}

const JSON_WRITING: Writing = { contentType: 'application/json', success: successJson, failure: errorJson }

/** XML, whatever the client asks for. */
const UNKNOWN_ADDRESS: Answer = {
  status: 404,
  headers: { 'Content-Type': 'text/xml' },
  body: '<UnknownOperationException/>\n',
}

/** AWS Query: a form in, XML or JSON out (IAM, STS). Source: botocore's serialisers; public STS conformance findings. */
const queryProtocolIn = (writing: Writing): Protocol => ({
  contentType: writing.contentType,
  read(raw) {
    if (raw.path !== '/') return UNKNOWN_ADDRESS
    const form = formOf(raw)
    const action = form.get('Action')
    if (typeof action !== 'string' || (raw.method === 'POST' && !isForm(raw))) return toDocumentation(raw)
    const version = form.get('Version')
    const shown = typeof version === 'string' ? version : 'NO_VERSION_SPECIFIED'
    const service = modelByVersion(shown)
    const model = service && modelOf(service)
    const operation = model && Object.hasOwn(model.operations, action) ? model.operations[action] : undefined
    // A wrong, empty or missing Version is the same error as an unknown Action.
    if (!service || !model || !operation) {
      throw invalidAction(`Could not find operation ${echoed(action)} for version ${echoed(shown)}`)
    }
    return {
      service,
      operation: action,
      input: () => (operation.input ? readStructure(model, operation.input, form) : {}),
      success: (output, requestId) => ({ status: 200, body: writing.success(model, action, output, requestId) }),
    } satisfies Asked
  },
  serviceOf(raw) {
    const version = formOf(raw).get('Version')
    return typeof version === 'string' ? modelByVersion(version) : undefined
  },
  failure(error, requestId, asked) {
    return { status: error.httpStatus, body: writing.failure(error, requestId, asked) }
  },
})

const inXml = queryProtocolIn(XML)
const inJson = queryProtocolIn(JSON_WRITING)

/**
 * What a client asks for in `Accept`, signed or not. Tools that verify an identity by forwarding a signed
 * GetCallerIdentity read JSON. Source: those tools (aws-iam-authenticator, Teleport, Conjur).
 */
export const queryProtocol = (accept: string | undefined): Protocol =>
  accept !== undefined && /(?:^|,)\s*application\/json\s*(?:[;,]|$)/i.test(accept) ? inJson : inXml

/** Longer than any name there is; who sends more gets no megabyte back. */
const MAX_ECHOED = 1000
const echoed = (text: string): string => (text.length > MAX_ECHOED ? `${text.slice(0, MAX_ECHOED)}…` : text)

/** What AWS answers where no action is named. */
function toDocumentation({ query }: RawRequest): Answer {
  const Location = query === '' ? 'https://aws.amazon.com/iam' : `https://aws.amazon.com/iam?${query}`
  return { status: 302, headers: { Location }, body: '' }
}
