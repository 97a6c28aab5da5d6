import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { LineCounter, parseDocument } from 'yaml'
import type { CheckCall, Reference } from '../checks/check.js'
import { looksAtPartner, referencesOf } from '../checks/vocabulary.js'
import { sectionProblems } from './expected-sections.js'
import { type FrontMatter, frontMatter } from './front-matter.js'
import type { Lesson, Step } from './lesson.js'
import { allOf, LessonError, throwAll } from './lesson-error.js'
import { PICTURE, picturesIn } from './pictures.js'
import { partnerPlaceholders, placeholdersIn, unknownInLine, unknownInText } from './placeholders.js'
import { problemsIn } from './problems.js'
import { quizOf, quizProblem } from './quiz.js'
import { type Section, SectionError, sectionsOf } from './sections.js'
import { lineOf } from './yaml-lines.js'

/** Parses and validates one lesson.md. Throws LessonError: one mistake, and with it the others of its kind. */
export function parseLesson(file: string, text: string): Lesson {
  const match = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text.replaceAll('\r\n', '\n'))
  if (!match) throw new LessonError(file, 1, 'a lesson begins with front matter between two lines of ---')
  const [, yaml = '', body = ''] = match
  const front = parseFrontMatter(file, yaml)
  const firstLine = yaml.split('\n').length + 3
  checkPlaceholders(file, front, body, firstLine)
  try {
    const sections = sectionsOf(body, firstLine)
    const problems = sectionProblems(front, sections, (path) => lineOfKey(text, path))
    throwAll(problems.map(({ line, problem }) => new LessonError(file, line, problem)))
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
  const plain: unknown = document.toJS()
  const parsed = frontMatter.safeParse(plain)
  if (parsed.success) {
    for (const [path, text] of stringsIn(plain)) {
      const played = path.some((name) => name === 'solution' || name === 'example')
      // What a report must name may be the key that an actor holds.
      const held = path.includes('mentions') ? parsed.data.actors.map(({ id }) => `${id}.key`) : []
      const [unknown] = played
        ? unknownInLine(text, partnerPlaceholders(parsed.data.partner !== undefined))
        : placeholdersIn(text).filter((name) => !held.includes(name))
      if (unknown !== undefined) throw new LessonError(file, lineOf(document, lines, path) + 1, notFilled(unknown))
    }
    return parsed.data
  }
  throw allOf(
    problemsIn(parsed.error.issues, 'front matter').map(
      ({ path, problem }) => new LessonError(file, lineOf(document, lines, path) + 1, problem),
    ),
  )
}

const notFilled = (name: string): string => `nothing fills in {{${name}}} here`

function* stringsIn(value: unknown, path: PropertyKey[] = []): Iterable<[path: PropertyKey[], text: string]> {
  if (typeof value === 'string') yield [path, value]
  else if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* stringsIn(item, [...path, index])
  else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) yield* stringsIn(item, [...path, name])
  }
}

/** A page of the world outside may show the key that an actor holds. */
function checkPlaceholders(file: string, { persona, actors, partner }: FrontMatter, body: string, firstLine: number): void {
  const names = [...Object.keys(persona).map((name) => `persona.${name}`), ...partnerPlaceholders(partner !== undefined)]
  let inPage = false
  let fenced = false
  for (const [index, line] of body.split('\n').entries()) {
    if (line.startsWith('```')) fenced = !fenced
    if (!fenced && /^#{1,2} /.test(line)) inPage = line.trim() === '## page'
    const keys = inPage ? actors.map(({ id }) => `${id}.key`) : []
    const [unknown] = unknownInText(line, [...names, ...keys])
    if (unknown !== undefined) throw new LessonError(file, firstLine + index, notFilled(unknown))
  }
}

/** Where a key of the front matter stands in a lesson's file. */
export function lineOfKey(text: string, path: readonly PropertyKey[]): number {
  const yaml = /^---\n([\s\S]*?)\n---\n/.exec(text.replaceAll('\r\n', '\n'))?.[1] ?? ''
  const lines = new LineCounter()
  return lineOf(parseDocument(yaml, { lineCounter: lines }), lines, path) + 1
}

function assemble(file: string, front: FrontMatter, sections: Map<string, Section>): Lesson {
  const take = (key: string): Section => {
    const section = sections.get(key)
    if (!section?.text) throw new LessonError(file, section?.line ?? 1, `the section '${key}' is missing or empty`)
    return section
  }
  const steps = [...front.steps, ...(front.breakIt ? [front.breakIt] : [])]
  for (const kind of [steps, front.quiz, front.snippets, front.actors]) unique(file, kind)
  const { breakIt, page, ...rest } = front
  const lesson: Lesson = {
    ...rest,
    file,
    texts: {
      goal: take('goal').text,
      recap: take('recap').text,
      ...(front.prepares ? { prepares: take('prepares').text } : {}),
    },
    steps: front.steps.map((step) => stepOf(file, front, step, sections, take)),
    ...(breakIt
      ? {
          breakIt: {
            ...breakIt,
            text: take('break-it').text,
            ...(sections.has('break-it/why') ? { why: take('break-it/why').text } : {}),
          },
        }
      : {}),
    ...(page ? { page: { ...page, text: take('page').text } } : {}),
    // A worksheet begins empty.
    snippets: front.snippets.map((snippet) => ({
      ...snippet,
      text: snippet.kind === 'worksheet' ? '' : withoutFence(take(`snippet ${snippet.id}`).text),
    })),
    quiz: front.quiz.map((quiz) => {
      const section = take(`quiz ${quiz.id}`)
      const parts = quizOf(section)
      const problem = quizProblem(quiz, parts)
      if (problem) throw new LessonError(file, section.line, problem)
      return { ...quiz, ...parts }
    }),
  }
  for (const { id, mistakes } of lesson.steps) {
    const other = mistakes.find(({ misconception }) => misconception && !lesson.misconceptions.includes(misconception))
    if (!other) continue
    const problem = `the mistake '${other.id}' stands for ${other.misconception}, which the lesson doesn’t list`
    throw new LessonError(file, take(`step ${id}`).line, problem)
  }
  for (const [check, step] of checksOf(lesson)) {
    if (lesson.partner === undefined && looksAtPartner(check)) {
      const { line } = step ? take(`step ${step.id}`) : { line: 2 }
      throw new LessonError(file, line, 'a check looks at the account of a partner, which the lesson doesn’t have')
    }
    const [kind, id] = referencesOf(check).find(([kind, id]) => !idsOf(lesson, kind).includes(id)) ?? []
    if (kind) {
      throw new LessonError(
        file,
        step ? take(`step ${step.id}`).line : 2,
        `a check names '${id}', which isn’t one of the lesson’s ${kind}`,
      )
    }
  }
  for (const { line, text } of sections.values()) {
    for (const name of picturesIn(text)) {
      if (!PICTURE.test(name) || !existsSync(join(dirname(file), name)))
        throw new LessonError(file, line, `there’s no picture '${name}' next to the lesson`)
    }
  }
  return lesson
}

/** All checks of a lesson, each with the step that it belongs to. */
function checksOf({ steps, breakIt, exam }: Lesson): [check: CheckCall, step?: Step][] {
  return [
    ...steps.flatMap((step) =>
      [step.check, ...step.mistakes.map(({ when }) => when)].map((check): [CheckCall, Step] => [check, step]),
    ),
    ...(breakIt ? [[breakIt.check] as [CheckCall]] : []),
    ...(exam?.deductions.map(({ check }): [CheckCall] => [check]) ?? []),
  ]
}

const idsOf = ({ page, ...lesson }: Lesson, kind: Reference[0]): string[] =>
  (kind === 'acts' ? (page?.acts ?? []) : lesson[kind]).map(({ id }) => id)

/** An editor's text stands between fences, so that a heading in it is none of the lesson's. */
const withoutFence = (text: string): string => /^```\w*\n([\s\S]*?)\n?```$/.exec(text)?.[1] ?? text

function stepOf(
  file: string,
  { exam, snippets }: FrontMatter,
  step: FrontMatter['steps'][number],
  sections: Map<string, Section>,
  take: (key: string) => Section,
): Step {
  const section = take(`step ${step.id}`)
  const at = `step ${step.id}`
  const hints = [1, 2, 3].filter((n) => sections.has(`${at}/hint ${n}`)).map((n) => take(`${at}/hint ${n}`).text)
  if (exam) {
    if (hints.length > 0) throw new LessonError(file, section.line, `step ${step.id} belongs to an exam, which has no hints`)
    if (step.points === undefined) throw new LessonError(file, section.line, `step ${step.id} of an exam needs points`)
  } else if (hints.length < 2) throw new LessonError(file, section.line, `step ${step.id} needs two or three hints`)
  if (step.snippet && !snippets.some(({ id }) => id === step.snippet)) {
    throw new LessonError(file, section.line, `there’s no snippet '${step.snippet}'`)
  }
  return {
    ...step,
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
