/** A file of `[section]` and `name = value`, as Python's configparser reads it; undefined where it can't. */
export type Sections = Record<string, Record<string, string>>

export function parseConfig(text: string): Sections | undefined {
  const sections: Sections = {}
  let section: Record<string, string> | undefined
  let option: string | undefined
  for (const line of text.split(/\r?\n/)) {
    const trimmed = line.trim()
    if (trimmed === '' || /^[#;]/.test(trimmed)) continue
    if (/^\s/.test(line) && section && option !== undefined) {
      section[option] = `${section[option]}\n${trimmed}`
      continue
    }
    const [, header] = /^\[([^\]]+)\]/.exec(trimmed) ?? []
    const [, name, value] = /^([^=:]+?)\s*[=:]\s*(.*)$/.exec(trimmed) ?? []
    if (header !== undefined) {
      if (Object.hasOwn(sections, header)) return undefined
      section = {}
      sections[header] = section
      option = undefined
    } else if (name === undefined || section === undefined || Object.hasOwn(section, name.toLowerCase())) return undefined
    else {
      option = name.toLowerCase()
      section[option] = value ?? ''
    }
  }
  return sections
}

/** A profile's name in `~/.aws/config`: `default`, `profile NAME`, quotes allowed; undefined for other sections. */
export function profileOf(section: string): string | undefined {
  if (section === 'default') return section
  const [, quoted, plain] = /^profile\s+(?:"([^"]*)"|'[^']*'|(\S+))$/.exec(section) ?? []
  return quoted ?? plain
}

const SECTION = /^\s*\[([^\]]+)\]/
const OPTION = /^([^:=]+?)\s*[:=]/

/**
 * Sets values in a section and leaves every other line alone, comments too; a new section goes to the end.
 * Source: behaviour of `aws configure` 2.9.
 */
export function updateConfig(text: string, section: string, values: Readonly<Record<string, string>>): string {
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n')
  const left = new Map(Object.entries(values))
  const start = lines.findIndex((line) => !/^\s*[#;]/.test(line) && sectionOf(line) === section)
  if (start < 0) return [...lines, `[${section}]`, ...settings(left), ''].join('\n')
  let last = start
  let at = start + 1
  for (; at < lines.length && sectionOf(lines[at] ?? '') === undefined; at++) {
    const [, name] = OPTION.exec(lines[at] ?? '') ?? []
    if (name === undefined) continue
    last = at
    const value = left.get(name.trim())
    if (value === undefined) continue
    lines[at] = `${name.trim()} = ${value}`
    left.delete(name.trim())
  }
  // The CLI puts new values behind the section's last one, or at the end of the file.
  lines.splice(at < lines.length ? last + 1 : lines.length, 0, ...settings(left))
  return `${lines.join('\n')}\n`
}

const settings = (values: ReadonlyMap<string, string>): string[] => [...values].map(([name, value]) => `${name} = ${value}`)

function sectionOf(line: string): string | undefined {
  return SECTION.exec(line)?.[1]?.replace(/^(profile) "(.*)"$/, '$1 $2')
}
