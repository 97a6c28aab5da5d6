import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { Marked } from 'marked'
import { describe, expect, it } from 'vitest'
import { texts as mfa } from '../../client/console/mfa/texts.js'
import { HELP } from '../../client/console/parts/help-texts.js'
import { texts as roles } from '../../client/console/roles/texts.js'
import { piecesOf } from '../../client/lab/terms/find-terms.js'
import { termMarks } from '../../client/lab/terms/mark-terms.js'
import { TERMS } from '../../client/lab/terms/terms.js'
import { loadCourse } from '../../server/lessons/course/load-course.js'

const lessons = loadCourse([fileURLToPath(new URL('../../lessons', import.meta.url))]).lessons

/** All that the lessons show as Markdown with terms. */
const markdown = lessons.flatMap(({ texts, steps, breakIt, page, quiz }) => [
  ...[texts.goal, texts.recap, texts.prepares ?? '', page?.text ?? '', breakIt?.text ?? '', breakIt?.why ?? ''],
  ...steps.flatMap((step) => [step.task, ...step.hints, step.why, ...step.mistakes.map(({ text }) => text)]),
  ...quiz.map(({ explanation }) => explanation),
])

const plain = new Marked()
const marking = new Marked(termMarks)
const MARK = /<button type="button" class="lesson-term" data-term="([\w-]+)">([^<]*)<\/button>/g
const html = (text: string): string => marking.parse(text, { async: false })
const idsIn = (text: string): string[] => [...html(text).matchAll(MARK)].map(([, id = '']) => id)

/** The marks taken away, it's what it was without them, and none stands where a button is no text. */
function isWhole(text: string): void {
  const marked = html(text)
  expect(marked.replace(MARK, '$2')).toBe(plain.parse(text, { async: false }))
  for (const [inside] of marked.matchAll(/<(a|code|pre|h[1-6])\b[^>]*>[\s\S]*?<\/\1>/g)) {
    expect(inside).not.toContain('lesson-term')
  }
  const ids = idsIn(text)
  expect(new Set(ids).size).toBe(ids.length)
}

describe('the terms', () => {
  it('are each met in a lesson, an info panel, or the console’s own texts', () => {
    const met = new Set(markdown.flatMap(idsIn))
    for (const texts of [HELP, mfa, roles]) piecesOf(JSON.stringify(texts), met)
    expect(TERMS.map(({ id }) => id).filter((id) => !met.has(id))).toEqual([])
  })

  it('stand in the order of the alphabet, each with an id and a source of its own', () => {
    const names = TERMS.map(({ name }) => name)
    expect(names).toEqual([...names].sort((a, b) => a.toLowerCase().localeCompare(b.toLowerCase(), 'en')))
    expect(new Set(TERMS.map(({ id }) => id)).size).toBe(TERMS.length)
    const source = readFileSync(new URL('../../client/lab/terms/terms.ts', import.meta.url), 'utf8')
    expect(source.match(/\{\n {4}\/\/ .*(Guide|Reference), ".*\n {4}id:/g)).toHaveLength(TERMS.length)
  })

  it('are said in a sentence or two', () => {
    for (const { name, text } of TERMS) {
      const sentences = text.split(/[.!?](?:\s|$)/).filter((sentence) => sentence !== '')
      expect([name, sentences.length], name).toEqual([name, Math.min(2, sentences.length)])
    }
  })
})

describe('a marked text', () => {
  it('is the same text, in every lesson', () => {
    expect(markdown.flatMap(idsIn).length).toBeGreaterThan(300)
    for (const text of markdown) isWhole(text)
  })

  it('is the same text, however Markdown is put together', () => {
    const part = fc.constantFrom(
      ...['role', 'session token', 'ARN', 'policies', '**', '*', '`', '[', '](x)', '![', '\n', '\n\n', '- ', '1. ', '# ', '> '],
      ...[
        '| a | role |\n|---|---|\n| MFA | b |\n',
        '```\n',
        '<b>',
        '</b>',
        '<a href="x">',
        '</a>',
        '&amp;',
        '<',
        '\\*',
        ' ',
        'x',
      ],
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 24 }), (parts) => isWhole(parts.join(''))),
      { numRuns: 3_000 },
    )
  })

  it('has no mark where raw HTML may have opened something that ends elsewhere', () => {
    isWhole('<a href="x">| a | role |\n|---|---|\n| MFA | b |\n| a | role |\n|---|---|\n| MFA | b |\n</a>')
    expect(idsIn('A role. <b>x</b>')).toEqual([])
  })

  it('has the first occurrence of each term, over a line break too, and the longest of several', () => {
    expect(html('A session\ntoken, a session, and a session.')).toBe(
      '<p>A <button type="button" class="lesson-term" data-term="session-token">session\ntoken</button>, a ' +
        '<button type="button" class="lesson-term" data-term="session">session</button>, and a session.</p>\n',
    )
  })

  it('leaves names, code, links, headings, and the console’s labels alone', () => {
    for (const text of [
      '`role`',
      '[role](x)',
      '# role',
      '**Roles ▸ Auditor**',
      'iam:role/app',
      'a role-like thing',
      'roleplay',
    ])
      expect([text, idsIn(text)]).toEqual([text, []])
    expect(idsIn('its **root user** and the *Trust policy*')).toEqual(['root-user', 'trust-policy'])
  })
})
