/** A pattern of literal characters and wildcards; `*` any run, `?` one character. */
export type GlobToken = string | typeof ANY_RUN | typeof ANY_ONE
export const ANY_RUN = Symbol('*')
export const ANY_ONE = Symbol('?')

/** `*` and `?` of a text become wildcards. */
export function globTokens(text: string): GlobToken[] {
  const tokens: GlobToken[] = []
  for (const part of text.split(/([*?])/)) {
    if (part === '*') {
      if (tokens.at(-1) !== ANY_RUN) tokens.push(ANY_RUN)
    } else if (part === '?') tokens.push(ANY_ONE)
    else if (part !== '') tokens.push(part)
  }
  return tokens
}

/** Matches the whole text, in time proportional to pattern × text at worst: there is no backtracking but to the last `*`. */
export function globMatches(tokens: readonly GlobToken[], text: string): boolean {
  let token = 0
  let at = 0
  let starToken = -1
  let starAt = 0
  while (true) {
    const current = tokens[token]
    if (current === undefined) {
      if (at === text.length) return true
    } else if (current === ANY_RUN) {
      starToken = token++
      starAt = at
      continue
    } else if (current === ANY_ONE) {
      if (at < text.length) {
        // A surrogate pair is one character.
        at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1
        token++
        continue
      }
    } else if (text.startsWith(current, at)) {
      at += current.length
      token++
      continue
    }
    if (starToken < 0 || starAt >= text.length) return false
    at = ++starAt
    token = starToken + 1
  }
}
