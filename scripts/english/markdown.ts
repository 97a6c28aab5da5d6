import type { Prose } from './sentences.js'

/** Starts a piece of prose of its own: a heading, a list item, a quotation, a question's option. */
const OPENS = /^\s*(#{1,6}\s|[-*+]\s|\d+\.\s|>|[a-z]\)\s)/
const RULE_ROW = /^\s*\|[\s|:-]+\|?\s*$/

/** The prose of a Markdown text: paragraphs, headings, items, and tables cell by cell. Code is left out. */
export function proseOfMarkdown(markdown: string, firstLine = 1): Prose[] {
  const found: Prose[] = []
  let open: Prose | undefined
  const close = (): void => {
    if (open) found.push(open)
    open = undefined
  }
  for (const [index, raw] of withoutCode(markdown).split('\n').entries()) {
    const line = firstLine + index
    const cells = /^\s*\|/.test(raw)
    if (raw.trim() === '' || cells || OPENS.test(raw)) close()
    if (cells && !RULE_ROW.test(raw)) found.push(...cellsOf(raw, line))
    if (raw.trim() === '' || cells) continue
    const text = plain(raw.replace(OPENS, ''))
    open = open ? { line: open.line, text: `${open.text} ${text}` } : { line, text }
    if (/^\s*#/.test(raw)) close()
  }
  close()
  return found
}

const cellsOf = (row: string, line: number): Prose[] =>
  row
    .split('|')
    .filter((cell) => cell.trim() !== '')
    .map((cell) => ({ line, text: plain(cell) }))

/** Blanks code blocks and comments line by line, so that line numbers stay. */
const withoutCode = (markdown: string): string =>
  markdown
    .replace(/<!--[\s\S]*?-->/g, blank)
    .replace(/^( *)(```|~~~)[\s\S]*?^\1\2.*$/gm, blank)
    // A cell may hold `a \| b`.
    .replace(/\\\|/g, '/')

const blank = (text: string): string => text.replace(/[^\n]+/g, '')

/** Inline code, a link's address and a placeholder count as one word or none. */
const plain = (text: string): string =>
  text
    .replace(/`[^`]+`/g, 'CODE')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/<https?:[^>]+>/g, 'LINK')
    .replace(/\{\{[^}]+\}\}/g, 'NAME')
    .trim()
