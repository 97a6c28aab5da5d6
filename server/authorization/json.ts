import { JsonReader, MAX_DEPTH } from './json-reader.js'

/**
 * The value of a JSON text. Throws JsonError, for a name that is there twice too, which JSON.parse lets pass. Own
 * properties only are the document's. The engine's own parser is several times as quick as ours, which is left to say
 * what is wrong and where.
 */
export function parseJson(text: string): unknown {
  return natively(text) ?? slowly(text)
}

function slowly(text: string): unknown {
  const reader = new JsonReader(text)
  const value = reader.value()
  reader.end()
  return value
}

/** Undefined unless all is right. Of members of the same name only one is left: then there are fewer than were written. */
function natively(text: string): unknown {
  const written = membersIn(text)
  if (written === undefined) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return membersOf(value) === written ? value : undefined
  } catch {
    return undefined
  }
}

const [QUOTE, BACKSLASH, COLON, OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = Array.from('"\\:{}[]', (char) =>
  char.charCodeAt(0),
)

/** The members of all objects of a JSON text, by their colons; undefined where it is nested too deep. */
function membersIn(text: string): number | undefined {
  let members = 0
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) at = endOfString(text, at)
    else if (code === COLON) members++
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      if (++depth > MAX_DEPTH) return undefined
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth--
  }
  return members
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) return at
    if (code === BACKSLASH) at++
  }
  return text.length
}

function membersOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const parts = Object.values(value)
  return parts.reduce((sum: number, part) => sum + membersOf(part), Array.isArray(value) ? 0 : parts.length)
}
