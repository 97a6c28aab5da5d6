/** The part of zxcvbn that finds patterns; `@types/zxcvbn` describes its front only. */
declare module 'zxcvbn/lib/matching.js' {
  /** The characters of a password that may stand for each letter. */
  export type SubstitutionTable = Record<string, string[]>
  /** Which letter each character stands for. */
  export type Substitution = Record<string, string>
  interface Match {
    rank?: unknown
  }
  const matching: {
    enumerate_l33t_subs(table: SubstitutionTable): Substitution[]
    dictionary_match(password: string, dictionaries?: unknown): Match[]
  }
  export default matching
}
