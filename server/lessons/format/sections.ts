export interface Section {
  text: string
  /** In the file, from 1. */
  line: number
}

/**
 * Splits a lesson's body by its headings: `# Goal`, `## step <id>`, `### hint 1`, `### why`, `### mistake <id>`,
 * `## break-it`, `## quiz <id>`, `## snippet <id>`, `## page`, `## prepares`, `## recap`. Keys of third-level sections carry their step: `step x/hint 1`.
 */
export function sectionsOf(body: string, firstLine: number): Map<string, Section> {
  const sections = new Map<string, Section>()
  let key = ''
  let parent = ''
  let fenced = false
  for (const [index, line] of body.split('\n').entries()) {
    if (line.startsWith('```')) fenced = !fenced
    const heading = fenced ? null : /^(#{1,3}) (.+)$/.exec(line)
    if (heading) {
      const [, marks = '', name = ''] = heading
      const title = name.trim()
      if (marks.length === 2) parent = title
      key = marks.length === 3 ? `${parent}/${title}` : title.toLowerCase() === 'goal' ? 'goal' : title
      if (sections.has(key)) throw new SectionError(`the section '${key}' appears twice`, firstLine + index)
      sections.set(key, { text: '', line: firstLine + index })
    } else if (key) {
      const section = sections.get(key)
      if (section) section.text += `${line}\n`
    }
  }
  for (const section of sections.values()) section.text = section.text.trim()
  return sections
}

export class SectionError extends Error {
  constructor(
    message: string,
    readonly line: number,
  ) {
    super(message)
  }
}
