import type { AwsError } from '../../aws/aws-error.js'
import type { ServiceModel } from '../../aws/model/model.js'
import { breathe } from '../../bounds/turn.js'
import { element, escaped, members } from './xml.js'

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'

/** `<Action>Response` with the request's ID and the output's members; `return` where the operation has no output. */
export async function ec2SuccessXml(
  model: ServiceModel,
  operation: string,
  output: unknown,
  requestId: string,
): Promise<string> {
  const { output: shapeName } = model.operations[operation] ?? {}
  const given = (output ?? {}) as Record<string, unknown>
  if (shapeName) await writeAhead(model, shapeName, given)
  const result = shapeName ? members(model, shapeName, given) : element('return', 'true')
  const opening = `${operation}Response xmlns="${model.metadata.xmlNamespace}/"`
  const text = `${DECLARATION}<${opening}>${element('requestId', requestId)}${result}</${operation}Response>\n`
  // Megabytes are sent in another turn than the one that put them together.
  await breathe()
  return text
}

/** Source: Amazon EC2 API Reference, "Example error response". */
export function ec2ErrorXml({ code, message }: Pick<AwsError, 'code' | 'message'>, requestId: string): string {
  const error = element('Error', element('Code', code) + element('Message', escaped(message)))
  return `${DECLARATION}<Response>${element('Errors', error)}${element('RequestID', requestId)}</Response>\n`
}

const PIECE = 50

/**
 * Writes the items of long lists in pieces: thousands of key pairs, which have no pages. What is frozen is written once, so
 * the whole answer is then put together at once.
 */
async function writeAhead(model: ServiceModel, shapeName: string, output: Record<string, unknown>): Promise<void> {
  for (const [name, list] of Object.entries(output)) {
    if (!Array.isArray(list) || list.length <= PIECE) continue
    for (let at = 0; at < list.length; at += PIECE) {
      members(model, shapeName, { [name]: list.slice(at, at + PIECE).map((item) => Object.freeze(item)) })
      await breathe()
    }
  }
}
