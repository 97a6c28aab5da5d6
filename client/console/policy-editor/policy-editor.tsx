import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import ColumnLayout from '@cloudscape-design/components/column-layout'
import FormField from '@cloudscape-design/components/form-field'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Textarea from '@cloudscape-design/components/textarea'
import type { PolicyKind } from '../../../server/authorization/validate.js'
import { problemOf } from './problems.js'
import { parsedStatements, withStatements } from './statements.js'
import { texts } from './texts.js'
import { VisualEditor } from './visual-editor.js'

interface Props {
  kind: PolicyKind
  text: string
  onChange(text: string): void
}

/** The policy as form and as JSON, side by side: a change in one shows in the other, and IAM's verdict as one types. */
export function PolicyEditor({ kind, text, onChange }: Props) {
  const problem = problemOf(text, kind)
  const statements = parsedStatements(text)
  return (
    <ColumnLayout columns={kind === 'identity' ? 2 : 1}>
      {kind === 'identity' ? (
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
            <StatusIndicator type="error">{problem}</StatusIndicator>
          )}
        </div>
      </SpaceBetween>
    </ColumnLayout>
  )
}
