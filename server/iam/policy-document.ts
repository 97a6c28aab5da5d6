import { MalformedPolicy, type PolicyKind, validatePolicyDocument } from '../authorization/validate.js'
import { malformedPolicyDocument } from '../operations/aws-error.js'

/** Throws MalformedPolicyDocument, in AWS's words, for a text that is no policy of this kind. */
export function checkPolicyDocument(text: string, kind: PolicyKind): void {
  try {
    validatePolicyDocument(text, kind)
  } catch (error) {
    if (error instanceof MalformedPolicy) throw malformedPolicyDocument(error.message, 'malformed-policy')
    throw error
  }
}

/** Characters of a policy, white space not counted. Source: IAM User Guide, "IAM and STS quotas". */
export const policySize = (text: string): number => text.replace(/\s/g, '').length
