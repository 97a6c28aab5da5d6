import { offsetOf, positionAt } from '../../../server/authorization/statement-spans.js'
import { MalformedPolicy, type PolicyKind, validatePolicyDocument } from '../../../server/authorization/validate.js'

export interface Problem {
  /** IAM's own words. */
  message: string
  /** What is wrong by the grammar, where IAM says only that something is. */
  detail: string | undefined
  line: number
  column: number
  /** The line itself. */
  text: string
}

/** What IAM will say of a policy, by the very code that will say it, and where; undefined: it is well-formed. */
export function findProblem(text: string, kind: PolicyKind): Problem | undefined {
  try {
    validatePolicyDocument(text, kind)
    return undefined
  } catch (error) {
    if (!(error instanceof MalformedPolicy)) throw error
    const { line, column } = positionAt(text, error.at ?? offsetOf(text, error.path))
    return { message: error.message, detail: error.detail, line, column, text: text.split('\n')[line - 1] ?? '' }
  }
}

/** Its words alone, where there is no editor beside them. */
export const problemOf = (text: string, kind: PolicyKind): string | undefined => findProblem(text, kind)?.message

/** Indented, where it is JSON. */
export function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
