/** What a JSON parser says after naming the character, by what ours expects there. */
const EXPECTED: Readonly<Record<string, string>> = {
  'a value is expected': "expected a valid value (number, String, array, object, 'true', 'false' or 'null')",
  'a name in double quotes is expected': 'was expecting double-quote to start field name',
  'a colon is expected': 'was expecting a colon to separate field name and value',
  'a comma or } is expected': 'was expecting comma to separate OBJECT entries',
  'a comma or ] is expected': 'was expecting comma to separate ARRAY entries',
}

/**
 * How STS refuses a session policy that is no JSON: with the sentence of its JSON parser, place and all. Undefined where
 * nothing stands in the wrong place, as at the end of the text: what STS says then isn't known.
 * Source: a public report of AssumeRole (a text that begins with a letter); the parser's other sentences are Jackson's.
 */
export function jsonParserText(text: string, expected: string, at: number): string | undefined {
  const character = text[at]
  const wanted = EXPECTED[expected]
  if (character === undefined || wanted === undefined) return undefined
  const lines = text.slice(0, at).split('\n')
  const column = (lines.at(-1) ?? '').length + 2
  const source = `java.io.StringReader@${identityOf(text)}; line: ${lines.length}, column: ${column}`
  return `Unexpected character ('${character}' (code ${character.charCodeAt(0)})): ${wanted}\n at [Source: ${source}]`
}

/** Of the reader, at AWS another one each time. */
function identityOf(text: string): string {
  let hash = 0
  for (let at = 0; at < text.length; at++) hash = (Math.imul(31, hash) + text.charCodeAt(at)) | 0
  return (hash >>> 0).toString(16)
}
