import { globMatches } from '../../../server/authorization/glob.js'
import { type PolicyDocument, parsePolicy } from '../../../server/authorization/grammar.js'
import { SERVICE_NAMES } from '../../../server/authorization/services.js'
import { closeMatches } from '../../../server/shell/aws/close-matches.js'
import { ACTIONS, WHOLE } from './catalogue.js'
import { texts } from './texts.js'

/**
 * Actions that there are not: IAM stores them, and they allow nothing. Empty for a malformed text.
 * Source: IAM User Guide, "Access Analyzer policy check reference", *Invalid action* and *Invalid service in action*.
 */
export function unknownActions(text: string): string[] {
  return [...new Set(actionsOf(text))].flatMap((action) => sentenceOf(action) ?? [])
}

function actionsOf(text: string): readonly string[] {
  let document: PolicyDocument
  try {
    document = parsePolicy(text)
  } catch {
    return []
  }
  return document.statements.flatMap(({ action, notAction }) => action ?? notAction ?? [])
}

function sentenceOf(action: string): string | undefined {
  const [written = '', name = ''] = action.split(':')
  const service = written.toLowerCase()
  if (action === '*' || name === '') return undefined
  if (!SERVICE_NAMES.has(service)) return texts.noService(written, closeMatches(service, [...SERVICE_NAMES.keys()])[0])
  if (!WHOLE.includes(service)) return undefined
  const names = Object.keys(ACTIONS[service] ?? {})
  const pattern = name.toLowerCase()
  if (names.some((one) => globMatches(pattern, one.toLowerCase()))) return undefined
  const [meant] = /[*?]/.test(name) ? [] : closeMatches(name, names)
  return texts.noAction(action, meant === undefined ? undefined : `${service}:${meant}`)
}
