import { globMatches } from '../../../server/authorization/glob.js'
import { parsePolicy, type Statement } from '../../../server/authorization/grammar.js'
import { SERVICE_NAMES } from '../../../server/authorization/services.js'
import { ACTIONS, WHOLE } from '../policy-editor/catalogue.js'
import { texts } from './texts.js'

/** A line of the policy summary: what one service's actions come to. */
export interface SummaryLine {
  effect: Statement['effect']
  service: string
  access: string
  resource: string
  condition: string
}

const LEVELS = ['List', 'Read', 'Tagging', 'Write', 'Permissions management']

interface Part {
  actions: string[]
  statement: Statement
}

/** By effect and service, as the console's policy summary has it; explicit denials first. */
export function summaryOf(document: string): SummaryLine[] {
  const parts = new Map<string, Part[]>()
  for (const statement of parsePolicy(document).statements) {
    for (const [service, actions] of byService(statement)) {
      const key = `${statement.effect} ${service}`
      parts.set(key, [...(parts.get(key) ?? []), { actions, statement }])
    }
  }
  return [...parts]
    .map(([key, found]) => {
      const [effect, service = ''] = key.split(/ (.*)/s)
      return {
        effect: effect as Statement['effect'],
        service: SERVICE_NAMES.get(service) ?? service,
        access: accessOf(
          service,
          found.flatMap(({ actions }) => actions),
        ),
        resource: resourceOf(found.map(({ statement }) => statement)),
        condition: conditionOf(found.map(({ statement }) => statement)),
      }
    })
    .sort((one, other) => other.effect.localeCompare(one.effect) || one.service.localeCompare(other.service))
}

function byService({ action, notAction }: Statement): Map<string, string[]> {
  if (notAction) return new Map([[texts.allBut(notAction.join(', ')), ['*']]])
  const found = new Map<string, string[]>()
  for (const name of action ?? []) {
    const [service = '', rest = '*'] = name === '*' ? [texts.allServices] : name.split(':')
    const key = name === '*' ? service : service.toLowerCase()
    found.set(key, [...(found.get(key) ?? []), rest])
  }
  return found
}

/** "All of a level" can be told only where all actions of a service are known. */
function accessOf(service: string, actions: readonly string[]): string {
  if (actions.includes('*')) return texts.fullAccess
  const known = Object.entries(ACTIONS[service] ?? {})
  const patterns = actions.map((name) => name.toLowerCase())
  const matched = known.filter(([name]) => patterns.some((pattern) => globMatches(pattern, name.toLowerCase())))
  const counts = (level: string) => [matched, known].map((list) => list.filter(([, one]) => one === level).length)
  const levels = LEVELS.map((level) => ({ level, counts: counts(level) })).filter(({ counts: [some = 0] }) => some > 0)
  const isWhole = ({ counts: [some, all] }: (typeof levels)[number]) => WHOLE.includes(service) && some === all
  const named = (list: typeof levels) => list.map(({ level }) => level).join(', ')
  const full = named(levels.filter(isWhole))
  const limited = named(levels.filter((one) => !isWhole(one)))
  if (levels.length === 0) return texts.limited
  return [full && `${texts.full}: ${full}`, limited && `${texts.limited}: ${limited}`].filter(Boolean).join('; ')
}

function resourceOf(statements: readonly Statement[]): string {
  const except = statements.flatMap(({ notResource = [] }) => notResource)
  if (except.length > 0) return texts.allBut(except.join(', '))
  const named = [...new Set(statements.flatMap(({ resource = [] }) => resource))]
  if (named.every((arn) => arn === '*')) return texts.allResources
  return named.length === 1 ? (named[0] ?? '') : texts.multiple
}

function conditionOf(statements: readonly Statement[]): string {
  const all = statements.flatMap(({ condition }) => condition)
  const [first] = all
  if (!first) return texts.none
  return all.length === 1 ? `${first.key} | ${first.operator} | ${first.values.join(', ')}` : texts.multiple
}
