import type { Statement } from '@aws-sdk/client-iam'
import { readPolicy } from '../../../server/authorization/grammar.js'
import { offsetOf, positionAt, statementSpans } from '../../../server/authorization/statement-spans.js'
import type { Marked } from '../parts/document-text.js'
import { pretty } from '../policy-editor/problems.js'
import type { SimulatedPolicy } from './simulated-policy.js'

/** A statement that decided, in the document where it stands. */
export interface MatchedStatement {
  policyName: string
  /** Undefined where the document couldn't be read. */
  policy: SimulatedPolicy | undefined
  /** Its place in the document, from 0. */
  index: number
}

/** The answer has the place in the policy's own text, which for AWS's policies is a single line. */
export function matchedOf(
  { SourcePolicyId: id = '', SourcePolicyType: type, StartPosition: start }: Statement,
  sources: readonly SimulatedPolicy[],
): MatchedStatement {
  const ofBoundary = /boundary/i.test(type ?? '')
  const named = sources.filter(({ sourceId, kind }) => sourceId === id && (kind === 'boundary') === ofBoundary)
  for (const policy of named) {
    const index = statementSpans(policy.document).findIndex(
      (span) => span.start.line === start?.Line && span.start.column === start.Column,
    )
    // An account's policy may be called as one of AWS's.
    if (index >= 0) return { policyName: policy.name, policy, index }
  }
  return { policyName: id, policy: undefined, index: 0 }
}

/** The document for the eye, and the lines of the statement in it. */
export function shownStatement({ policy, index }: MatchedStatement): { text: string; marked: Marked } | undefined {
  const statement = readPolicy(policy?.document ?? '')?.statements[index]
  if (!policy || !statement) return undefined
  const text = pretty(policy.document)
  const end = statementSpans(text)[index]?.end.line
  const first = positionAt(text, offsetOf(text, ['Statement', index])).line
  return { text, marked: { first, last: end ?? first, effect: statement.effect } }
}
