/** Words in columns, as Tab lists them. */
export function inColumns(words: readonly string[], columns: number): string {
  const width = Math.max(...words.map(({ length }) => length)) + 2
  const perRow = Math.max(1, Math.floor(columns / width))
  let text = ''
  for (let index = 0; index < words.length; index += perRow) {
    text += `${words
      .slice(index, index + perRow)
      .map((word) => word.padEnd(width))
      .join('')
      .trimEnd()}\n`
  }
  return text
}
