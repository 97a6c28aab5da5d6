import { lowerFirst } from '../aws/members.js'
import { modelOf } from '../aws/model/model.js'
import { isSensitive } from '../aws/sensitive.js'
import type { Operation } from './operation.js'

/** What CloudTrail shows in the place of EC2's user data. Source: public records of RunInstances. */
const REMOVED = '<sensitiveDataRemoved>'

/** Parameters as CloudTrail shows them: first letter lower-case; what is sensitive is left out, or told to be removed. */
export function redact(operation: Operation, input: Record<string, unknown>): Record<string, unknown> {
  const model = modelOf(operation.service)
  const shape = model.operations[operation.name]?.input
  const members = (shape && model.shapes[shape]?.members) || {}
  const shown: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(input)) {
    if (value === undefined || !members[name]) continue
    if (!isSensitive(name)) shown[lowerFirst(name)] = shownValue(value)
    else if (operation.service === 'ec2') shown[lowerFirst(name)] = REMOVED
  }
  return shown
}

/** Bytes as the text that was sent: a public key is one. */
const shownValue = (value: unknown): unknown => (value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value)
