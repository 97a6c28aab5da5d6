import type { Expected } from './json-reader.js'
import { positionAt } from './statement-spans.js'

/** The words of AWS's JSON parser for what it expected. */
const EXPECTATIONS: Readonly<Record<Expected, string>> = {
  value: "expected a valid value (number, String, array, object, 'true', 'false' or 'null')",
  name: 'was expecting double-quote to start field name',
  colon: 'was expecting a colon to separate field name and value',
  'member end': 'was expecting comma to separate OBJECT entries',
  'element end': 'was expecting comma to separate ARRAY entries',
}

/** With these the parser takes a word or a number to begin, and says something else. */
const BEGINS_OTHERWISE = /[tfnN+'-]/

/**
 * What STS says of a session policy that is no JSON: the text of the parser that it reads it with, place and all.
 * Undefined where that parser would speak of something else than one character. Sources: a public report of AssumeRole
 * (`value`); the messages of that parser, Jackson, for the others.
 */
export function unexpectedCharacter(text: string, at: number, expected: Expected | undefined): string | undefined {
  const char = text[at]
  if (char === undefined || expected === undefined) return undefined
  if (expected === 'value' && BEGINS_OTHERWISE.test(char)) return undefined
  const { line, column } = positionAt(text, at)
  const reader = `java.io.StringReader@${identity(text)}`
  // The parser has read the character already: its column is the next one.
  const found = `Unexpected character ('${char}' (code ${char.charCodeAt(0)}))`
  return `${found}: ${EXPECTATIONS[expected]}\n at [Source: ${reader}; line: ${line}, column: ${column + 1}]`
}

/** An object's identity in Java is any number: here the same one for the same text. */
function identity(text: string): string {
  let hash = 7
  for (let at = 0; at < text.length; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0
  return (hash >>> 1).toString(16)
}
