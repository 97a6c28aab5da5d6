import { MalformedPolicy, type PolicyKind, validatePolicyDocument } from '../../../server/authorization/validate.js'

/** What IAM will say of a policy, by the very code that will say it; undefined: it is well-formed. */
export function problemOf(text: string, kind: PolicyKind): string | undefined {
  try {
    validatePolicyDocument(text, kind)
    return undefined
  } catch (error) {
    if (error instanceof MalformedPolicy) return error.message
    throw error
  }
}

/** Indented, where it is JSON. */
export function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
