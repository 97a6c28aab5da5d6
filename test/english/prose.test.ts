import { describe, expect, it } from 'vitest'
import { proseOfLesson } from '../../scripts/english/lesson.js'
import { proseOfMarkdown } from '../../scripts/english/markdown.js'
import { sentencesOf } from '../../scripts/english/sentences.js'
import { proseOfErrors, proseOfStrings } from '../../scripts/english/typescript.js'

describe('the prose of Markdown', () => {
  it('is its paragraphs, headings, items and cells, each with its line', () => {
    const markdown = [
      '# A title',
      'One line',
      'and the next.',
      '',
      '- an item',
      '',
      '| a | b |',
      '| --- | --- |',
      '| c \\| d | e |',
    ]
    expect(proseOfMarkdown(markdown.join('\n'))).toEqual([
      { line: 1, text: 'A title' },
      { line: 2, text: 'One line and the next.' },
      { line: 5, text: 'an item' },
      { line: 7, text: 'a' },
      { line: 7, text: 'b' },
      { line: 9, text: 'c / d' },
      { line: 9, text: 'e' },
    ])
  })

  it('leaves out code blocks and comments, and counts inline code as one word', () => {
    const markdown = ['<!-- for who reads the source -->', '```', 'for who', '```', 'Run `aws iam list-users` now.']
    expect(proseOfMarkdown(markdown.join('\n'))).toEqual([{ line: 5, text: 'Run CODE now.' }])
  })

  it('keeps the text of a link and of a picture, not the address', () => {
    expect(proseOfMarkdown('See [the list](docs/list.md) and ![a door](door.svg).')).toEqual([
      { line: 1, text: 'See the list and a door.' },
    ])
  })
})

describe('the prose of a lesson', () => {
  it('has the body without its headings, and the titles, labels and bins of the front matter', () => {
    const lesson = [
      '---',
      'id: one',
      'title: A title',
      'steps:',
      '  - { id: step, title: A step }',
      'quiz:',
      '  - { id: q, bins: { a: A bin } }',
      '---',
      '# Goal',
      'Some text.',
    ]
    expect(proseOfLesson(lesson.join('\n'))).toEqual([
      { line: 3, text: 'A title' },
      { line: 5, text: 'A step' },
      { line: 7, text: 'A bin' },
      { line: 10, text: 'Some text.' },
    ])
  })
})

describe('the prose of TypeScript', () => {
  it('is every string and template, a placeholder being one word', () => {
    const source = "import a from 'b c'\nexport const texts = { one: 'One text.', two: (n: 'x y') => `Two ${n} texts.` }"
    expect(proseOfStrings(source, 'texts.ts')).toEqual([
      { line: 2, text: 'One text.' },
      { line: 2, text: 'Two X texts.' },
    ])
  })

  it('has the text between tags', () => {
    expect(proseOfStrings('const a = <p>A text.</p>', 'page.tsx').map(({ text }) => text)).toEqual(['A text.'])
  })

  it('takes the lines and columns of a usage text one by one', () => {
    expect(
      proseOfStrings('const a = `first  what it does\n  --second     another thing`', 'usage.ts').map(({ text }) => text),
    ).toEqual(['first', 'what it does', '--second', 'another thing'])
  })

  it('has the sentences of our own errors only, where only those are asked for', () => {
    const source = "throw new StoreError('full', 'The disk is full.')\nthrow new AwsError('Denied', 'AWS says so.')"
    expect(proseOfErrors(source, 'store.ts').map(({ text }) => text)).toEqual(['full', 'The disk is full.'])
  })
})

describe('sentences', () => {
  it('end at a mark, even inside quotes or emphasis, and not inside a name', () => {
    expect(sentencesOf('Say *no.* Use `a.b` or “so.” Why? example.com is one.')).toEqual([
      'Say no.',
      'Use `a.b` or “so.”',
      'Why?',
      'example.com is one.',
    ])
  })

  it('lose their outer brackets', () => {
    expect(sentencesOf('One. (Two.)')).toEqual(['One.', 'Two.'])
  })
})
