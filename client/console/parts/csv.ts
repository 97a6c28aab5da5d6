/**
 * A file of a header and rows as AWS's console writes it: UTF-8 with a byte order mark, CRLF.
 * A field with a comma, quote or line break is quoted, quotes doubled (RFC 4180).
 */
export function csvTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return `\uFEFF${[header, ...rows].map((fields) => `${fields.map(quoted).join(',')}\r\n`).join('')}`
}

/** The same with one row. */
export const csvFile = (header: readonly string[], row: readonly string[]): string => csvTable(header, [row])

const quoted = (field: string): string => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)
