import { lowerFirst } from '../aws/members.js'
import { modelOf } from '../aws/model/model.js'
import { isSensitive, REMOVED } from '../aws/sensitive.js'
import type { Operation } from './operation.js'

/** Parameters as CloudTrail shows them: first letter lower-case; what is sensitive is left out, or told to be removed. */
export function redact(operation: Operation, input: Record<string, unknown>): Record<string, unknown> {
  const model = modelOf(operation.service)
  const shape = model.operations[operation.name]?.input
  const members = (shape && model.shapes[shape]?.members) || {}
  const shown: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(input)) {
    if (value === undefined || !members[name]) continue
    if (!isSensitive(name)) shown[lowerFirst(name)] = value
    else if (operation.service === 'ec2') shown[lowerFirst(name)] = REMOVED
  }
  return shown
}
