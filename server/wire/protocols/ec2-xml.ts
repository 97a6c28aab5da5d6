import type { AwsError } from '../../aws/aws-error.js'
import type { ServiceModel } from '../../aws/model/model.js'
import { element, escaped, members } from './xml.js'

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'

/** `<Action>Response` with the request's ID and the output's members; `return` where the operation has no output. */
export function ec2SuccessXml(model: ServiceModel, operation: string, output: unknown, requestId: string): string {
  const { output: shapeName } = model.operations[operation] ?? {}
  const result = shapeName ? members(model, shapeName, (output ?? {}) as Record<string, unknown>) : element('return', 'true')
  const opening = `${operation}Response xmlns="${model.metadata.xmlNamespace}/"`
  return `${DECLARATION}<${opening}>${element('requestId', requestId)}${result}</${operation}Response>\n`
}

/** Source: Amazon EC2 API Reference, "Example error response". */
export function ec2ErrorXml({ code, message }: Pick<AwsError, 'code' | 'message'>, requestId: string): string {
  const error = element('Error', element('Code', code) + element('Message', escaped(message)))
  return `${DECLARATION}<Response>${element('Errors', error)}${element('RequestID', requestId)}</Response>\n`
}
