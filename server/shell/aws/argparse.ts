import { closeMatches } from './close-matches.js'
import { usageError } from './errors.js'
import { repr } from './python.js'

/** One option of a command line. */
export interface Option {
  /** With its dashes. */
  flag: string
  /** Where the value goes. */
  dest: string
  takes: 'nothing' | 'one' | 'maybe' | 'any'
  /** For `nothing`: what its presence means. For `maybe`: what it means without a value. */
  constant?: string | boolean
  choices?: readonly string[]
  required?: boolean
  integer?: boolean
}

export interface Positional {
  name: string
  optional?: boolean
  choices?: readonly string[]
}

export type Value = string | boolean | string[]

export interface Parsed {
  values: Map<string, Value>
  /** What the positionals took, in their order. */
  positionals: (string | undefined)[]
  /** What nobody took. */
  rest: string[]
}

/**
 * Reads a command line as Python's argparse does (`parse_known_args`): options may be cut short as long as they are
 * unambiguous, take `--name=value`, and what is unknown is left over in its order.
 * Source: Python documentation, "argparse"; behaviour of the AWS CLI 2.9.
 */
export function parseKnown(args: readonly string[], options: readonly Option[], positionals: readonly Positional[]): Parsed {
  const parsed: Parsed = { values: new Map(), positionals: [], rest: [] }
  const cut = args.indexOf('--')
  const classified = args.map((arg, index) => (cut >= 0 && index > cut ? undefined : optionOf(arg, options)))
  const isValue = (index: number) => index < args.length && index !== cut && classified[index] === undefined
  let at = 0
  while (at < args.length) {
    const arg = args[at] ?? ''
    const found = classified[at]
    if (at === cut) at++
    else if (found === undefined) {
      const positional = positionals[parsed.positionals.length]
      if (positional) parsed.positionals.push(chosen(arg, positional.choices, positional.name))
      else parsed.rest.push(arg)
      at++
    } else if (found === 'unknown') {
      parsed.rest.push(arg)
      at++
    } else {
      const values: string[] = []
      if (found.explicit === undefined) {
        const most = { nothing: 0, one: 1, maybe: 1, any: args.length }[found.option.takes]
        while (values.length < most && isValue(at + 1 + values.length)) values.push(args[at + 1 + values.length] ?? '')
      }
      take(parsed, found, values)
      at += 1 + values.length
    }
  }
  const missing = [
    ...options.filter(({ required, dest }) => required && !parsed.values.has(dest)).map(({ flag }) => flag),
    ...positionals.slice(parsed.positionals.length).flatMap(({ name, optional }) => (optional ? [] : [name])),
  ]
  if (missing.length > 0) throw usageError(`the following arguments are required: ${missing.join(', ')}`)
  return parsed
}

interface Found {
  option: Option
  explicit: string | undefined
}

function take({ values }: Parsed, { option, explicit }: Found, given: string[]): void {
  const { flag, dest, takes, constant = true, choices } = option
  if (takes === 'nothing') {
    if (explicit !== undefined) throw usageError(`argument ${flag}: ignored explicit argument ${repr(explicit)}`)
    values.set(dest, constant)
  } else if (takes === 'any') values.set(dest, explicit === undefined ? given : [explicit])
  else {
    const value = explicit ?? given[0]
    if (value === undefined && takes === 'one') throw usageError(`argument ${flag}: expected one argument`)
    if (value !== undefined && option.integer && !/^\s*[+-]?\d+\s*$/.test(value))
      throw usageError(`argument ${flag}: invalid int value: ${repr(value)}`)
    values.set(dest, value === undefined ? constant : chosen(value, choices, flag))
  }
}

/** Undefined: no option but a value. */
function optionOf(arg: string, options: readonly Option[]): Found | 'unknown' | undefined {
  if (!arg.startsWith('-') || arg === '-') return undefined
  const exact = options.find(({ flag }) => flag === arg)
  if (exact) return { option: exact, explicit: undefined }
  const equals = arg.indexOf('=')
  const name = equals < 0 ? arg : arg.slice(0, equals)
  const explicit = equals < 0 ? undefined : arg.slice(equals + 1)
  const named = options.find(({ flag }) => flag === name)
  if (named) return { option: named, explicit }
  const [first, ...others] = name.startsWith('--') ? options.filter(({ flag }) => flag.startsWith(name)) : []
  if (first && others.length > 0) {
    const flags = [first, ...others].map(({ flag }) => flag).join(', ')
    throw usageError(`ambiguous option: ${arg} could match ${flags}`)
  }
  if (first) return { option: first, explicit }
  return /^-\d+$|^-\d*\.\d+$/.test(arg) || arg.includes(' ') ? undefined : 'unknown'
}

const COLUMN = 40

function chosen(value: string, choices: readonly string[] | undefined, name: string): string {
  if (!choices || choices.includes(value)) return value
  const lines = ['Invalid choice, valid choices are:\n']
  for (let index = 0; index < choices.length; index += 2) {
    lines.push(
      choices
        .slice(index, index + 2)
        .map((choice) => choice.padEnd(COLUMN))
        .join(' | '),
    )
  }
  const close = closeMatches(value, choices)
  if (close.length > 0) {
    lines.push(`\n\nInvalid choice: ${repr(value)}, maybe you meant:\n`, ...close.map((word) => `  * ${word}`))
  }
  throw usageError(`argument ${name}: ${lines.join('\n')}`)
}
