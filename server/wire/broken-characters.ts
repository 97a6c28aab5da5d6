/** A character class, an escape, or a character that stands for itself. */
const PARTS = /\[(?:\\.|[^\]\\])*\]|\\u[0-9A-Fa-f]{4}|\\p\{\w+\}|\\.|[^()|+*?{}^$.\\[\]]/g
/** So many are named; what else is wrong shows once these are right. */
const NAMED = 5

/**
 * The characters of a text that its pattern has no place for, wherever they stand. None if the pattern can't be taken
 * apart so, or if only the order is wrong.
 */
export function brokenCharacters(pattern: string, text: string): string[] {
  const parts =
    pattern
      .replaceAll(/\(\?[=!<:]+/g, '(')
      .replaceAll(/\{\d*,?\d*\}/g, '')
      .match(PARTS) ?? []
  // `.` stands for every character, and an excluding class for nearly all.
  if (parts.some((part) => part.startsWith('[^')) || /(?<!\\)\./.test(pattern.replaceAll(/\[(?:\\.|[^\]\\])*\]/g, '')))
    return []
  const allowed = allowing(parts)
  if (!allowed) return []
  return [...new Set(text)].filter((character) => !allowed.test(character)).slice(0, NAMED)
}

function allowing(parts: readonly string[]): RegExp | undefined {
  if (parts.length === 0) return undefined
  const unicode = parts.some((part) => part.includes('\\p{'))
  try {
    return new RegExp(`^(?:${parts.join('|')})$`, unicode ? 'u' : '')
  } catch {
    return undefined
  }
}
