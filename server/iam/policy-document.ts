import { MalformedPolicy, type PolicyKind, validatePolicyDocument } from '../authorization/validate.js'
import { malformedPolicyDocument } from '../aws/aws-error.js'

/**
 * Throws MalformedPolicyDocument, in AWS's words, for a text that is no policy of this kind. Operations look at its size
 * first, which is cheaper; which of the two AWS tells first isn't known.
 */
export function checkPolicyDocument(text: string, kind: PolicyKind): void {
  try {
    validatePolicyDocument(text, kind)
  } catch (error) {
    if (error instanceof MalformedPolicy) throw malformedPolicyDocument(error.message, 'malformed-policy')
    throw error
  }
}

/**
 * The characters of a policy without its white space, of which there can be much more: looked at one by one, since a
 * pattern would cut the text into as many pieces. Source: IAM User Guide, "IAM and STS quotas".
 */
export function policySize(text: string): number {
  let size = 0
  for (let at = 0; at < text.length; at++) if (!isSpace(text.charCodeAt(at))) size++
  return size
}

/** As `\s` has it, for the characters that a policy can have. */
const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13) || code === 160
