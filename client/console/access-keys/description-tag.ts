/** What AWS's console takes as the description of an access key. */
const allowed = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u

/** What is wrong with a description, or undefined. Empty is allowed: the description is optional. */
export function descriptionProblem(value: string): 'too-long' | 'characters' | undefined {
  if (value.length > 256) return 'too-long'
  return allowed.test(value) ? undefined : 'characters'
}
