/** A piece of prose and the line (from 1) on which it begins. */
export interface Prose {
  line: number
  text: string
}

/** Ends a sentence: a mark, perhaps closing quotes or emphasis, then white space. */
const END = /(?<=[.!?…]['"”’)*_]*)\s+/u

/** The sentences of a piece of prose, without emphasis marks and outer brackets. */
export function sentencesOf(text: string): string[] {
  return text
    .replace(/\s+/g, ' ')
    .split(END)
    .map((sentence) =>
      sentence
        .replace(/\*\*|__|\*|(?<!\w)_|_(?!\w)/g, '')
        .trim()
        .replace(/^\((.*)\)$/, '$1'),
    )
    .filter((sentence) => /\p{L}/u.test(sentence))
}
