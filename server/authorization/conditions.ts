import { dateValue } from './date-values.js'
import { ipMatches } from './ip-address.js'
import { arnMatches, arnOf, hasVariables, textMatches } from './template.js'
import type { RequestContext } from './types.js'

/** Does a value of the request satisfy a value of the policy? */
type Comparison = (actual: string, value: string, reading: { variables: boolean; context: RequestContext }) => boolean

const text =
  (wildcards: boolean): Comparison =>
  (actual, value, reading) =>
    textMatches(value, actual, { ...reading, wildcards })

const ignoringCase: Comparison = (actual, value, reading) =>
  textMatches(value.toLowerCase(), actual.toLowerCase(), { ...reading, wildcards: false, lowerCase: true })

const number =
  (compare: (actual: number, value: number) => boolean): Comparison =>
  (actual, value) =>
    comparedBy(compare, toNumber(actual), toNumber(value))
const toNumber = (value: string): number | undefined => {
  const parsed = value.trim() === '' ? Number.NaN : Number(value)
  return Number.isNaN(parsed) ? undefined : parsed
}
const comparedBy = (
  compare: (actual: number, value: number) => boolean,
  actual: number | undefined,
  value: number | undefined,
): boolean => actual !== undefined && value !== undefined && compare(actual, value)

const date =
  (compare: (actual: number, value: number) => boolean): Comparison =>
  (actual, value) =>
    comparedBy(compare, dateValue(actual), dateValue(value))

const bool: Comparison = (actual, value) => {
  const wanted = value.toLowerCase()
  return (wanted === 'true' || wanted === 'false') && actual.toLowerCase() === wanted
}

const binary: Comparison = (actual, value) => actual === value

const ip: Comparison = (actual, value) => ipMatches(actual, value)

/** The six parts are matched one by one, wildcards in each. A lone `*` is every ARN. */
const arn: Comparison = (actual, value, { variables, context }) => {
  const given = arnOf(actual)
  if (given && arnMatches(value, given, variables, context)) return true
  return value === '*' && actual.startsWith('arn:')
}

interface Operator {
  compare: Comparison
  /** The values are those that must not match; an absent key satisfies it. */
  negated: boolean
  /** In whose values `*` and `?` are nothing special: one without a variable is either equal or not. */
  exact: boolean
}
const positive = (compare: Comparison, exact = false): Operator => ({ compare, negated: false, exact })
const negative = (compare: Comparison, exact = false): Operator => ({ compare, negated: true, exact })

/** Source: IAM User Guide, "IAM JSON policy elements: Condition operators". */
const OPERATORS: Readonly<Record<string, Operator>> = {
  StringEquals: positive(text(false), true),
  StringNotEquals: negative(text(false), true),
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
  BinaryEquals: positive(binary, true),
  IpAddress: positive(ip),
  NotIpAddress: negative(ip),
  ArnEquals: positive(arn),
  ArnLike: positive(arn),
  ArnNotEquals: negative(arn),
  ArnNotLike: negative(arn),
}

/** `ForAllValues:StringEqualsIfExists` in its parts; undefined for an operator that does not exist. */
function operatorOf(name: string) {
  const match = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(name)
  const operator = match?.[2] !== undefined && Object.hasOwn(OPERATORS, match[2]) ? OPERATORS[match[2]] : undefined
  return operator && { operator, set: match?.[1], ifExists: match?.[3] !== undefined }
}

export const isOperator = (name: string): boolean => name === 'Null' || operatorOf(name) !== undefined

/** One operator with one key and its values. Key names ignore case. */
export class Condition {
  readonly operator: string
  /** As the policy writes it. */
  readonly key: string
  readonly values: readonly string[]
  readonly #variables: boolean
  #comparing: Comparing | undefined

  constructor(operator: string, key: string, values: readonly string[], variables: boolean) {
    this.operator = operator
    this.key = key
    this.values = values
    this.#variables = variables
  }

  /** The request's values of the key; undefined: it has none. */
  valuesIn(context: RequestContext): readonly string[] | undefined {
    const foldedKey = this.key.toLowerCase()
    const value = Object.hasOwn(context, foldedKey) ? context[foldedKey] : undefined
    return typeof value === 'string' ? [value] : value
  }

  /** May pause: both the policy and the request can have thousands of values. */
  *holds(context: RequestContext): Generator<void, boolean> {
    const actual = this.valuesIn(context)
    if (this.operator === 'Null') return this.values.some((value) => value.toLowerCase() === String(actual === undefined))
    const found = operatorOf(this.operator)
    if (!found) return false
    const { operator, set, ifExists } = found
    const { negated } = operator
    if (actual === undefined) return ifExists || set === 'ForAllValues' || (negated && set === undefined)
    const every = set === 'ForAllValues' || (set === undefined && negated)
    this.#comparing ??= comparing(operator, this.values, this.#variables)
    for (const value of actual) {
      const satisfied = (yield* this.#comparing(value, context)) !== negated
      if (satisfied !== every) return satisfied
    }
    return every
  }
}

/** Does one of the policy's values fit? */
type Comparing = (actual: string, context: RequestContext) => Generator<void, boolean>

/** Below that many values a set of them would cost more than it saves. */
const FEW = 8
/** Comparisons between two pauses: some microseconds each, at worst. */
const BETWEEN_PAUSES = 64

/** Many values that can only be equal are looked up instead of compared. */
function comparing({ compare, exact }: Operator, values: readonly string[], variables: boolean): Comparing {
  let equal: ReadonlySet<string> | undefined
  let others = values
  if (exact && values.length > FEW) {
    equal = new Set(values)
    others = values.filter((value) => hasVariables(value, variables))
  }
  let compared = 0
  return function* (actual, context) {
    if (equal?.has(actual) && !hasVariables(actual, variables)) return true
    for (const value of others) {
      if (++compared % BETWEEN_PAUSES === 0) yield
      if (compare(actual, value, { variables, context })) return true
    }
    return false
  }
}
