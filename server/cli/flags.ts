import { type ParseArgsConfig, parseArgs } from 'node:util'
import { CliError } from './cli-error.js'

/** Parses a command's flags; an unknown flag or a missing value is one plain sentence and exit code 2. */
export function flags<T extends NonNullable<ParseArgsConfig['options']>>(args: string[], options: T, positionals = 0) {
  try {
    const parsed = parseArgs({ args, options, allowPositionals: positionals > 0, strict: true })
    if (parsed.positionals.length > positionals)
      throw new Error(`The argument '${parsed.positionals[positionals]}' isn't expected here`)
    return parsed
  } catch (error) {
    throw new CliError(`${sentenceOf(error)}. See: iam-dojo help`, 2)
  }
}

/** The parser's own first sentence; of a value that looks like a flag it speaks of itself, in three lines. */
function sentenceOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  const [, flag] = /^Option '(?:-\w, )?(--[\w-]+)(?: <value>)?' argument (?:is ambiguous|missing)/.exec(message) ?? []
  if (flag !== undefined) return `${flag} needs a value that doesn't begin with a dash`
  return message.split(/\.\s/)[0] ?? message
}
