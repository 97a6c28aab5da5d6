import Alert from '@cloudscape-design/components/alert'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { PolicyKind } from '../../../server/authorization/validate.js'
import type { Place } from './json-editor.js'
import { ProblemView } from './problem-view.js'
import type { Problem } from './problems.js'
import { texts } from './texts.js'
import { unknownActions } from './unknown-actions.js'
import { warningsOf } from './warnings.js'

interface Props {
  kind: PolicyKind
  text: string
  problem: Problem | undefined
  /** Nobody has typed yet, so that what is missing is no mistake. */
  untouched: boolean
  onGo(place: Place): void
}

/** What IAM will say of the policy, as one types. */
export function Verdict({ kind, text, problem, untouched, onGo }: Props) {
  const unknown = problem === undefined ? unknownActions(text) : []
  return (
    <div aria-live="polite">
      {problem === undefined ? (
        <StatusIndicator type="success">
          <span className="words">{texts.wellFormed(text.replace(/\s/g, '').length)}</span>
        </StatusIndicator>
      ) : untouched ? (
        <StatusIndicator type="pending">
          <span className="words">{texts.untouched}</span>
        </StatusIndicator>
      ) : (
        <ProblemView problem={problem} onGo={() => onGo({ line: problem.line, column: problem.column })} />
      )}
      {unknown.map((sentence) => (
        <Alert key={sentence} type="warning" header={texts.unknownAction}>
          {sentence}
        </Alert>
      ))}
      {warningsOf(text, kind).map((warning) => (
        <Alert key={warning} type="warning" header={texts.security}>
          {warning}
        </Alert>
      ))}
    </div>
  )
}
