import { ACTIONS } from './catalogue.js'
import { texts } from './texts.js'

export interface ActionOption {
  value: string
  label: string
  tags?: string[]
}

interface Asked {
  service: string | undefined
  chosen: readonly string[]
  /** What was typed. */
  sought: string
  /** Are `*` and `?` allowed? */
  patterns: boolean
}

const option = (value: string, ...tags: string[]): ActionOption => ({ value, label: value, tags })

/** The service that a list of actions is about: that of the first one. */
export const serviceOf = ([first]: readonly string[]): string | undefined => first?.split(':')[0]?.toLowerCase()

/**
 * What can be chosen: the action as it was typed, what is chosen already, and the service's actions with their access
 * level. Only few services have all their actions here, so that any other can be typed.
 */
export function actionOptions({ service, chosen, sought, patterns }: Asked): ActionOption[] {
  const known = Object.entries(ACTIONS[service ?? ''] ?? {}).map(([name, access]) => option(`${service}:${name}`, access))
  const all = [...(patterns ? patternOptions(service) : []), ...known]
  const values = new Set(all.map(({ value }) => value))
  const others = chosen.filter((action) => !values.has(action)).map((action) => option(action))
  const typed = typedAction(sought, service, patterns)
  const isThere = [...others, ...all].some(({ value }) => value.toLowerCase() === typed?.toLowerCase())
  const text = sought.trim().toLowerCase()
  return [
    ...(typed === undefined || isThere ? [] : [option(typed, texts.asTyped)]),
    ...[...others, ...all].filter(({ value }) => value.toLowerCase().includes(text)),
  ]
}

function patternOptions(service: string | undefined): ActionOption[] {
  const everything = option('*', texts.everything)
  if (service === undefined || service === '*') return [everything]
  return [
    option(`${service}:*`, texts.allActions),
    option(`${service}:Get*`, texts.reads),
    option(`${service}:List*`, texts.reads),
    everything,
  ]
}

function typedAction(sought: string, service: string | undefined, patterns: boolean): string | undefined {
  const text = sought.trim()
  const name = patterns ? '[\\w*?-]+' : '[\\w-]+'
  if (new RegExp(`^[\\w-]+:${name}$`).test(text)) return text
  const known = service !== undefined && service !== '*'
  return known && new RegExp(`^${name}$`).test(text) && text !== '*' ? `${service}:${text}` : undefined
}
