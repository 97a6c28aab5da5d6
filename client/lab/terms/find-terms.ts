import { TERMS } from './terms.js'

/** A piece of a text; `term` is the id of the term that it is. */
export interface Piece {
  text: string
  term?: string
}

/** Not within a longer word, a name such as `iam:role/app`, or a placeholder. */
const BEFORE = String.raw`(?<![\w\-/:.@{$])`
const AFTER = String.raw`(?![\w\-/:}]|\.\w)`

const byForm = new Map<string, string>()
for (const { id, name, forms = [] } of TERMS) {
  for (const form of [name, ...forms]) {
    byForm.set(keyOf(form), id)
    byForm.set(keyOf(`${form}s`), id)
  }
}

/** The longest form first, so that a session token is no session. */
const FORMS = new RegExp(
  `${BEFORE}(?:${[...byForm.keys()]
    .sort((a, b) => b.length - a.length)
    .map(patternOf)
    .join('|')})${AFTER}`,
  'gi',
)

/** A form as one line: a text may break it anywhere. */
function keyOf(form: string): string {
  return form.toLowerCase().replace(/\s+/g, ' ')
}

function patternOf(form: string): string {
  return form.replace(/ /g, String.raw`\s+`)
}

/** The text in pieces: the first occurrence of each term, and what is between. Adds what it finds to `seen`. */
export function piecesOf(text: string, seen: Set<string>): Piece[] {
  const pieces: Piece[] = []
  let end = 0
  for (const { 0: found, index } of text.matchAll(FORMS)) {
    const term = byForm.get(keyOf(found))
    if (term === undefined || seen.has(term)) continue
    seen.add(term)
    if (index > end) pieces.push({ text: text.slice(end, index) })
    pieces.push({ text: found, term })
    end = index + found.length
  }
  if (end < text.length) pieces.push({ text: text.slice(end) })
  return pieces
}

/** The term that a text is, as a whole. */
export const termNamed = (text: string): string | undefined => byForm.get(keyOf(text.trim()))
