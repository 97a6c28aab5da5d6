import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import ColumnLayout from '@cloudscape-design/components/column-layout'
import FormField from '@cloudscape-design/components/form-field'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Textarea, { type TextareaProps } from '@cloudscape-design/components/textarea'
import { useEffect, useRef, useState } from 'react'
import type { PolicyKind } from '../../../server/authorization/validate.js'
import { ProblemView } from './problem-view.js'
import { findProblem } from './problems.js'
import { parsedStatements, withStatements } from './statements.js'
import { texts } from './texts.js'
import { unknownActions } from './unknown-actions.js'
import { VisualEditor } from './visual-editor.js'
import { warningsOf } from './warnings.js'
import './policy-editor.css'

interface Props {
  kind: PolicyKind
  text: string
  /** How often one wanted to go on: the problem is shown then, and has the cursor. */
  asked?: number
  onChange(text: string): void
}

/**
 * The policy as JSON and as form, side by side: a change in one shows in the other, and IAM's verdict as one types.
 * The form comes and goes with the JSON's validity, so that it stands where it moves nothing.
 */
export function PolicyEditor({ kind, text, asked = 0, onChange }: Props) {
  const [first] = useState(text)
  const visual = kind === 'identity' || kind === 'managed'
  const problem = findProblem(text, kind)
  const warnings = warningsOf(text, kind)
  const unknown = problem === undefined ? unknownActions(text) : []
  const textarea = useRef<TextareaProps.Ref>(null)
  const goTo = (line: number, column: number) => {
    textarea.current?.focus()
    const focused = document.activeElement
    if (!(focused instanceof HTMLTextAreaElement)) return
    const before = text.split('\n').slice(0, line - 1)
    const at = before.join('\n').length + (line > 1 ? 1 : 0) + column - 1
    focused.setSelectionRange(at, at + 1)
  }
  useEffect(() => {
    if (asked > 0 && problem) goTo(problem.line, problem.column)
  }, [asked])
  const untouched = problem !== undefined && text === first && asked === 0
  const statements = parsedStatements(text)
  return (
    <ColumnLayout columns={visual ? 2 : 1}>
      <SpaceBetween size="xs">
        <FormField label={texts.json} stretch>
          <div className="policy-json">
            <Textarea
              ref={textarea}
              value={text}
              rows={Math.min(30, Math.max(14, text.split('\n').length + 1))}
              spellcheck={false}
              ariaLabel={texts.json}
              invalid={problem !== undefined && !untouched}
              onChange={({ detail }) => onChange(detail.value)}
            />
          </div>
        </FormField>
        <div aria-live="polite">
          {problem === undefined ? (
            <StatusIndicator type="success">{texts.wellFormed(text.replace(/\s/g, '').length)}</StatusIndicator>
          ) : untouched ? (
            <StatusIndicator type="pending">
              <span className="words">{texts.untouched}</span>
            </StatusIndicator>
          ) : (
            <ProblemView problem={problem} onGo={() => goTo(problem.line, problem.column)} />
          )}
          {unknown.map((sentence) => (
            <Alert key={sentence} type="warning" header={texts.unknownAction}>
              {sentence}
            </Alert>
          ))}
          {warnings.map((warning) => (
            <Alert key={warning} type="warning" header={texts.security}>
              {warning}
            </Alert>
          ))}
        </div>
      </SpaceBetween>
      {visual ? (
        <div>
          <Box variant="h3">{texts.visual}</Box>
          {statements ? (
            <VisualEditor statements={statements} onChange={(next) => onChange(withStatements(text, next))} />
          ) : (
            <Alert type="info">{texts.notVisual}</Alert>
          )}
        </div>
      ) : null}
    </ColumnLayout>
  )
}
