import { atOnce } from '../bounds/turn.js'
import { type CompiledPolicy, type CompiledStatement, compiledOnce } from './compile.js'
import { hasVariables } from './template.js'

/**
 * The condition keys that a policy asks for: in its conditions and in its policy variables, as they are written. None for
 * a text that is no policy.
 * Source: IAM API Reference, "GetContextKeysForCustomPolicy".
 */
export const contextKeysOf = (document: string): string[] => atOnce(findingContextKeys(compiledOnce(document)))

/** The same for a compiled policy, with places to pause (see `inPieces`). */
export function* findingContextKeys({ statements, variables }: CompiledPolicy): Generator<void, string[]> {
  const keys = new Map<string, string>()
  for (const statement of statements) {
    for (const key of keysOfStatement(statement, variables)) {
      const folded = key.toLowerCase()
      if (!keys.has(folded)) keys.set(folded, key)
      yield
    }
  }
  return [...keys.values()]
}

function* keysOfStatement({ conditions, resources }: CompiledStatement, variables: boolean): Generator<string> {
  for (const { key } of conditions) yield key
  for (const text of resources.patterns) if (hasVariables(text, variables)) yield* keysInText(text)
  for (const { values } of conditions) {
    for (const value of values) if (hasVariables(value, variables)) yield* keysInText(value)
  }
}

function* keysInText(text: string): Generator<string> {
  for (const match of text.matchAll(/\$\{([^{}*?$][^{},]*)(?:,[^{}]*)?\}/g)) yield (match[1] ?? '').trim()
}
