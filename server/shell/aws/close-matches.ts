const CUTOFF = 0.8
const MOST = 3

/**
 * The words that a mistyped one may have meant, best first: twice the characters in common runs over all characters.
 * Source: Python documentation, "difflib", get_close_matches and SequenceMatcher.ratio.
 */
export function closeMatches(word: string, choices: readonly string[]): string[] {
  return choices
    .map((choice) => ({ choice, ratio: (2 * common(choice, word)) / (choice.length + word.length) }))
    .filter(({ ratio }) => ratio >= CUTOFF)
    .sort((a, b) => b.ratio - a.ratio || (a.choice < b.choice ? 1 : -1))
    .slice(0, MOST)
    .map(({ choice }) => choice)
}

/** Characters in the longest common run, and so on to its left and to its right. */
function common(a: string, b: string): number {
  let best = { size: 0, a: 0, b: 0 }
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < b.length; j++) {
      let size = 0
      while (i + size < a.length && j + size < b.length && a[i + size] === b[j + size]) size++
      if (size > best.size) best = { size, a: i, b: j }
    }
  }
  if (best.size === 0) return 0
  return (
    best.size +
    common(a.slice(0, best.a), b.slice(0, best.b)) +
    common(a.slice(best.a + best.size), b.slice(best.b + best.size))
  )
}
