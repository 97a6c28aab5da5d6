import { type MarkedExtension, type Token, type Tokens, walkTokens } from 'marked'
import { escapedHtml } from '../escaped-html.js'
import { piecesOf, termNamed } from './find-terms.js'

interface TermToken extends Tokens.Generic {
  type: 'term'
  text: string
  term: string
}

/** A button inside one of these would be no text, or would have two things to do. */
const LEFT_ALONE = new Set(['heading', 'link', 'image', 'code', 'codespan', 'escape'])

/**
 * Marks the first occurrence of each term in a Markdown text. The text was read before that, so nothing in it can be
 * read in another way because of a mark.
 */
export const termMarks: MarkedExtension = {
  hooks: { processAllTokens: (tokens) => (hasHtml(tokens as Token[]) ? tokens : marked(tokens as Token[], new Set())) },
  extensions: [
    {
      name: 'term',
      renderer: (token) => {
        const { term, text } = token as TermToken
        return `<button type="button" class="lesson-term" data-term="${term}">${escapedHtml(text)}</button>`
      },
    },
  ],
}

/** Nobody knows what raw HTML opens: it could be a link that ends in another paragraph. */
function hasHtml(tokens: Token[]): boolean {
  let found = false
  walkTokens(tokens, ({ type }) => {
    found ||= type === 'html'
  })
  return found
}

const marked = (tokens: Token[], seen: Set<string>): Token[] => tokens.flatMap((token) => markedToken(token, seen))

function markedToken(token: Token, seen: Set<string>): Token[] {
  if (LEFT_ALONE.has(token.type)) return [token]
  // Bold and italic words are often labels of the console. Of those, only a term by itself is marked.
  if ((token.type === 'strong' || token.type === 'em') && termNamed(token.text) === undefined) return [token]
  if (token.type === 'list') {
    const { items, ...list } = token as Tokens.List
    return [{ ...list, items: items.map((item) => ({ ...item, tokens: marked(item.tokens, seen) })) }]
  }
  if (token.type === 'table') {
    const { rows, ...table } = token as Tokens.Table
    return [{ ...table, rows: rows.map((row) => row.map((cell) => ({ ...cell, tokens: marked(cell.tokens, seen) }))) }]
  }
  if ('tokens' in token && token.tokens) return [{ ...token, tokens: marked(token.tokens, seen) }]
  if (token.type !== 'text' || ('escaped' in token && token.escaped)) return [token]
  return piecesOf(token.text, seen).map(({ text, term }) =>
    term === undefined ? { ...token, raw: text, text } : ({ type: 'term', raw: text, text, term } satisfies TermToken),
  )
}
