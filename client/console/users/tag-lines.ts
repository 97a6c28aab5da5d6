export interface TagPair {
  Key: string
  Value: string
}

/** Tags as text, one a line: `key=value`. */
export const tagLines = (tags: readonly TagPair[]): string => tags.map(({ Key, Value }) => `${Key}=${Value}`).join('\n')

/** The reverse; the first `=` divides, empty lines are left out. */
export function parsedTags(text: string): TagPair[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [key = '', ...value] = line.split('=')
      return { Key: key.trim(), Value: value.join('=').trim() }
    })
}
