import { ipMatches } from './ip-address.js'
import { Template } from './template.js'
import type { RequestContext } from './types.js'

/** Does one value of the request satisfy one value of the policy? */
type Comparison = (actual: string, context: RequestContext) => boolean
type Compiler = (value: string, variables: boolean) => Comparison

const never: Comparison = () => false

const text =
  (wildcards: boolean): Compiler =>
  (value, variables) => {
    const template = Template.parse(value, { variables, wildcards })
    return (actual, context) => template.matches(actual, context)
  }

/** Variables are resolved with the case they have; the comparison ignores it. */
const ignoringCase: Compiler = (value, variables) => {
  const template = Template.parse(value.toLowerCase(), { variables, wildcards: false })
  return (actual, context) => template.matches(actual.toLowerCase(), lowered(context))
}
const lowered = (context: RequestContext): RequestContext =>
  Object.fromEntries(
    Object.entries(context).map(([key, value]) => [key, typeof value === 'string' ? value.toLowerCase() : value]),
  )

const number =
  (compare: (actual: number, value: number) => boolean): Compiler =>
  (value) => {
    const wanted = toNumber(value)
    return (actual) => {
      const given = toNumber(actual)
      return wanted !== undefined && given !== undefined && compare(given, wanted)
    }
  }
const toNumber = (value: string): number | undefined => {
  const parsed = value.trim() === '' ? Number.NaN : Number(value)
  return Number.isNaN(parsed) ? undefined : parsed
}

/** ISO 8601 or seconds since 1970. */
const date =
  (compare: (actual: number, value: number) => boolean): Compiler =>
  (value) => {
    const wanted = toTime(value)
    return (actual) => {
      const given = toTime(actual)
      return wanted !== undefined && given !== undefined && compare(given, wanted)
    }
  }
const toTime = (value: string): number | undefined => {
  const time = /^-?\d{5,}$/.test(value)
    ? Number(value) * 1000
    : /^\d{4}(-\d\d){0,2}(T|$)/.test(value)
      ? Date.parse(value)
      : Number.NaN
  return Number.isNaN(time) ? undefined : time
}

const bool: Compiler = (value) => {
  const wanted = value.toLowerCase()
  return wanted === 'true' || wanted === 'false' ? (actual) => actual.toLowerCase() === wanted : never
}

const binary: Compiler = (value) => (actual) => actual === value

const ip: Compiler = (value) => (actual) => ipMatches(actual, value)

/** The six parts are matched one by one, wildcards in each. */
const arn: Compiler = (value, variables) => {
  const pattern = Template.parseArn(value, { variables })
  if (!pattern) return value === '*' ? (actual) => actual.startsWith('arn:') : never
  return (actual, context) => {
    const parts = arnParts(actual)
    return parts !== undefined && pattern.every((template, index) => template.matches(parts[index] ?? '', context))
  }
}

/** An ARN's partition, service …, resource; undefined for what is no ARN. */
export function arnParts(value: string): string[] | undefined {
  const parts = value.split(':')
  return parts.length < 6 ? undefined : [...parts.slice(0, 5), parts.slice(5).join(':')]
}

interface Operator {
  compile: Compiler
  /** The values are those that must not match; an absent key satisfies it. */
  negated: boolean
}
const positive = (compile: Compiler): Operator => ({ compile, negated: false })
const negative = (compile: Compiler): Operator => ({ compile, negated: true })

/** Source: IAM User Guide, "IAM JSON policy elements: Condition operators". */
const OPERATORS: Readonly<Record<string, Operator>> = {
  StringEquals: positive(text(false)),
  StringNotEquals: negative(text(false)),
  StringEqualsIgnoreCase: positive(ignoringCase),
  StringNotEqualsIgnoreCase: negative(ignoringCase),
  StringLike: positive(text(true)),
  StringNotLike: negative(text(true)),
  NumericEquals: positive(number((a, b) => a === b)),
  NumericNotEquals: negative(number((a, b) => a === b)),
  NumericLessThan: positive(number((a, b) => a < b)),
  NumericLessThanEquals: positive(number((a, b) => a <= b)),
  NumericGreaterThan: positive(number((a, b) => a > b)),
  NumericGreaterThanEquals: positive(number((a, b) => a >= b)),
  DateEquals: positive(date((a, b) => a === b)),
  DateNotEquals: negative(date((a, b) => a === b)),
  DateLessThan: positive(date((a, b) => a < b)),
  DateLessThanEquals: positive(date((a, b) => a <= b)),
  DateGreaterThan: positive(date((a, b) => a > b)),
  DateGreaterThanEquals: positive(date((a, b) => a >= b)),
  Bool: positive(bool),
  BinaryEquals: positive(binary),
  IpAddress: positive(ip),
  NotIpAddress: negative(ip),
  ArnEquals: positive(arn),
  ArnLike: positive(arn),
  ArnNotEquals: negative(arn),
  ArnNotLike: negative(arn),
}

export interface Condition {
  operator: string
  /** As the policy writes it. */
  key: string
  values: readonly string[]
  /** The request's values of the key; undefined: it has none. */
  valuesIn(context: RequestContext): readonly string[] | undefined
  holds(context: RequestContext): boolean
}

/** `ForAllValues:StringEqualsIfExists` in its parts; undefined for an operator that does not exist. */
function operatorOf(name: string) {
  const match = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(name)
  const operator = match?.[2] !== undefined && Object.hasOwn(OPERATORS, match[2]) ? OPERATORS[match[2]] : undefined
  return operator && { operator, set: match?.[1], ifExists: match?.[3] !== undefined }
}

export const isOperator = (name: string): boolean => name === 'Null' || operatorOf(name) !== undefined

/** One operator with one key and its values. Key names ignore case. */
export function compileCondition(name: string, key: string, values: readonly string[], variables: boolean): Condition {
  const foldedKey = key.toLowerCase()
  const valuesIn = (context: RequestContext): readonly string[] | undefined => {
    const value = Object.hasOwn(context, foldedKey) ? context[foldedKey] : undefined
    return typeof value === 'string' ? [value] : value
  }
  const known = { operator: name, key, values, valuesIn }
  if (name === 'Null') {
    const wanted = new Set(values.map((value) => value.toLowerCase()))
    return { ...known, holds: (context) => wanted.has(String(valuesIn(context) === undefined)) }
  }
  const found = operatorOf(name)
  if (!found) return { ...known, holds: () => false }
  const { operator, set, ifExists } = found
  const comparisons = values.map((value) => operator.compile(value, variables))
  const satisfies = (actual: string, context: RequestContext) =>
    comparisons.some((comparison) => comparison(actual, context)) !== operator.negated
  return {
    ...known,
    holds(context) {
      const actual = valuesIn(context)
      if (actual === undefined) return ifExists || set === 'ForAllValues' || (operator.negated && set === undefined)
      if (set === 'ForAllValues') return actual.every((value) => satisfies(value, context))
      if (set === 'ForAnyValue' || !operator.negated) return actual.some((value) => satisfies(value, context))
      return actual.every((value) => satisfies(value, context))
    },
  }
}
