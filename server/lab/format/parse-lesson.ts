import { isNode, LineCounter, parseDocument } from 'yaml'
import { type FrontMatter, frontMatter } from './front-matter.js'
import type { Lesson, Step } from './lesson.js'
import { quizOf, type Section, SectionError, sectionsOf } from './sections.js'

/** What is wrong with a lesson file, and where. */
export class LessonError extends Error {
  override readonly name = 'LessonError'
  constructor(
    readonly file: string,
    readonly line: number,
    readonly problem: string,
  ) {
    super(`${file}:${line}: ${problem}`)
  }
}

/** Parses and validates one lesson.md; throws LessonError at the first thing that is wrong. */
export function parseLesson(file: string, text: string): Lesson {
  const match = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text.replaceAll('\r\n', '\n'))
  if (!match) throw new LessonError(file, 1, 'a lesson begins with front matter between two lines of ---')
  const [, yaml = '', body = ''] = match
  const front = parseFrontMatter(file, yaml)
  try {
    const sections = sectionsOf(body, yaml.split('\n').length + 3)
    return assemble(file, front, sections)
  } catch (error) {
    if (error instanceof SectionError) throw new LessonError(file, error.line, error.message)
    throw error
  }
}

function parseFrontMatter(file: string, yaml: string): FrontMatter {
  const lines = new LineCounter()
  const document = parseDocument(yaml, { lineCounter: lines })
  const [syntax] = document.errors
  if (syntax) throw new LessonError(file, lines.linePos(syntax.pos[0]).line + 1, syntax.message.split('\n')[0] ?? 'not YAML')
  const parsed = frontMatter.safeParse(document.toJS())
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const path = issue?.path ?? []
  const node = [path, path.slice(0, -1), []].map((at) => document.getIn(at as Iterable<unknown>, true)).find(isNode)
  const line = node?.range ? lines.linePos(node.range[0]).line + 1 : 2
  throw new LessonError(file, line, `${path.join('.') || 'front matter'}: ${issue?.message ?? 'not valid'}`)
}

function assemble(file: string, front: FrontMatter, sections: Map<string, Section>): Lesson {
  const used = new Set<string>()
  const take = (key: string): Section => {
    const section = sections.get(key)
    if (!section?.text) throw new LessonError(file, section?.line ?? 1, `the section '${key}' is missing or empty`)
    used.add(key)
    return section
  }
  unique(file, [...front.steps, ...front.quiz, ...(front.breakIt ? [front.breakIt] : [])])
  const { breakIt, start, ...rest } = front
  const lesson: Lesson = {
    ...rest,
    file,
    ...(start ? { start } : {}),
    texts: { goal: take('goal').text, recap: take('recap').text },
    steps: front.steps.map((step) => stepOf(file, step, sections, take)),
    ...(breakIt ? { breakIt: { ...breakIt, text: take('break-it').text } } : {}),
    quiz: front.quiz.map((quiz) => {
      const section = take(`quiz ${quiz.id}`)
      const parts = quizOf(section)
      if (parts.options.length < 2)
        throw new LessonError(file, section.line, `quiz ${quiz.id} needs options 'a) …', one a line`)
      if (!parts.options.some((option) => option.id === quiz.answer)) {
        throw new LessonError(file, section.line, `quiz ${quiz.id} has no option ${quiz.answer}`)
      }
      if (!parts.explanation) throw new LessonError(file, section.line, `quiz ${quiz.id} needs an explanation after '>'`)
      return { ...quiz, ...parts }
    }),
  }
  for (const [key, { line }] of sections) {
    if (!used.has(key)) throw new LessonError(file, line, `the section '${key}' belongs to nothing in the front matter`)
  }
  return lesson
}

function stepOf(
  file: string,
  step: FrontMatter['steps'][number],
  sections: Map<string, Section>,
  take: (key: string) => Section,
): Step {
  const section = take(`step ${step.id}`)
  const at = `step ${step.id}`
  const hints = [1, 2, 3].filter((n) => sections.has(`${at}/hint ${n}`)).map((n) => take(`${at}/hint ${n}`).text)
  if (hints.length < 2) throw new LessonError(file, section.line, `step ${step.id} needs two or three hints`)
  const { hotspot, ...rest } = step
  return {
    ...rest,
    ...(hotspot ? { hotspot } : {}),
    task: section.text,
    hints,
    why: take(`${at}/why`).text,
    mistakes: step.mistakes.map((mistake) => ({ ...mistake, text: take(`${at}/mistake ${mistake.id}`).text })),
  }
}

function unique(file: string, items: { id: string }[]): void {
  const seen = new Set<string>()
  for (const { id } of items) {
    if (seen.has(id)) throw new LessonError(file, 2, `the id '${id}' is used twice`)
    seen.add(id)
  }
}
