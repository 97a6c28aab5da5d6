const ANY_RUN = '*'.charCodeAt(0)
const ANY_ONE = '?'.charCodeAt(0)

/** How often going back to the last `*` may fail before the other way is taken, which takes as long for every text. */
const MIN_STEPS = 256

/**
 * Does a pattern match a text as a whole? `*` is any run of characters, `?` is one. Both may be given as parts of longer
 * texts, by their start and end.
 *
 * Going back to the last `*` is quick for almost all patterns, but `*aaaa…b` makes it compare each character with each:
 * such a pair is handed to `elementsMatch` after a number of steps that is proportional to both.
 */
export function globMatches(pattern: string, text: string, at: Partial<GlobRange> = {}): boolean {
  const { from = 0, end = pattern.length, textFrom = 0, textEnd = text.length } = at
  let next = from
  let place = textFrom
  let afterStar = -1
  let starPlace = 0
  let steps = MIN_STEPS + 4 * (end - from + textEnd - textFrom)
  while (steps-- > 0) {
    if (next < end) {
      const code = pattern.charCodeAt(next)
      if (code === ANY_RUN) {
        afterStar = ++next
        starPlace = place
        continue
      }
      if (place < textEnd && (code === ANY_ONE || code === text.charCodeAt(place))) {
        place += code === ANY_ONE ? charactersAt(text, place) : 1
        next++
        continue
      }
    } else if (place === textEnd) return true
    if (afterStar < 0 || starPlace >= textEnd) return false
    place = ++starPlace
    next = afterStar
  }
  return elementsMatch(globElements(pattern.slice(from, end)), text.slice(textFrom, textEnd))
}

interface GlobRange {
  from: number
  end: number
  textFrom: number
  textEnd: number
}

/** A surrogate pair is one character. */
const charactersAt = (text: string, place: number): number => ((text.codePointAt(place) ?? 0) > 0xffff ? 2 : 1)

/** One character as its code point, or a wildcard: unlike in a text, a literal `*` can stand beside it. */
export type GlobElement = number
const RUN: GlobElement = -1
const ONE: GlobElement = -2

export function globElements(pattern: string): GlobElement[] {
  return Array.from(pattern, (character) => (character === '*' ? RUN : character === '?' ? ONE : literal(character)))
}

export const literalElements = (text: string): GlobElement[] => Array.from(text, literal)

const literal = (character: string): GlobElement => character.codePointAt(0) ?? 0

/**
 * The same in time proportional to text × elements / 32, whatever they are: all places of the pattern that the text read
 * so far can have led to are bits, moved on together. Source: Baeza-Yates and Gonnet, "A new approach to text searching" (1992).
 */
export function elementsMatch(elements: readonly GlobElement[], text: string): boolean {
  const length = elements.reduce((sum, element) => (element === RUN ? sum : sum + 1), 0)
  // Every element but `*` needs a character.
  if (length > text.length) return false
  const { stays, goesOn, byCharacter } = transitions(elements, length)
  const places = new Int32Array(stays.length)
  places[0] = 1
  for (const character of text) {
    const allowed = byCharacter.get(literal(character)) ?? goesOn
    let carried = 0
    let any = 0
    for (let word = 0; word < places.length; word++) {
      const here = places[word] ?? 0
      const after = (((here << 1) | carried) & (allowed[word] ?? 0)) | (here & (stays[word] ?? 0))
      carried = here >>> 31
      places[word] = after
      any |= after
    }
    if (any === 0) return false
  }
  return has(places, length)
}

/** Bit n: n elements are matched. `stays`: before a `*`; `goesOn`: by any character; else by the character's own bits. */
function transitions(elements: readonly GlobElement[], length: number) {
  const empty = () => new Int32Array((length >> 5) + 1)
  const stays = empty()
  const goesOn = empty()
  const byCharacter = new Map<number, Int32Array>()
  let place = 0
  for (const element of elements) {
    if (element === RUN) add(stays, place)
    else {
      place++
      if (element === ONE) add(goesOn, place)
      else {
        const own = byCharacter.get(element) ?? empty()
        byCharacter.set(element, own)
        add(own, place)
      }
    }
  }
  for (const own of byCharacter.values())
    for (let word = 0; word < own.length; word++) own[word] = (own[word] ?? 0) | (goesOn[word] ?? 0)
  return { stays, goesOn, byCharacter }
}

const add = (bits: Int32Array, bit: number): void => {
  bits[bit >> 5] = (bits[bit >> 5] ?? 0) | (1 << (bit & 31))
}

const has = (bits: Int32Array, bit: number): boolean => (((bits[bit >> 5] ?? 0) >>> (bit & 31)) & 1) === 1
