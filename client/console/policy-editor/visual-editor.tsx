import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Textarea from '@cloudscape-design/components/textarea'
import { Conditions } from './conditions.js'
import { PickActions } from './pick-actions.js'
import type { FormStatement } from './statements.js'
import { texts } from './texts.js'

interface Props {
  statements: readonly FormStatement[]
  onChange(statements: FormStatement[]): void
}

/** One box a statement: effect, service, actions, resources, conditions. */
export function VisualEditor({ statements, onChange }: Props) {
  return (
    <SpaceBetween size="m">
      {statements.map((statement, index) => (
        <Statement
          key={index}
          number={index + 1}
          statement={statement}
          onChange={(next) => onChange(statements.map((one, at) => (at === index ? next : one)))}
          {...(statements.length > 1 ? { onRemove: () => onChange(statements.filter((_one, at) => at !== index)) } : {})}
        />
      ))}
      <Button
        iconName="add-plus"
        formAction="none"
        onClick={() => onChange([...statements, { effect: 'Allow', actions: [], not: false, resources: ['*'], rest: {} }])}
      >
        {texts.addStatement}
      </Button>
    </SpaceBetween>
  )
}

interface StatementProps {
  number: number
  statement: FormStatement
  onChange(statement: FormStatement): void
  onRemove?(): void
}

function Statement({ number, statement, onChange, onRemove }: StatementProps) {
  const { effect, actions, not, resources, rest } = statement
  return (
    <Container
      header={
        <Header
          variant="h3"
          actions={
            onRemove ? (
              <Button formAction="none" onClick={onRemove}>
                {texts.removeStatement}
              </Button>
            ) : null
          }
        >
          {texts.statement(number)}
        </Header>
      }
    >
      <SpaceBetween size="s">
        <SegmentedControl
          label={texts.effect}
          selectedId={effect}
          options={[
            { id: 'Allow', text: 'Allow' },
            { id: 'Deny', text: 'Deny' },
          ]}
          onChange={({ detail }) => onChange({ ...statement, effect: detail.selectedId as FormStatement['effect'] })}
        />
        <PickActions
          label={not ? texts.notActions : texts.actions}
          description={texts.actionsText}
          patterns
          chosen={actions}
          onChange={(next) => onChange({ ...statement, actions: next })}
        />
        <FormField label={texts.resources} description={texts.resourcesText}>
          <Textarea
            value={resources.join('\n')}
            rows={Math.max(2, resources.length)}
            spellcheck={false}
            onChange={({ detail }) =>
              onChange({ ...statement, resources: detail.value.split('\n').map((line) => line.trim()) })
            }
          />
        </FormField>
        <Conditions
          condition={rest.Condition}
          onChange={(condition) => {
            const { Condition: _before, ...others } = rest
            onChange({ ...statement, rest: condition === undefined ? others : { ...others, Condition: condition } })
          }}
        />
      </SpaceBetween>
    </Container>
  )
}
