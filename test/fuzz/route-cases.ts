import { IMPORT_TYPE } from '../../server/lab/api/import-type.js'
import type { Body, Front, FuzzCase, Identity } from './case.js'
import type { Chance } from './chance.js'
import { oddText, oddValue } from './odd-values.js'
import { withOneWrong } from './policies.js'
import { textWithin } from './strings.js'
import type { JsonSchema, Route, Surface } from './surface.js'
import { damage, noJson } from './wire-cases.js'

const isSecret = (name: string): boolean => /password|passphrase|secret|mfacode|proof/i.test(name)

/** Which of the two fronts a route belongs to; pages go with the lab. */
export const frontOf = ({ path }: Route): Front => (path.startsWith('/api/signin') ? 'signin' : 'lab')

/** A request to one of the routes that were discovered: valid, nearly valid, or with its bytes damaged. */
export function routeCase(chance: Chance, surface: Surface, front: Front): FuzzCase {
  const route = chance.pick(surface.routes.filter((one) => frontOf(one) === front))
  const schema = route.bodies.length > 0 ? chance.pick(route.bodies) : undefined
  const kind = chance.weighted([
    ['valid', 4],
    ['nearly valid', 5],
    ['bytes', 1],
  ] as const)
  const valid = schema && valueFor(chance, '', schema, 0)
  const wrong = kind === 'nearly valid'
  const oddPath = wrong && chance.yes(0.3)
  const json = bodyOf(chance, valid, wrong && !oddPath)
  const body = route.path.endsWith('/import') && 'json' in json ? importOf(chance, wrong ? json.json : undefined) : json
  return {
    front,
    about: `${route.method} ${route.path}: ${kind}`,
    as: identity(chance, front),
    method: wrong && chance.yes(0.03) ? chance.pick(['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS']) : route.method,
    path: filledPath(chance, route.path, oddPath),
    query: route.query
      .filter(() => chance.yes(0.8))
      .map((name) => [name, wrong && chance.yes(0.3) ? oddText(chance) : known(chance, name)]),
    ...(route.method === 'GET' ? {} : { headers: headers(chance, surface, wrong, route), body }),
    ...(kind === 'bytes' ? { damage: damage(chance) } : {}),
  }
}

const identity = (chance: Chance, front: Front): Identity =>
  chance.weighted<Identity>([
    ['learner', 7],
    ['operator', front === 'lab' ? 2 : 0.3],
    ['stranger', 1],
    ['nobody', 1],
  ])

/** A line of JSON, and a file after it. */
const importOf = (chance: Chance, line: unknown = { passphrase: '{{passphrase}}', replace: chance.yes(0.5) }): Body => ({
  text: `${JSON.stringify(line)}\n{{file#0}}`,
})

function headers(chance: Chance, { contentTypes }: Surface, wrong: boolean, { path }: Route): Record<string, string> {
  const own = path.endsWith('/import') ? IMPORT_TYPE : undefined
  const types = ['application/json', 'application/json; charset=utf-16', 'text/plain', '', ...contentTypes]
  return {
    'content-type': wrong && chance.yes(0.1) ? chance.pick(types) : (own ?? 'application/json'),
    ...(wrong && chance.yes(0.05) ? { 'content-encoding': chance.pick(['gzip', 'br', 'x']) } : {}),
    ...(wrong && chance.yes(0.05) ? { origin: chance.pick(['null', 'http://example.com', '\u00ff']) } : {}),
    ...(wrong && chance.yes(0.05)
      ? { cookie: chance.pick(['a', '=', '%ff=%ff', 'a=b; a=c; __proto__=x', `x=${'y'.repeat(5000)}`]) }
      : {}),
  }
}

function bodyOf(chance: Chance, valid: unknown, wrong: boolean): Body {
  if (!wrong) return { json: valid ?? {} }
  if (chance.yes(0.1)) return noJson(chance)
  if (valid === undefined) return { json: oddValue(chance) }
  return { json: withoutMovedSecrets(valid, withOneWrong(chance, valid)) }
}

/** A canary may stand under its own name only: under another, an answer may rightly repeat it. */
const withoutMovedSecrets = (valid: unknown, changed: unknown): unknown =>
  typeof valid === 'object' && typeof changed !== 'object' ? String(changed).replaceAll('{{canary}}', 'moved') : changed

/** The path with its parameters: what the lab knows under that name, or something odd. */
const filledPath = (chance: Chance, path: string, odd: boolean): string =>
  path
    .split('/')
    .map((part, index, parts) => {
      if (!/^[:*]/.test(part)) return part
      if (odd && chance.yes(0.7)) return chance.pick(ODD_PARTS)
      const name = part.slice(1)
      return known(chance, name === 'id' ? singular(parts[index - 1] ?? 'id') : name)
    })
    .join('/')

const ODD_PARTS = [
  '%00',
  '..',
  '%2e%2e%2f',
  '__proto__',
  'constructor',
  'x'.repeat(4000),
  '%ff',
  '%',
  '0',
  '%F0%9F%99%88',
  'last',
  '%0d%0a',
  '000000000000',
]

export const singular = (name: string): string => name.replace(/ies$/, 'y').replace(/s$/, '')

const known = (chance: Chance, name: string): string => `{{${name}#${chance.whole(0, 99)}}}`

/** A value that a schema takes. */
function valueFor(chance: Chance, name: string, schema: JsonSchema, depth: number): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum && schema.enum.length > 0) return chance.pick(schema.enum)
  const options = schema.oneOf ?? schema.anyOf
  if (options && options.length > 0) return valueFor(chance, name, chance.pick(options), depth + 1)
  switch (schema.type) {
    case 'object': {
      const { properties = {}, required = [] } = schema
      const given = Object.entries(properties).filter(([key]) => required.includes(key) || chance.yes(0.4))
      return Object.fromEntries(
        given.map(([key, property]) => [key, depth > 6 ? null : valueFor(chance, key, property, depth + 1)]),
      )
    }
    case 'array':
      return Array.from({ length: chance.whole(0, 4) }, () => valueFor(chance, singular(name), schema.items ?? {}, depth + 1))
    case 'integer':
    case 'number':
      return chance.whole(schema.minimum ?? 0, Math.min(schema.maximum ?? 1000, 1e6))
    case 'boolean':
      return chance.yes(0.5)
    case 'string':
      return textOf(chance, name, schema)
    default:
      return chance.yes(0.5) ? oddValue(chance) : { id: '{{id}}', type: 'public-key', response: { clientDataJSON: 'e30' } }
  }
}

function textOf(chance: Chance, name: string, schema: JsonSchema): string {
  if (isSecret(name)) return chance.yes(0.5) ? `{{${name}}}` : '{{canary}}'
  if (chance.yes(0.75)) return known(chance, name)
  const pattern = schema.pattern ?? schema.allOf?.find((one) => one.pattern)?.pattern
  return textWithin(chance, {
    ...(schema.minLength === undefined ? {} : { min: schema.minLength }),
    ...(schema.maxLength === undefined ? {} : { max: schema.maxLength }),
    ...(pattern === undefined ? {} : { pattern }),
  })
}
