/**
 * Characters that a terminal or a page obeys instead of showing: C0 and C1 controls, DEL, bidirectional controls,
 * zero-width and other invisible ones, line separators, lone surrogates. U+2800 is a symbol that looks like nothing.
 * Source: Unicode Standard Annex #44, general category and Default_Ignorable_Code_Point.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/u
const EACH_UNSEEN = new RegExp(UNSEEN.source, 'gu')
const EACH_UNSEEN_BUT_LINE_FEEDS = new RegExp(`(?!\\n)${UNSEEN.source}`, 'gu')

export const hasUnseen = (text: string): boolean => UNSEEN.test(text)

/** A stranger's text in one line: what can't be seen is written as `\x1b` or `\u202e`. */
export const oneLine = (text: string): string => text.replace(EACH_UNSEEN, escaped)

/** The same for a text of several lines, which keeps its line feeds. */
export const lines = (text: string): string => text.replace(EACH_UNSEEN_BUT_LINE_FEEDS, escaped)

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0
  const hex = code.toString(16)
  if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`
  return code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\u{${hex}}`
}

/** JSON with what can't be seen as `\u` escapes. */
export const visibleJson = (value: unknown, indent?: number): string => seenInJson(JSON.stringify(value, null, indent))

/** A text of JSON stays the same JSON: what can't be seen in it stands in strings. JSON.stringify escapes C0 only. */
export const seenInJson = (json: string): string =>
  json.replace(EACH_UNSEEN_BUT_LINE_FEEDS, (character) =>
    Array.from({ length: character.length }, (_, index) => unit(character.charCodeAt(index))).join(''),
  )

const unit = (code: number): string => `\\u${code.toString(16).padStart(4, '0')}`
