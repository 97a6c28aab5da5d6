import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import ColumnLayout from '@cloudscape-design/components/column-layout'
import FormField from '@cloudscape-design/components/form-field'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Textarea, { type TextareaProps } from '@cloudscape-design/components/textarea'
import { useRef } from 'react'
import type { PolicyKind } from '../../../server/authorization/validate.js'
import { ProblemView } from './problem-view.js'
import { findProblem } from './problems.js'
import { parsedStatements, withStatements } from './statements.js'
import { texts } from './texts.js'
import { VisualEditor } from './visual-editor.js'
import { warningsOf } from './warnings.js'

interface Props {
  kind: PolicyKind
  text: string
  onChange(text: string): void
}

/** The policy as form and as JSON, side by side: a change in one shows in the other, and IAM's verdict as one types. */
export function PolicyEditor({ kind, text, onChange }: Props) {
  const visual = kind === 'identity' || kind === 'managed'
  const problem = findProblem(text, kind)
  const warnings = warningsOf(text, kind)
  const textarea = useRef<TextareaProps.Ref>(null)
  const goTo = (line: number, column: number) => {
    textarea.current?.focus()
    const focused = document.activeElement
    if (!(focused instanceof HTMLTextAreaElement)) return
    const before = text.split('\n').slice(0, line - 1)
    const at = before.join('\n').length + (line > 1 ? 1 : 0) + column - 1
    focused.setSelectionRange(at, at + 1)
  }
  const statements = parsedStatements(text)
  return (
    <ColumnLayout columns={visual ? 2 : 1}>
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
      <SpaceBetween size="xs">
        <FormField label={texts.json} stretch>
          <Textarea
            ref={textarea}
            value={text}
            rows={Math.min(30, Math.max(14, text.split('\n').length + 1))}
            spellcheck={false}
            ariaLabel={texts.json}
            invalid={problem !== undefined}
            onChange={({ detail }) => onChange(detail.value)}
          />
        </FormField>
        <div aria-live="polite">
          {problem === undefined ? (
            <StatusIndicator type="success">{texts.wellFormed(text.replace(/\s/g, '').length)}</StatusIndicator>
          ) : (
            <ProblemView problem={problem} onGo={() => goTo(problem.line, problem.column)} />
          )}
          {warnings.map((warning) => (
            <Alert key={warning} type="warning" header={texts.security}>
              {warning}
            </Alert>
          ))}
        </div>
      </SpaceBetween>
    </ColumnLayout>
  )
}
