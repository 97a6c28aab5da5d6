import { endOfString, JsonReader, MAX_DEPTH } from './json-reader.js'

/**
 * The value of a JSON text. Throws JsonError, for a name that is there twice too, which JSON.parse lets pass. Own
 * properties only are the document's. The engine's own parser is several times as quick as ours, which is left to say
 * what is wrong and where. With places to pause (see `inPieces`).
 */
export function* parsingJson(text: string): Generator<void, unknown> {
  return (yield* natively(text)) ?? slowly(text)
}

function slowly(text: string): unknown {
  const reader = new JsonReader(text)
  const value = reader.value()
  reader.end()
  return value
}

/** Undefined unless all is right. Of members of the same name only one is left: then there are fewer than were written. */
function* natively(text: string): Generator<void, unknown> {
  const written = membersIn(text)
  if (written === undefined) return undefined
  yield
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  yield
  return membersOf(value) === written ? value : undefined
}

const [QUOTE, COLON, OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = Array.from('":{}[]', (char) => char.charCodeAt(0))

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

function membersOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const parts: unknown[] = Array.isArray(value) ? value : Object.values(value)
  let members = parts === value ? 0 : parts.length
  for (const part of parts) members += membersOf(part)
  return members
}
