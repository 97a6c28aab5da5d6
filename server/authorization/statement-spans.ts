import { JsonReader } from './json-reader.js'

/** Where a statement stands in a policy's text: line and column from 1, as the simulator reports them. */
export interface Position {
  line: number
  column: number
}

/**
 * Where the statements of a valid policy text begin and end, in order. AWS lets a statement begin right after the mark
 * before it, a bracket, comma or colon, whatever white space follows. Source: recorded replies of the policy simulator.
 */
export function statementSpans(text: string): { start: Position; end: Position }[] {
  const reader = new JsonReader(text)
  const spans: [number, number][] = []
  const statement = (): void => {
    const start = reader.mark
    const [, end] = reader.skip()
    spans.push([start, end])
  }
  reader.start()
  reader.members((name) => {
    if (name !== 'Statement') reader.skip()
    else if (reader.peek() === '[') reader.elements(statement)
    else statement()
  })
  const positionOf = ascending(text)
  return spans.map(([start, end]) => ({ start: positionOf(start), end: positionOf(end) }))
}

/** Positions of ascending offsets, in one pass over the text. */
function ascending(text: string): (offset: number) => Position {
  let line = 1
  let lineStart = 0
  let end = text.indexOf('\n')
  return (offset) => {
    for (; end >= 0 && end < offset; end = text.indexOf('\n', lineStart)) {
      line++
      lineStart = end + 1
    }
    return { line, column: offset - lineStart + 1 }
  }
}

/** Where a value stands in a valid JSON text: as deep as the path can be followed. A list of one may be written without brackets. */
export function offsetOf(text: string, path: readonly (string | number)[]): number {
  const reader = new JsonReader(text)
  let found = reader.start()
  const follow = ([step, ...rest]: readonly (string | number)[]): void => {
    found = reader.start()
    const first = reader.peek()
    if (typeof step === 'string' && first === '{') {
      reader.members((name) => (name === step ? follow(rest) : reader.skip()))
    } else if (typeof step === 'number' && first === '[') {
      let index = 0
      reader.elements(() => (index++ === step ? follow(rest) : reader.skip()))
    } else if (step === 0) follow(rest)
    else reader.skip()
  }
  follow(path)
  return found
}

export const positionAt = (text: string, offset: number): Position => ascending(text)(offset)
