import type { Json } from '../python.js'

/** A line is broken at the first single space behind this column. */
const WIDTH = 80

/**
 * A scalar as libyaml writes it: plain where that reads back as the same text, else in single quotes, and in double
 * quotes where nothing else can hold it. `column` is where it begins, `indent` where its further lines do; 0: one line.
 */
export function scalarText(value: Json, column: number, indent: number): string {
  if (typeof value !== 'string') return value instanceof Uint8Array ? "''" : String(value)
  if (needsDouble(value)) return `"${folded(escaped(value), column + 1, indent)}"`
  if (isPlain(value)) return folded(value, column, indent)
  return `'${folded(value.replaceAll("'", "''"), column + 1, indent)}'`
}

/** What YAML 1.2 would read as something else than text. */
const OTHER =
  /^(~|null|Null|NULL|true|True|TRUE|false|False|FALSE|=|<<|[-+]?\d[\d_]*|0o[0-7_]+|0x[\da-fA-F_]+|[-+]?(\d[\d_]*)?\.[\d_]*([eE][-+]?\d+)?|[-+]?\d[\d_]*[eE][-+]?\d+|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)|\d{4}-\d\d-\d\d|\d{4}-\d\d?-\d\d?([Tt]|[ \t]+)\d\d?:\d\d:\d\d(\.\d*)?([ \t]*(Z|[-+]\d\d?(:\d\d)?))?)$/

const isPlain = (text: string): boolean =>
  text !== '' && !OTHER.test(text) && !/^(---|\.\.\.)|^[#,[\]{}&*!|>'"%@`]|^[-?:](\s|$)|^\s|\s$|\n|:(\s|$)|\s#/.test(text)

/** Unprintable characters, or spaces around an end of line. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones
const needsDouble = (text: string): boolean => /[\x00-\x09\x0b-\x1f\x7f-\x84\x86-\x9f]| \n|\n /.test(text)

const ESCAPES: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\r': '\\r', '"': '\\"', '\\': '\\\\' }

// biome-ignore lint/suspicious/noControlCharactersInRegex: what can't be printed is written by its number
const UNPRINTABLE = /[\x00-\x1f\x7f-\x9f"\\]/g

const numbered = (one: string): string => `\\x${one.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
const escaped = (text: string): string => text.replace(UNPRINTABLE, (one) => ESCAPES[one] ?? numbered(one))

/** Broken at single spaces; an end of line inside the text becomes an empty line. */
function folded(text: string, start: number, indent: number): string {
  if (indent === 0) return text
  let column = start
  let result = ''
  const characters = [...text]
  for (const [index, character] of characters.entries()) {
    const alone = character === ' ' && characters[index - 1] !== ' ' && characters[index + 1] !== ' '
    if (character === '\n') {
      result += `${characters[index - 1] === '\n' ? '' : '\n'}\n`
      if (characters[index + 1] !== '\n') result += ' '.repeat(indent)
      column = indent
    } else if (alone && column > WIDTH && index > 0 && index < characters.length - 1) {
      result += `\n${' '.repeat(indent)}`
      column = indent
    } else {
      result += character
      column++
    }
  }
  return result
}
