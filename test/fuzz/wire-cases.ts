import { ec2Fields } from '../../server/aws/model/ec2-fields.js'
import { modelOf, type ServiceModel, type ShapeRef, serviceNames } from '../../server/aws/model/model.js'
import { samplesOf } from '../support/samples.js'
import type { Body, Damage, FuzzCase, Identity } from './case.js'
import type { Chance } from './chance.js'
import { oddText, oddValue } from './odd-values.js'
import { policyText, withOneWrong } from './policies.js'
import { textWithin } from './strings.js'

type Parts = readonly (readonly [string, string])[]

/** Every operation of every service in the model: one that is added is fuzzed from then on. */
const OPERATIONS = serviceNames.flatMap((service) =>
  Object.keys(modelOf(service).operations).map((operation) => [service, operation] as const),
)

const SAMPLES = samplesOf('{{account}}')

/** Names of members that some answer holds: what answers gave is kept and can be sent. */
const ANSWERED = new Set(
  serviceNames.flatMap((service) =>
    Object.values(modelOf(service).shapes).flatMap((shape) => Object.keys(shape.exception ? {} : (shape.members ?? {}))),
  ),
)

/** By its name; the model marks most of them, but not each. */
const isSecret = (name: string): boolean => /password$|secret/i.test(name)
const isPolicy = (name: string): boolean => /policydocument|policyinputlist|policytext|^policy$/i.test(name)

/** A call of the wire: a valid one, a nearly valid one, or one whose bytes are damaged. */
export function wireCase(chance: Chance): FuzzCase {
  const [service, operation] = chance.pick(OPERATIONS)
  const model = modelOf(service)
  const { input: shape } = model.operations[operation] ?? {}
  const input = shape ? (structure(chance, model, shape, 0) as Record<string, unknown>) : {}
  const kind = chance.weighted([
    ['valid', 4],
    ['nearly valid', 5],
    ['bytes', 1],
  ] as const)
  const made =
    model.metadata.protocol !== 'json'
      ? queryCase(chance, kind, model, operation, input)
      : jsonCase(chance, kind, model, operation, input)
  const { what, ...request } = made
  return {
    front: 'wire',
    about: `${service}:${operation}: ${kind}${what === '' ? '' : `: ${what}`}`,
    as: identity(chance),
    method: 'POST',
    path: '/',
    ...request,
    signing: { how: request.query ? 'query' : 'header', service, region: chance.yes(0.95) ? 'us-east-1' : oddRegion(chance) },
    ...(kind === 'bytes' ? { damage: damage(chance) } : {}),
  }
}

type Kind = 'valid' | 'nearly valid' | 'bytes'
type Made = Pick<FuzzCase, 'query' | 'headers' | 'body'> & { method?: string; path?: string; what: string }

const identity = (chance: Chance): Identity =>
  chance.weighted<Identity>([
    ['root', 5],
    ['admin', 6],
    ['reader', 2],
    ['session', 2],
    ['unknown-key', 0.4],
    ['nobody', 0.6],
  ])

const oddRegion = (chance: Chance): string => chance.pick(['eu-west-1', '', 'x'.repeat(300), 'us-east-1/x', 'us east'])

export const damage = (chance: Chance): Damage[] =>
  Array.from({ length: chance.whole(1, 6) }, () => ({
    at: chance.whole(0, 1_000_000),
    how: chance.pick(['set', 'insert', 'cut'] as const),
    byte: chance.yes(0.3) ? chance.pick([0, 37, 38, 43, 46, 61, 34, 91, 92, 123, 255]) : chance.whole(0, 255),
  }))

/** The value of a shape within its constraints, deep enough to be understood. */
function value(chance: Chance, model: ServiceModel, name: string, ref: ShapeRef, depth: number): unknown {
  const shape = model.shapes[ref.shape]
  switch (shape?.type) {
    case 'structure':
      return structure(chance, model, ref.shape, depth + 1)
    case 'list': {
      const { member } = shape
      const most = chance.yes(0.02) ? Math.min(shape.max ?? 300, 300) : 3
      const size = chance.whole(shape.min ?? 0, Math.max(shape.min ?? 0, most))
      return member ? Array.from({ length: size }, () => value(chance, model, name, member, depth + 1)) : []
    }
    case 'map': {
      const { key, value: ofMap } = shape
      const entries = Array.from({ length: key && ofMap ? chance.whole(1, 2) : 0 }, (_, index) => [
        `k${index}`,
        ofMap && value(chance, model, name, ofMap, depth + 1),
      ])
      return Object.fromEntries(entries)
    }
    case 'integer':
    case 'long':
      return chance.pick([shape.min ?? 1, shape.max ?? 1000, chance.whole(shape.min ?? 0, Math.min(shape.max ?? 100, 5000))])
    case 'float':
    case 'double':
      return chance.whole(0, 100) / 4
    case 'boolean':
      return chance.yes(0.5)
    case 'timestamp':
      return new Date(Date.UTC(2026, chance.whole(0, 11), chance.whole(1, 28))).toISOString()
    case 'blob':
      return Buffer.from(oddText(chance)).toString('base64')
    default:
      return text(chance, name, ref.shape, shape ?? {})
  }
}

function text(
  chance: Chance,
  name: string,
  shapeName: string,
  shape: { enum?: string[]; pattern?: string; min?: number; max?: number; sensitive?: boolean },
): string {
  if (isPolicy(name) || isPolicy(shapeName.replace(/Type$/i, ''))) {
    return chance.yes(0.3) && typeof SAMPLES[name] === 'string' ? SAMPLES[name] : policyText(chance, /assume|trust/i.test(name))
  }
  if (shape.sensitive || isSecret(name)) return chance.yes(0.5) ? '{{canary}}' : '{{password}}'
  if (shape.enum) return chance.pick(shape.enum)
  const sample = SAMPLES[name]
  if (typeof sample === 'string' && chance.yes(0.4)) return sample
  if (ANSWERED.has(name) && chance.yes(0.6)) return `{{${name}#${chance.whole(0, 99)}}}`
  return textWithin(chance, shape)
}

function structure(chance: Chance, model: ServiceModel, shapeName: string, depth: number): unknown {
  const { members = {}, required = [] } = model.shapes[shapeName] ?? {}
  if (depth > 6) return {}
  const given = Object.entries(members).filter(([name]) => required.includes(name) || chance.yes(0.35))
  return Object.fromEntries(given.map(([name, ref]) => [name, value(chance, model, name, ref, depth)]))
}

/** Names and values as AWS Query writes them. */
export function partsOf(name: string, given: unknown): (readonly [string, string])[] {
  if (Array.isArray(given)) {
    return given.length === 0 ? [[name, '']] : given.flatMap((item, index) => partsOf(`${name}.member.${index + 1}`, item))
  }
  if (typeof given !== 'object' || given === null) return [[name, String(given)]]
  return Object.entries(given).flatMap(([key, item]) => partsOf(name === '' ? key : `${name}.${key}`, item))
}

function queryCase(chance: Chance, kind: Kind, model: ServiceModel, operation: string, input: Record<string, unknown>): Made {
  const members = model.metadata.protocol === 'ec2' ? ec2Fields(model, operation, input) : partsOf('', input)
  const own: Parts = [['Action', operation], ['Version', model.metadata.apiVersion], ...members]
  const [what, parts]: [string, Parts] = kind === 'nearly valid' ? nearlyValid(chance, own) : ['', own]
  const where = chance.weighted([
    ['body', 16],
    ['query', 1],
    ['presigned', 2],
    ['odd request', 1],
  ] as const)
  const size = parts.reduce((sum, [name, text]) => sum + name.length + text.length, 0)
  if (where === 'body' || size > 3000) return { what, headers: FORM, body: { form: parts } }
  if (where !== 'odd request') return { what: `${what} in the query`, method: 'GET', query: parts }
  return {
    what: `${what} by an odd request`,
    method: chance.pick(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'POST', 'GET']),
    path: chance.pick(['/', '/iam', '//', '/..', '/%00', '/api/lab/x', '/?', '/%']),
    headers: chance.pick<Record<string, string>>([
      {},
      FORM,
      { 'content-type': 'application/json' },
      { 'content-type': 'multipart/form-data; boundary=x' },
      { 'content-type': 'application/x-www-form-urlencoded; charset=utf-16' },
      { ...FORM, 'content-encoding': 'gzip' },
      { ...FORM, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
      { ...FORM, expect: '100-continue' },
      { ...FORM, 'user-agent': 'u'.repeat(8000) },
      { ...FORM, 'x-amz-user-agent': '\u00ff'.repeat(100), referer: 'r'.repeat(3000) },
    ]),
    body: { form: parts },
  }
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }

/** One or two things wrong with the parameters; what they are is said. */
function nearlyValid(chance: Chance, parts: Parts): [string, Parts] {
  const [what, changed] = oneWrong(chance, parts)
  if (!chance.yes(0.25)) return [what, changed]
  const [more, again] = oneWrong(chance, changed)
  return [`${what}, ${more}`, again]
}

/** Secrets stay under their own names: under another one, an answer may rightly repeat them. */
const movable = ([name, text]: readonly [string, string]): boolean => !isSecret(name) && !/\{\{(canary|password)/.test(text)

function oneWrong(chance: Chance, parts: Parts): [string, Parts] {
  // The first two are the action and its version.
  const at = parts.length > 2 && chance.yes(0.85) ? chance.whole(2, parts.length - 1) : chance.whole(0, parts.length - 1)
  const own = parts[at]
  if (!own) return ['', parts]
  const [name, given] = own
  const replaced = (...by: Parts): Parts => [...parts.slice(0, at), ...by, ...parts.slice(at + 1)]
  const renamed = (to: string): Parts => (movable(own) ? replaced([to, given]) : parts)
  return chance.weighted<() => [string, Parts]>([
    [() => [`without ${name}`, replaced()], 2],
    [() => [`${name} twice`, replaced([name, given], [name, movable(own) ? oddText(chance) : given])], 1],
    [() => [`an odd ${name}`, replaced([name, oddText(chance)])], 5],
    [() => [`${name} at the edge`, replaced([name, edge(chance, given)])], 2],
    [() => [`a structure as ${name}`, replaced([`${name}.x`, given])], 2],
    [() => [`a list as ${name}`, replaced([`${name}.member.1`, given])], 2],
    [() => [`a member of ${name} that is a structure`, replaced([`${name}.member.1.x`, given])], 2],
    [() => [`a map as ${name}`, replaced([`${name}.entry.1.key`, 'a'], [`${name}.entry.1.value`, given])], 1],
    [() => [`an odd index in ${name}`, renamed(oddIndex(chance, name))], 3],
    [() => [`no number in ${name}`, renamed(name.replace(/\.member\.\d+|\.entry\.\d+/, '.member'))], 1],
    [() => [`${name} as a prototype`, renamed(`${name}.${chance.pick(['__proto__', 'constructor', 'toString'])}`)], 1],
    [() => [`a deep ${name}`, renamed(`${name}${'.x'.repeat(chance.whole(2, 3000))}`)], 0.5],
    [
      () => [`many of ${name}`, replaced(...Array.from({ length: 4000 }, (_, i) => [`${name}.member.${i}`, 'a'] as const))],
      0.3,
    ],
    [() => [`a huge ${name}`, replaced([name, 'x'.repeat(chance.pick([4096, 65_537, 131_073, 300_000]))])], 0.5],
  ])()
}

const edge = (chance: Chance, given: string): string =>
  chance.pick([given.repeat(2), given.slice(1), `${given}\n`, ` ${given}`, given.toUpperCase()])

const oddIndex = (chance: Chance, name: string): string => {
  const odd = chance.pick(['0', '-1', '01', '999999', '9999999', '1e3', 'x', '', '1.x', '1.member.1', '__proto__'])
  return /\.\d+/.test(name) ? name.replace(/\.\d+/, `.${odd}`) : `${name}.member.${odd}`
}

function jsonCase(chance: Chance, kind: Kind, model: ServiceModel, operation: string, input: Record<string, unknown>): Made {
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `${model.metadata.targetPrefix}.${operation}`,
  }
  if (kind !== 'nearly valid') return { what: '', headers, body: { json: input } }
  return chance.weighted<() => Made>([
    [() => ({ what: 'a wrong member', headers, body: { json: withOneWrong(chance, input) } }), 6],
    [
      () => ({
        what: 'a wrong target',
        headers: { ...headers, 'x-amz-target': oddTarget(chance, operation) },
        body: { json: input },
      }),
      1,
    ],
    [() => ({ what: 'no JSON', headers, body: noJson(chance) }), 1],
    [() => ({ what: 'any value', headers, body: { json: oddValue(chance) } }), 1],
  ])()
}

const oddTarget = (chance: Chance, operation: string): string =>
  chance.pick([
    '',
    '.',
    operation,
    `x.${operation}`,
    `__proto__.${operation}`,
    'a.toString',
    'x'.repeat(2000),
    `\u00ff.${operation}`,
  ])

export const noJson = (chance: Chance): Body =>
  chance.pick<Body>([
    { text: '' },
    { text: '{' },
    { text: '[[[[' },
    { text: '{"a":1,"a":2,"__proto__":{"a":1}}' },
    { text: '\ufeff{}' },
    { text: '"\\ud800"' },
    { text: '1e999' },
    { text: '['.repeat(50_000) },
    { base64: Buffer.from([0xff, 0xfe, 0x00, 0xed, 0xa0, 0x80]).toString('base64') },
  ])
