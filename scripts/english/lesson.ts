import { isPair, isScalar, LineCounter, parseDocument, visit } from 'yaml'
import { proseOfMarkdown } from './markdown.js'
import type { Prose } from './sentences.js'

/** Keys of a lesson's front matter whose values a person reads. */
const PROSE_KEYS = new Set(['title', 'talk', 'label'])

/** The prose of a lesson: its body, and its titles, labels and the note to instructors. */
export function proseOfLesson(source: string): Prose[] {
  const [, head = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(source) ?? []
  const bodyLine = head.split('\n').length + 3
  // A lesson's headings are ids of its parts.
  const texts = body.replace(/^#.*$/gm, '')
  return [...proseOfFrontMatter(head), ...proseOfMarkdown(texts, bodyLine)]
}

function proseOfFrontMatter(yaml: string): Prose[] {
  const lines = new LineCounter()
  const found: Prose[] = []
  const take = (node: unknown): void => {
    if (isScalar(node) && typeof node.value === 'string') {
      found.push({ line: lines.linePos(node.range?.[0] ?? 0).line + 1, text: node.value })
    }
  }
  visit(parseDocument(yaml, { lineCounter: lines }), {
    Pair(_, { key, value }) {
      if (!isScalar(key)) return
      if (PROSE_KEYS.has(String(key.value))) take(value)
      if (key.value === 'bins') visitBins(value, take)
    },
  })
  return found
}

function visitBins(bins: unknown, take: (node: unknown) => void): void {
  if (typeof bins !== 'object' || bins === null || !('items' in bins) || !Array.isArray(bins.items)) return
  for (const item of bins.items) if (isPair(item)) take(item.value)
}
