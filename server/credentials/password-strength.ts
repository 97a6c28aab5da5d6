import zxcvbn, { type ZXCVBNResult } from 'zxcvbn'
import matching, { type Substitution, type SubstitutionTable } from 'zxcvbn/lib/matching.js'

/** zxcvbn's time grows with the square of the length. What is cut off only makes the estimate more careful. */
const MAX_LENGTH = 64
/** Up to here zxcvbn's own list of substitutions is short enough to be tried as well. */
const MAX_COMBINATIONS = 32

/**
 * zxcvbn's estimate of what an attacker needs for a password, 0 (guessed at once) to 4, in bounded time for any input:
 * some 0.2 s at worst. Its word lists weigh 0.8 MB, so load this module only when it is needed.
 *
 * zxcvbn 4.4.2 tries each combination of l33t substitutions: a password of 27 characters that holds them all takes
 * minutes. Here all characters of a password are substituted at once, which leaves at most eight ways to read it
 * ("1", "7", and "|" have two meanings each) and finds words that zxcvbn misses, such as b@n4na.
 */
export function passwordStrength(password: string, userInputs: readonly string[]): ZXCVBNResult {
  return zxcvbn(
    password.slice(0, MAX_LENGTH),
    userInputs.map((input) => input.slice(0, MAX_LENGTH)),
  )
}

const everyCombination = matching.enumerate_l33t_subs
const everyWord = matching.dictionary_match

matching.enumerate_l33t_subs = (table) => {
  const combinations = Object.values(table).reduce((product, characters) => product * characters.length, 1)
  const few = combinations <= MAX_COMBINATIONS
  return [...readings(table), ...(few ? everyCombination.call(matching, table) : [])]
}

/** zxcvbn looks words up in plain objects, which seem to hold `constructor` too: such a match has no rank. */
matching.dictionary_match = (password, dictionaries) =>
  everyWord.call(matching, password, dictionaries).filter(({ rank }) => typeof rank === 'number')

/** Each way to read all of the password's digits and signs as letters. */
function readings(table: SubstitutionTable): Substitution[] {
  const meanings = new Map<string, string[]>()
  for (const [letter, characters] of Object.entries(table)) {
    for (const character of characters) meanings.set(character, [...(meanings.get(character) ?? []), letter])
  }
  let all: Substitution[] = [{}]
  for (const [character, letters] of meanings) {
    all = all.flatMap((reading) => letters.map((letter) => ({ ...reading, [character]: letter })))
  }
  return all
}
