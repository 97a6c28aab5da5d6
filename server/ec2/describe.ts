import { invalidParameterCombination } from '../aws/ec2-errors.js'
import type { Filter, Operations } from '../aws/model/ec2.types.js'
import { modelOf } from '../aws/model/model.js'
import { breathe } from '../bounds/turn.js'
import type { Context, Operation } from '../runner/operation.js'
import { checkFilters, type Filters, filtered } from './filters.js'
import { pageOf } from './pages.js'

type DescribeName = keyof Operations & `Describe${string}`
type Input<N extends DescribeName> = Operations[N]['input']
type Output<N extends DescribeName> = Operations[N]['output']
/** The members of an output that are lists. */
type ListOf<O> = { [K in keyof O]-?: NonNullable<O[K]> extends readonly unknown[] ? K : never }[keyof O] & string

/** What some inputs have, and all are asked for. */
interface Common {
  Filters?: Filter[] | undefined
  MaxResults?: number | undefined
  NextToken?: string | undefined
}

/** Items that the caller names. */
interface Named<I, T> {
  /** The parameter, which can't be used with MaxResults. */
  member: keyof I & string
  /** What EC2 calls it in that refusal: `instancesSet`. */
  set: string
  of(item: T): string | undefined
  /** Throws for names that don't exist. */
  missing(names: readonly string[], context: Context<I>): Error
}

interface Describe<N extends DescribeName, T> {
  /** The list in the output. */
  member: ListOf<Output<N>>
  /** All that there is in the Region of the request, in the order of the answer. */
  items(context: Context<Input<N>>): Iterable<T>
  /** An item's own name, for pages. */
  key(item: T): string
  /** Roughly the characters of an item in the answer, where one can have thousands. */
  size?(item: T): number
  /** By what callers name items; several lists of names together name what is in one of them. */
  named?: readonly Named<Input<N>, T>[]
  filters: Filters<T>
  /** Whether a parameter of the operation's own leaves an item in the answer: to name one that it leaves out is no error. */
  keep?(item: T, context: Context<Input<N>>): boolean
  /** Throws for other parameters that are wrong, before authorization. */
  check?(context: Context<Input<N>>): void
  /** An item as it is answered. */
  shown(item: T, context: Context<Input<N>>): unknown
}

/**
 * An operation that lists resources: it takes names or filters, and answers in pages. EC2 authorizes it on no resource.
 * Errors: InvalidParameterValue (a filter that doesn't exist), InvalidParameterCombination (names with MaxResults), and
 * `Invalid<Resource>.NotFound`.
 * Sources: Service Authorization Reference, "Actions defined by Amazon EC2"; EC2 API Reference, "Listing and filtering".
 */
export function describe<N extends DescribeName, T>(name: N, definition: Describe<N, T>): Operation {
  const { member, items, key, size, named = [], filters, keep, check, shown } = definition
  const chosen = (input: Input<N>) =>
    named.flatMap((one) => {
      const names = input[one.member] as readonly string[] | undefined
      return names?.length ? [{ ...one, names }] : []
    })
  const { operations, shapes } = modelOf('ec2')
  const hasPages = shapes[operations[name]?.input ?? '']?.members?.MaxResults !== undefined
  return {
    service: 'ec2',
    name,
    readOnly: true,
    check(context: Context<Input<N>>) {
      const { Filters, MaxResults } = context.input as Common
      const [first] = chosen(context.input)
      if (first && MaxResults !== undefined) {
        throw invalidParameterCombination(`The parameter ${first.set} cannot be used with the parameter maxResults`)
      }
      checkFilters(filters, Filters)
      check?.(context)
    },
    needs: () => ({ resource: '*', printed: '' }),
    async prepare(context: Context<Input<N>>) {
      const all = await listed(items(context))
      const wanted = chosen(context.input).map(({ names, of, missing }) => {
        const found = new Set(all.map(of))
        const unknown = [...new Set(names)].filter((one) => !found.has(one))
        if (unknown.length > 0) throw missing(unknown, context)
        return { names: new Set<string | undefined>(names), of }
      })
      const matching = wanted.length === 0 ? all : all.filter((item) => wanted.some(({ names, of }) => names.has(of(item))))
      const found = await filtered(filters, matching, (context.input as Common).Filters)
      await breathe()
      return keep ? found.filter((item) => keep(item, context)) : found
    },
    handle(context: Context<Input<N>> & { prepared: readonly T[] }) {
      if (!hasPages) return { [member]: context.prepared.map((item) => shown(item, context)) }
      const { items: page, ...rest } = pageOf(context.prepared, context.input as Common, key, size)
      return { [member]: page.map((item) => shown(item, context)), ...rest }
    },
  } as Operation
}

/** All items; pauses, since an account can have a quarter of a million tags. */
async function listed<T>(items: Iterable<T>): Promise<readonly T[]> {
  if (Array.isArray(items)) return items
  const all: T[] = []
  for (const item of items) {
    all.push(item)
    await breathe()
  }
  return all
}
