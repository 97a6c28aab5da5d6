/** Breaks a text between words; the rows after the first begin further in. */
export function wrapped(text: string, columns: number, indent = 0): string {
  const rows: string[] = []
  let row = ''
  for (const one of text.split(' ')) {
    const width = columns - (rows.length > 0 ? indent : 0)
    if (row !== '' && row.length + 1 + one.length > width) {
      rows.push(row)
      row = one
    } else row = row === '' ? one : `${row} ${one}`
  }
  return [...rows, row].join(`\n${' '.repeat(indent)}`)
}
