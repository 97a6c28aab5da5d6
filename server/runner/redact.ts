import { lowerFirst } from '../aws/members.js'
import { modelOf } from '../aws/model/model.js'
import type { Operation } from './operation.js'

/** Parameters as CloudTrail shows them: first letter lower-case; what the model marks sensitive is left out. */
export function redact(operation: Operation, input: Record<string, unknown>): Record<string, unknown> {
  const model = modelOf(operation.service)
  const shape = model.operations[operation.name]?.input
  const members = (shape && model.shapes[shape]?.members) || {}
  const shown: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(input)) {
    const member = members[name]
    if (value === undefined || !member || model.shapes[member.shape]?.sensitive || SECRET_INPUTS.has(name)) continue
    shown[lowerFirst(name)] = value
  }
  return shown
}

/** One-time codes and tokens: not all are marked sensitive in the model, yet no record should hold them. */
const SECRET_INPUTS = new Set([
  'TokenCode',
  'AuthenticationCode1',
  'AuthenticationCode2',
  'WebIdentityToken',
  'SAMLAssertion',
  'TradeInToken',
])
