import { elementsMatch, globElements, globMatches, literalElements } from '../authorization/glob.js'
import { invalidParameterValue } from '../aws/aws-error.js'
import { ec2Error } from '../aws/ec2-errors.js'
import type { Filter, Tag } from '../aws/model/ec2.types.js'
import { breathe } from '../bounds/turn.js'

type Value = string | number | boolean | undefined

/** The filters of one operation, by name: what an item has to match, which may be several values. */
export interface Filters<T> {
  values: Readonly<Record<string, (item: T) => Value | readonly Value[]>>
  /** For `tag:<key>` and `tag-key`; absent if the operation has no such filters. */
  tags?(item: T): readonly Tag[]
}

/** Source: public replies of 2024 and before. */
const MAX_FILTER_VALUE = 255
const MAX_FILTER_VALUES = 200

/** Refuses filters that the operation doesn't have. Throws InvalidParameterValue, FilterLimitExceeded. */
export function checkFilters<T>({ values, tags }: Filters<T>, filters: readonly Filter[] = []): void {
  if (filters.reduce((sum, { Values = [] }) => sum + Values.length, 0) > MAX_FILTER_VALUES) {
    throw ec2Error(
      'FilterLimitExceeded',
      `The maximum number of filter values specified on a single call is ${MAX_FILTER_VALUES}`,
    )
  }
  for (const { Name: name = '', Values: wanted = [] } of filters) {
    const known = Object.hasOwn(values, name) || (tags && (name === 'tag-key' || name.startsWith('tag:')))
    if (!known) throw invalidParameterValue(`The filter '${name}' is invalid`)
    if (wanted.some(({ length }) => length > MAX_FILTER_VALUE)) {
      throw ec2Error('FilterLimitExceeded', `The maximum length for a filter value is ${MAX_FILTER_VALUE} characters`)
    }
  }
}

/**
 * The items that match all filters. A filter matches if one of its values does; values have case, and `*` and `?` stand for
 * characters. Pauses: 200 values against 5,000 key pairs take long. Source: Amazon EC2 User Guide, "Filter your resources".
 */
export async function filtered<T>(
  declared: Filters<T>,
  items: readonly T[],
  filters: readonly Filter[] = [],
): Promise<readonly T[]> {
  if (filters.length === 0) return items
  const tests = filters.map(({ Name = '', Values = [] }) => testOf(declared, Name, Values))
  const found: T[] = []
  for (const item of items) {
    if (tests.every((test) => test(item))) found.push(item)
    await breathe()
  }
  return found
}

function testOf<T>({ values, tags }: Filters<T>, name: string, wanted: readonly string[]): (item: T) => boolean {
  const patterns = wanted.map(patternOf)
  const matches = (value: string): boolean => patterns.some((pattern) => pattern(value))
  const own = Object.hasOwn(values, name) ? values[name] : undefined
  if (own) return (item) => [own(item)].flat().some((value) => value !== undefined && matches(String(value)))
  if (name === 'tag-key') return (item) => (tags?.(item) ?? []).some(({ Key = '' }) => matches(Key))
  const key = name.slice('tag:'.length)
  return (item) => (tags?.(item) ?? []).some(({ Key, Value = '' }) => Key === key && matches(Value))
}

/** A backslash makes the next character stand for itself. */
function patternOf(text: string): (value: string) => boolean {
  if (!text.includes('\\')) return (value) => globMatches(text, value)
  const parts = text.match(/\\.|[^\\]+|\\/gsu) ?? []
  const elements = parts.flatMap((part) =>
    part.startsWith('\\') ? literalElements(part.slice(1) || part) : globElements(part),
  )
  return (value) => elementsMatch(elements, value)
}
