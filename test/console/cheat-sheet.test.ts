import fc from 'fast-check'
import { marked } from 'marked'
import { describe, expect, it } from 'vitest'
import { asMarkdown, entriesOf, onPaper } from '../../client/console/cheat-sheet/sheet.js'

const lesson = (id: string, status: 'ready' | 'coming' = 'ready') => ({ id, title: `About ${id}`, status })
const course = { lessons: [lesson('root'), lesson('later', 'coming'), lesson('groups')], isDone: (id: string) => id === 'root' }
const sheet = [
  { id: 'groups', recap: 'Groups.', note: '' },
  { id: 'root', recap: 'Root is the **owner**.', note: '' },
  { id: 'later', recap: 'Later.', note: '' },
]

describe('the cheat sheet', () => {
  it('has the lessons in their order, with the numbers that the course gives them', () => {
    expect(entriesOf(sheet, course)).toEqual([
      { id: 'root', title: '1. About root', done: true, recap: 'Root is the **owner**.', note: '' },
      { id: 'groups', title: '3. About groups', done: false, recap: 'Groups.', note: '' },
    ])
  })

  it('brings to paper what is complete, and what has a note', () => {
    const noted = sheet.map((one) => (one.id === 'groups' ? { ...one, note: 'mine' } : one))
    expect(onPaper(entriesOf(sheet, course)).map(({ id }) => id)).toEqual(['root'])
    expect(onPaper(entriesOf(noted, course)).map(({ id }) => id)).toEqual(['root', 'groups'])
    // The recap of a lesson is its end: it isn't told before.
    expect(asMarkdown('Sheet', entriesOf(noted, course))).not.toContain('Groups.')
  })
})

describe('a note in the Markdown file', () => {
  const rendered = (note: string) => {
    const [entry] = entriesOf([{ id: 'root', recap: 'The recap.', note }], { ...course, isDone: () => true })
    return marked.parse(asMarkdown('Sheet', entry ? [entry] : []), { async: false })
  }

  it('is the text that was written, not Markdown and not HTML', () => {
    const part = fc.constantFrom(
      ...['a', ' ', '\n', '\t', '    ', '#', '# ', '- ', '+ ', '1. ', '1) ', '*', '_', '`', '```', '~~~', '>', '<b>', '</p>'],
      ...[
        '[x](y)',
        '![x](y)',
        '|',
        '---',
        '===',
        '\\',
        '&amp;',
        '&',
        'http://x.y',
        'a@b.c',
        '<!--',
        '[x]: y',
        '==',
        '![',
        '"',
        "'",
      ],
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
        const html = rendered(parts.join(''))
        const tags = new Set([...html.matchAll(/<\/?([a-z]\w*)[^>]*>/g)].map(([, tag]) => tag))
        for (const tag of tags) expect(['h1', 'h2', 'p', 'strong', 'blockquote', 'br']).toContain(tag)
        const quoted = /<blockquote>([\s\S]*)<\/blockquote>/.exec(html)?.[1] ?? ''
        const words = quoted
          .replace(/<[^>]+>/g, '')
          .replaceAll('&nbsp;', ' ')
          .replace(
            /&(lt|gt|quot|#39|amp);/g,
            (_, name: string) => ({ lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' })[name] ?? '',
          )
        expect(words.replace(/\s+/g, '')).toBe(parts.join('').replace(/\s+/g, ''))
      }),
      { numRuns: 2_000 },
    )
  })
})
