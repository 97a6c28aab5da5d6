import type { LabApi, LessonSummary } from '../../../server/lab/api/contract.js'
import { texts } from './texts.js'

/** A lesson on the sheet. */
export interface Entry {
  id: string
  /** With its number in the course. */
  title: string
  done: boolean
  recap: string
  note: string
}

interface Course {
  lessons: readonly Pick<LessonSummary, 'id' | 'title' | 'status'>[]
  isDone(lessonId: string): boolean
}

/** The lessons in their order, with their recaps and notes; those that are not ready have nothing to say. */
export function entriesOf(sheet: LabApi['GET /lab/cheat-sheet']['answer']['lessons'], { lessons, isDone }: Course): Entry[] {
  return lessons.flatMap(({ id, title, status }, index) => {
    const own = sheet.find((one) => one.id === id)
    if (!own || status !== 'ready') return []
    return [{ ...own, title: texts.lesson(index + 1, title), done: isDone(id) }]
  })
}

/** What is printed or downloaded: what was learned, and what was written. */
export const onPaper = (entries: readonly Entry[]): Entry[] => entries.filter(({ done, note }) => done || note.trim() !== '')

/** The sheet as a Markdown file. A note is quoted as the text that it is. */
export function asMarkdown(heading: string, entries: readonly Entry[]): string {
  const parts = onPaper(entries).map(({ title, done, recap, note }) =>
    [
      `## ${plainText(title)}`,
      ...(done ? [recap.trim()] : []),
      ...(note.trim() === '' ? [] : [`**${texts.yourNotes}**`, quoted(note)]),
    ].join('\n\n'),
  )
  return `${[`# ${heading}`, ...parts].join('\n\n')}\n`
}

const quoted = (note: string): string => note.trim().split('\n').map(quotedLine).join('\n')

/** Two spaces at its end keep the line where it was written. */
function quotedLine(line: string): string {
  const [, indent = '', rest = ''] = /^(\s*)(.*)$/.exec(line) ?? []
  if (rest === '') return '>'
  const indented = '&nbsp;'.repeat(indent.replaceAll('\t', '    ').length)
  return `> ${indented}${atStart(plainText(rest))}  `
}

/** Characters that Markdown would read as something else stand for themselves. */
const plainText = (text: string): string => text.trimEnd().replace(/[\\`*_[\]<>&|~#@]|:(?=\/\/)|(?<=www)\./gi, '\\$&')

/** No list, no rule, and no heading of the line before. */
const atStart = (text: string): string =>
  text.replace(/^(?:[-+=]|\d+(?=[.)]))/, (mark) => (/\d/.test(mark) ? `${mark}\\` : `\\${mark}`))
