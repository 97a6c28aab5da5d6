import { invalidAction } from '../../aws/aws-error.js'
import { modelByVersion, modelOf } from '../../aws/model/model.js'
import type { RawRequest } from '../../sigv4/parse.js'
import { type FormNode, parseForm, readStructure } from './form.js'
import type { Answer, Asked, Protocol } from './protocol.js'
import { errorXml, successXml } from './xml.js'

/** AWS Query: a form in, XML out (IAM, STS). Source: botocore's serialisers; public STS conformance findings. */
export const queryProtocol: Protocol = {
  contentType: 'text/xml',
  read(raw) {
    if (raw.path !== '/') return { status: 404, body: '<UnknownOperationException/>\n' }
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
      success: (output, requestId) => ({ status: 200, body: successXml(model, action, output, requestId) }),
    } satisfies Asked
  },
  serviceOf(raw) {
    const version = formOf(raw).get('Version')
    return typeof version === 'string' ? modelByVersion(version) : undefined
  },
  failure(error, requestId, asked) {
    const namespace = asked && modelOf(asked.service).metadata.xmlNamespace
    return { status: error.httpStatus, body: errorXml(namespace, error, requestId) }
  },
}

/** Longer than any name there is; who sends more gets no megabyte back. */
const MAX_ECHOED = 1000
const echoed = (text: string): string => (text.length > MAX_ECHOED ? `${text.slice(0, MAX_ECHOED)}…` : text)

const isForm = ({ headers }: RawRequest): boolean =>
  (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')

/** A request that is refused is asked for its form twice, and a form can have a megabyte. */
let latest: { raw: RawRequest; form: FormNode } | undefined

function formOf(raw: RawRequest): FormNode {
  if (latest?.raw === raw) return latest.form
  const form = parseForm(raw.method === 'POST' && isForm(raw) ? raw.body.toString('utf8') : raw.query)
  latest = { raw, form }
  return form
}

/** What AWS answers where no action is named. */
function toDocumentation({ query }: RawRequest): Answer {
  const Location = query === '' ? 'https://aws.amazon.com/iam' : `https://aws.amazon.com/iam?${query}`
  return { status: 302, headers: { Location }, body: '' }
}
