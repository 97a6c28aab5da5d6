import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AwsError } from '../../server/aws/aws-error.js'
import { ec2Name } from '../../server/aws/model/ec2-name.js'
import { modelOf, type ServiceModel, type ServiceName, type ShapeRef, serviceNames } from '../../server/aws/model/model.js'
import type { RawRequest } from '../../server/sigv4/parse.js'
import { ec2Protocol } from '../../server/wire/protocols/ec2-protocol.js'
import { jsonProtocol } from '../../server/wire/protocols/json-protocol.js'
import { queryProtocol } from '../../server/wire/protocols/query-protocol.js'

/** Has a value the kind that the model gives it, through and through? */
function fits(model: ServiceModel, ref: ShapeRef, value: unknown): boolean {
  const shape = model.shapes[ref.shape]
  switch (shape?.type) {
    case 'structure':
      return (
        isObject(value) &&
        Object.entries(value).every(([name, member]) => {
          const known = shape.members?.[name]
          return known !== undefined && fits(model, known, member)
        })
      )
    case 'list': {
      const { member } = shape
      return Array.isArray(value) && member !== undefined && value.every((item) => fits(model, member, item))
    }
    case 'map': {
      const item = shape.value
      return isObject(value) && item !== undefined && Object.values(value).every((one) => fits(model, item, one))
    }
    case 'integer':
    case 'long':
      return Number.isSafeInteger(value)
    case 'timestamp':
      return typeof value === 'number' && Number.isFinite(value)
    case 'float':
    case 'double':
      return Number.isFinite(value)
    case 'boolean':
      return typeof value === 'boolean'
    case 'blob':
      return value instanceof Uint8Array
    default:
      return typeof value === 'string'
  }
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)

const raw = (headers: Record<string, string>, body: string): RawRequest => ({
  method: 'POST',
  path: '/',
  query: '',
  headers,
  body: Buffer.from(body),
})

const fromForm = (service: ServiceName, operation: string, form: string): Record<string, unknown> => {
  const { apiVersion, protocol } = modelOf(service).metadata
  const reader = protocol === 'ec2' ? ec2Protocol : queryProtocol(undefined)
  const body = `Action=${operation}&Version=${apiVersion}&${form}`
  return inputOf(reader.read(raw({ 'content-type': 'application/x-www-form-urlencoded' }, body)))
}
const fromJson = (service: ServiceName, operation: string, body: string): Record<string, unknown> =>
  inputOf(jsonProtocol.read(raw({ 'x-amz-target': `${modelOf(service).metadata.targetPrefix}.${operation}` }, body)))

function inputOf(asked: ReturnType<ReturnType<typeof queryProtocol>['read']>): Record<string, unknown> {
  if ('status' in asked) throw new Error('no operation was asked for')
  return asked.input()
}

const operationsOf = (protocol: 'query' | 'json' | 'ec2') =>
  serviceNames
    .filter((service) => modelOf(service).metadata.protocol === protocol)
    .flatMap((service) =>
      Object.entries(modelOf(service).operations).flatMap(([operation, { input }]) =>
        input === undefined ? [] : [{ service, operation, input }],
      ),
    )

/** The names of members anywhere in an input, so that what is made is often nearly right. */
function namesWithin(model: ServiceModel, shapeName: string, found = new Set<string>(), seen = new Set<string>()): Set<string> {
  if (seen.has(shapeName)) return found
  seen.add(shapeName)
  const { members = {}, member, value } = model.shapes[shapeName] ?? {}
  for (const [name, ref] of Object.entries(members)) {
    found.add(model.metadata.protocol === 'ec2' ? ec2Name(name, ref) : (ref.locationName ?? name))
    namesWithin(model, ref.shape, found, seen)
  }
  for (const ref of [member, value]) if (ref) namesWithin(model, ref.shape, found, seen)
  return found
}

const odd = fc.constantFrom(
  'member',
  'entry',
  'key',
  'value',
  '1',
  '2',
  '01',
  '0',
  '-1',
  '1e3',
  '',
  'x',
  '__proto__',
  'constructor',
  'length',
)
const scalar = fc.constantFrom('', 'a', '1', 'true', '2026-01-01', 'AAAA', '!', 'null', 'undefined', '[]')

/** EC2 says what the other services call MalformedInput in two ways. */
const REFUSALS: ReadonlySet<string> = new Set(['MalformedInput', 'UnknownParameter', 'InvalidParameterValue'])

/** What it must be, whatever arrives: an input of the model's kinds, or a refusal. */
function fitsOrIsRefused(service: ServiceName, input: string, read: () => Record<string, unknown>): boolean {
  try {
    return fits(modelOf(service), { shape: input }, read())
  } catch (error) {
    return error instanceof AwsError && REFUSALS.has(error.code)
  }
}

describe('an input', () => {
  it.each(['query', 'ec2'] as const)('fits the model or is refused, whatever form arrives: %s', (protocol) => {
    const any = fc.constantFrom(...operationsOf(protocol)).chain(({ service, operation, input }) => {
      const name = fc.constantFrom('Unknown', ...namesWithin(modelOf(service), input))
      const path = fc.array(fc.oneof({ weight: 3, arbitrary: name }, { weight: 4, arbitrary: odd }), { maxLength: 6 })
      const pair = fc.tuple(name, path, scalar).map(([first, rest, value]) => `${[first, ...rest].join('.')}=${value}`)
      return fc.record({
        service: fc.constant(service),
        operation: fc.constant(operation),
        input: fc.constant(input),
        form: fc.array(pair, { maxLength: 6 }).map((pairs) => pairs.join('&')),
      })
    })
    fc.assert(
      fc.property(any, ({ service, operation, input, form }) =>
        fitsOrIsRefused(service, input, () => fromForm(service, operation, form)),
      ),
      { numRuns: 3000 },
    )
  })

  it('fits the model or is MalformedInput, whatever JSON arrives', () => {
    const any = fc.constantFrom(...operationsOf('json')).chain(({ service, operation, input }) => {
      const name = fc.constantFrom('Unknown', ...namesWithin(modelOf(service), input))
      const { value } = fc.letrec((tie) => ({
        value: fc.oneof(
          { maxDepth: 4 },
          fc.constantFrom(null, 0, 1.5, 1e300, -1, true, '', 'a', '2026-01-01'),
          fc.dictionary(fc.oneof(name, odd), tie('value'), { maxKeys: 4 }),
          fc.array(tie('value'), { maxLength: 3 }),
        ),
      }))
      return fc.record({
        service: fc.constant(service),
        operation: fc.constant(operation),
        input: fc.constant(input),
        body: fc.dictionary(name, value, { maxKeys: 5 }).map((given) => JSON.stringify(given)),
      })
    })
    fc.assert(
      fc.property(any, ({ service, operation, input, body }) =>
        fitsOrIsRefused(service, input, () => fromJson(service, operation, body)),
      ),
      { numRuns: 1000 },
    )
  })

  it.each([
    ['UntagUser', 'UserName=alice&TagKeys.member.1.x=a'],
    ['TagUser', 'UserName=alice&Tags.member.1=foo'],
    ['TagUser', 'UserName=alice&Tags.member.1.Key.x=a'],
    ['TagUser', 'UserName=alice&Tags.foo=a'],
    ['TagUser', 'UserName=alice&Tags.member=foo'],
    ['TagUser', 'UserName=alice&Tags.member.1.Key=a&Tags.member.01.Key=b'],
    ['TagUser', 'UserName=alice&Tags.member.x.Key=a'],
    ['ListUsers', 'MaxItems.x=1'],
    ['GetUser', 'UserName.x=alice'],
    ['SimulateCustomPolicy', 'PolicyInputList.member.1.x=a'],
    ['SimulateCustomPolicy', 'ContextEntries.member.1.ContextKeyValues=a'],
    ['CreateOpenIDConnectProvider', 'Url=https://a&ThumbprintList.member.1.x=a'],
  ])('is MalformedInput for %s with %s', (operation, form) => {
    expect(() => fromForm('iam', operation, form)).toThrow(expect.objectContaining({ code: 'MalformedInput' }))
  })

  it('may have empty lists, numbers that leave some out, and parameters that nobody knows', () => {
    expect(fromForm('iam', 'UntagUser', 'UserName=alice&TagKeys=&Unknown.member.1=x')).toEqual({
      UserName: 'alice',
      TagKeys: [],
    })
    expect(fromForm('iam', 'UntagUser', 'TagKeys.member.9=c&TagKeys.member.2=b')).toEqual({ TagKeys: ['b', 'c'] })
  })

  it('may leave JSON members null, and no items of a list', () => {
    expect(fromJson('cloudtrail', 'LookupEvents', '{"MaxResults":null}')).toEqual({})
    expect(() => fromJson('cloudtrail', 'LookupEvents', '{"LookupAttributes":[null]}')).toThrow(
      expect.objectContaining({ code: 'MalformedInput' }),
    )
  })
})
