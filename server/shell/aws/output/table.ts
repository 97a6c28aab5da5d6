import { generalError } from '../errors.js'
import { isObject, type Json, type JsonObject, str } from '../python.js'

/** A titled part of a table: a row of headers, rows of cells. */
interface Section {
  title: string
  indent: number
  headers: string[]
  rows: string[][]
}

const PADDING = 4
const BORDER = 2

/**
 * `--output table`: boxes within boxes; wider than the terminal, objects turn upright.
 * Source: AWS CLI User Guide, "Setting the AWS CLI output format"; behaviour of the CLI 2.9.
 */
export function tableOutput(operation: string, value: Json, columns: number): string {
  let sections: Section[] = []
  if (!build(operation, value, 0, sections)) return ''
  if (widthOf(sections) > columns) sections = sections.map(upright)
  const width = widthOf(sections)
  return `${'-'.repeat(width)}\n${sections.map((section) => rendered(section, width)).join('')}`
}

const isScalar = (value: Json): boolean => !Array.isArray(value) && !isObject(value)

function build(title: string | undefined, value: Json, indent: number, sections: Section[]): boolean {
  if (!value || (Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0)) return false
  if (title !== undefined) sections.push({ title, indent, headers: [], rows: [] })
  const current = sections.at(-1)
  if (!current) return false
  if (Array.isArray(value)) {
    if (isObject(value[0])) objects(value as JsonObject[], title, indent, sections)
    else {
      for (const item of value) {
        if (isScalar(item)) addRow(sections, [item])
        else if (Array.isArray(item) && item.every(isScalar)) addRow(sections, item)
        else build(undefined, item, 0, sections)
      }
    }
  } else if (isObject(value)) {
    const { scalars, nested } = parts(value)
    const [only] = scalars
    if (scalars.length === 1 && only !== undefined) addRow(sections, [only, value[only] ?? null])
    else if (scalars.length > 0) {
      current.headers = scalars
      addRow(
        sections,
        scalars.map((name) => value[name] ?? null),
      )
    }
    for (const name of nested) build(name, value[name] ?? null, indent + 1, sections)
  }
  return true
}

function objects(items: JsonObject[], title: string | undefined, indent: number, sections: Section[]): void {
  const all = items.map(parts)
  const headers = [...new Set(all.flatMap(({ scalars }) => scalars))].sort()
  const nested = [...new Set(all.flatMap((part) => part.nested))].sort()
  const start = () => {
    const section = sections.at(-1)
    if (section) section.headers = headers
  }
  start()
  for (const [index, item] of items.entries()) {
    if (index > 0 && nested.length > 0) {
      sections.push({ title: title ?? '', indent, headers: [], rows: [] })
      start()
    }
    addRow(
      sections,
      headers.map((name) => item[name] ?? (name in item ? null : '')),
    )
    for (const name of nested) if (name in item) build(name, item[name] ?? null, indent + 1, sections)
  }
}

function parts(value: JsonObject): { scalars: string[]; nested: string[] } {
  const scalars: string[] = []
  const nested: string[] = []
  for (const [name, item] of Object.entries(value)) (isScalar(item) ? scalars : nested).push(name)
  return { scalars: scalars.sort(), nested: nested.sort() }
}

function addRow(sections: Section[], cells: Json[]): void {
  const section = sections.at(-1)
  const expected = section?.rows[0]?.length ?? (section?.headers.length || cells.length)
  if (cells.length !== expected) throw generalError(`Row should have ${expected} elements, instead it has ${cells.length}`)
  section?.rows.push(cells.map(str))
}

/** A lone object as rows of name and value. */
function upright(section: Section): Section {
  const [row, ...others] = section.rows
  if (section.headers.length === 0 || !row || others.length > 0) return section
  const rows = section.headers.map((header, index) => [header, row[index] ?? ''])
  return { ...section, headers: [], rows }
}

/** What Unicode calls wide or ambiguous takes two columns (UAX 11; of the ambiguous, the common ones). */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}]|[¡¤§¨ª®°-´¶-º¼-¿ÆÐ×ØÞ-áæè-êìíðòó÷-úüþ]|[Α-Ωα-ωЁА-яё‐–—‘’“”†•…‰€№™→]/u

/** Columns on a screen. */
const lengthOf = (text: string): number => [...text].reduce((sum, character) => sum + (WIDE.test(character) ? 2 : 1), 0)

function columnWidths({ headers, rows }: Section): number[] {
  const widths: number[] = []
  for (const row of [headers, ...rows]) {
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, lengthOf(cell))
  }
  return widths
}

const widthOf = (sections: Section[]): number =>
  Math.max(
    ...sections.map((section) => {
      const cells = columnWidths(section).reduce((sum, width) => sum + width + PADDING, BORDER)
      return Math.max(lengthOf(section.title) + BORDER, cells) + 2 * section.indent
    }),
  )

/** Stretched to the whole width: in proportion, what is left over from the last column on. */
function stretched(section: Section, width: number): number[] {
  const natural = columnWidths(section).map((one) => one + PADDING)
  const total = natural.reduce((sum, one) => sum + one, 0)
  const scaled = natural.map((one) => roundHalfEven((width / total) * one))
  let off = scaled.reduce((sum, one) => sum + one, 0) - width
  while (off !== 0 && scaled.length > 0) {
    const order = off > 0 ? scaled.keys() : [...scaled.keys()].reverse()
    for (const index of order) {
      const step = off > 0 ? -1 : 1
      scaled[index] = (scaled[index] ?? 0) + step
      off += step
      if (off === 0) break
    }
  }
  return scaled
}

/** Python rounds a half to the even neighbour. */
function roundHalfEven(value: number): number {
  const floor = Math.floor(value)
  return value - floor === 0.5 ? floor + (floor % 2) : Math.round(value)
}

function rendered(section: Section, full: number): string {
  const width = full - 2 * section.indent
  const edge = '|'.repeat(section.indent)
  const lines: string[] = []
  if (section.title !== '') {
    lines.push(centred(section.title, width, '|'))
    if (section.headers.length === 0 && section.rows.length === 0) lines.push(`+${'-'.repeat(width - BORDER)}+`)
  }
  const widths = stretched(section, width)
  const rule = widths.map((one, index) => (index === 0 ? `+${'-'.repeat(one - 2)}+` : `${'-'.repeat(one - 1)}+`)).join('')
  if (section.headers.length > 0) {
    lines.push(rule, section.headers.map((text, index) => centred(text, widths[index] ?? 0, index === 0 ? '|' : '')).join(''))
  }
  if (section.rows.length > 0 && widths.length > 0) {
    lines.push(
      rule,
      ...section.rows.map((row) => row.map((text, index) => left(text, widths[index] ?? 0, index === 0)).join('')),
      rule,
    )
  }
  return lines.map((line) => `${edge}${line}${edge}\n`).join('')
}

function centred(text: string, width: number, leftEdge: string): string {
  const before = Math.max(0, Math.floor(width / 2) - Math.floor(lengthOf(text) / 2) - 1)
  const after = Math.max(0, width - 1 - leftEdge.length - before - lengthOf(text))
  return `${leftEdge}${' '.repeat(before)}${text}${' '.repeat(after)}|`
}

function left(text: string, width: number, first: boolean): string {
  const edge = first ? '|' : ''
  const room = width - edge.length - 1 - lengthOf(text)
  const before = room >= 2 ? 2 : 0
  return `${edge}${' '.repeat(before)}${text}${' '.repeat(Math.max(0, room - before))}|`
}
