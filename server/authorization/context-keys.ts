import { readPolicy, type Statement } from './grammar.js'

/**
 * The condition keys that a policy asks for: in its conditions and in its policy variables, as they are written. None for
 * a text that is no policy.
 * Source: IAM API Reference, "GetContextKeysForCustomPolicy".
 */
export function contextKeysOf(document: string): string[] {
  const { version, statements } = readPolicy(document) ?? { version: undefined, statements: [] }
  const keys = new Map<string, string>()
  for (const statement of statements) {
    for (const key of keysOfStatement(statement, version === '2012-10-17')) {
      if (!keys.has(key.toLowerCase())) keys.set(key.toLowerCase(), key)
    }
  }
  return [...keys.values()]
}

function keysOfStatement({ condition, resource, notResource }: Statement, variables: boolean): string[] {
  const keys = condition.map(({ key }) => key)
  if (!variables) return keys
  const texts = [...(resource ?? []), ...(notResource ?? []), ...condition.flatMap(({ values }) => values)]
  for (const text of texts) {
    for (const match of text.matchAll(/\$\{([^{}*?$][^{},]*)(?:,[^{}]*)?\}/g)) keys.push((match[1] ?? '').trim())
  }
  return keys
}
