/**
 * A file of one header and one row as AWS's console writes it: UTF-8 with a byte order mark, CRLF.
 * A field with a comma, quote or line break is quoted, quotes doubled (RFC 4180).
 */
export function csvFile(header: readonly string[], row: readonly string[]): string {
  return `\uFEFF${[header, row].map((fields) => `${fields.map(quoted).join(',')}\r\n`).join('')}`
}

const quoted = (field: string): string => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)
