import { AwsError } from '../../aws/aws-error.js'
import { authFailure, ec2Error, missingParameter } from '../../aws/ec2-errors.js'
import { modelByVersion, modelOf } from '../../aws/model/model.js'
import { clipped } from '../../bounds/clipped.js'
import { readEc2Input } from './ec2-form.js'
import { ec2ErrorXml, ec2SuccessXml } from './ec2-xml.js'
import { formOf } from './form-of-request.js'
import type { Answer, Asked, Protocol } from './protocol.js'

const SERVICE = 'ec2'

/** Source: recorded headers of EC2. */
const HEADERS = { Server: 'AmazonEC2' }

/**
 * EC2's variant of AWS Query: flat lists with capitalised names in, XML without a wrapper out, and codes of its own for
 * what every service refuses. Sources: botocore's EC2 serialiser and parser; EC2 API Reference, "Error codes".
 */
export const ec2Protocol: Protocol = {
  contentType: 'text/xml;charset=UTF-8',
  read(raw) {
    const model = modelOf(SERVICE)
    const form = formOf(raw)
    const action = form.get('Action')
    const version = form.get('Version')
    if (typeof action !== 'string' || action === '') {
      throw ec2Error('MissingAction', 'The request is missing an action or a required parameter.')
    }
    if (typeof version !== 'string') throw missingParameter('Version')
    if (modelByVersion(version) !== SERVICE) {
      const shown = clipped(version, MAX_ECHOED)
      throw ec2Error('NoSuchVersion', `The requested version (${shown}) of service AmazonEC2 does not exist`)
    }
    if (!Object.hasOwn(model.operations, action)) throw invalidAction(action)
    return {
      service: SERVICE,
      operation: action,
      input: () => readEc2Input(model, model.operations[action]?.input, form),
      success: async (output, requestId) => answer(200, await ec2SuccessXml(model, action, output, requestId)),
    } satisfies Asked
  },
  serviceOf: () => SERVICE,
  failure(error, requestId, asked) {
    const said = inOwnWords(error, asked)
    return answer(said.httpStatus, ec2ErrorXml(said, requestId))
  },
}

const MAX_ECHOED = 200
const answer = (status: number, body: string): Answer => ({ status, headers: HEADERS, body })

const invalidAction = (action: string): AwsError =>
  ec2Error('InvalidAction', `The action ${clipped(action, MAX_ECHOED)} is not valid for this web service.`)

/** What IAM and STS call otherwise. Sources: EC2 API Reference, "Error codes"; public replies of EC2. */
function inOwnWords(error: AwsError, asked: Asked | undefined): AwsError {
  const { code, message } = error
  switch (code) {
    case 'InvalidClientTokenId':
      return authFailure()
    case 'SignatureDoesNotMatch':
      // A clock that is ahead is an AuthFailure, too.
      return message.startsWith('Signature expired') ? requestExpired() : authFailure()
    case 'ExpiredToken':
      return requestExpired()
    case 'MissingAuthenticationToken':
      return missingParameter('AWSAccessKeyId')
    case 'InvalidAction':
      return asked ? invalidAction(asked.operation) : error
    case 'Throttling':
      return new AwsError({ code: 'RequestLimitExceeded', httpStatus: 503, message: 'Request limit exceeded.' })
    case 'ServiceFailure':
      return new AwsError({ code: 'InternalError', httpStatus: 500, message })
    default:
      return error
  }
}

const requestExpired = (): AwsError => ec2Error('RequestExpired', 'Request has expired.')
