import type { FrontMatter } from './front-matter.js'
import type { Section } from './sections.js'

interface Expected {
  key: string
  /** Where the front matter says so. */
  path: PropertyKey[]
  optional?: true
}

/** The sections that the front matter asks for; those of a step after it. */
function expectedSections({ prepares, steps, breakIt, page, snippets, quiz }: FrontMatter): Expected[] {
  return [
    { key: 'goal', path: [] },
    ...(prepares ? [{ key: 'prepares', path: ['prepares'] }] : []),
    ...steps.flatMap(({ id, mistakes }, index): Expected[] => {
      const [key, path] = [`step ${id}`, ['steps', index, 'id']]
      return [
        { key, path },
        ...[1, 2, 3].map((hint): Expected => ({ key: `${key}/hint ${hint}`, path, optional: true })),
        { key: `${key}/why`, path },
        ...mistakes.map((mistake, at) => ({
          key: `${key}/mistake ${mistake.id}`,
          path: ['steps', index, 'mistakes', at, 'id'],
        })),
      ]
    }),
    ...(breakIt
      ? [
          { key: 'break-it', path: ['breakIt'] },
          { key: 'break-it/why', path: ['breakIt'], optional: true as const },
        ]
      : []),
    ...(page ? [{ key: 'page', path: ['page'] }] : []),
    ...snippets.flatMap(({ id, kind }, index) =>
      kind === 'worksheet' ? [] : [{ key: `snippet ${id}`, path: ['snippets', index] }],
    ),
    ...quiz.map(({ id }, index) => ({ key: `quiz ${id}`, path: ['quiz', index] })),
    { key: 'recap', path: [] },
  ]
}

const parentOf = (key: string): string | undefined => (key.includes('/') ? key.slice(0, key.indexOf('/')) : undefined)

/**
 * Sections that are missing and those that nothing asks for: a misspelt heading is one of each. What belongs to a section
 * that is named already isn't named again.
 */
export function sectionProblems(
  front: FrontMatter,
  sections: ReadonlyMap<string, Section>,
  lineOfKey: (path: readonly PropertyKey[]) => number,
): { line: number; problem: string }[] {
  const expected = expectedSections(front)
  const wanted = new Set(expected.map(({ key }) => key))
  const missing = expected.filter(({ key, optional }) => (optional ? sections.get(key)?.text === '' : !sections.get(key)?.text))
  const missingKeys = new Set(missing.map(({ key }) => key))
  const unknown = [...sections].filter(([key]) => !wanted.has(key))
  const unknownKeys = new Set(unknown.map(([key]) => key))
  return [
    ...missing
      .filter(({ key }) => !missingKeys.has(parentOf(key) ?? ''))
      .map(({ key, path }) => ({
        line: sections.get(key)?.line ?? sections.get(parentOf(key) ?? '')?.line ?? (path.length > 0 ? lineOfKey(path) : 1),
        problem: `the section '${key}' is missing or empty`,
      })),
    ...unknown
      .filter(([key]) => !unknownKeys.has(parentOf(key) ?? ''))
      .map(([key, { line }]) => ({ line, problem: `nothing in the front matter needs the section '${key}'` })),
  ]
}
