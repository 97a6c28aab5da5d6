import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Multiselect from '@cloudscape-design/components/multiselect'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Textarea from '@cloudscape-design/components/textarea'
import { useState } from 'react'
import { SERVICE_NAMES } from '../../../server/authorization/services.js'
import { ACTIONS } from './catalogue.js'
import { Conditions } from './conditions.js'
import type { FormStatement } from './statements.js'
import { texts } from './texts.js'

const SERVICES = [...SERVICE_NAMES].map(([value, label]) => ({ value, label: `${label} (${value})` }))

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
  const [service, setService] = useState(() => actions[0]?.split(':')[0]?.toLowerCase() ?? 'iam')
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
        <FormField label={texts.service}>
          <Select
            options={SERVICES}
            filteringType="auto"
            selectedOption={SERVICES.find(({ value }) => value === service) ?? null}
            onChange={({ detail }) => setService(detail.selectedOption.value ?? 'iam')}
          />
        </FormField>
        <FormField label={not ? texts.notActions : texts.actions} description={texts.actionsText}>
          <Actions service={service} chosen={actions} onChange={(next) => onChange({ ...statement, actions: next })} />
        </FormField>
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

/** The service's actions by level of access, its whole, and whatever stands in the statement already. */
function Actions({
  service,
  chosen,
  onChange,
}: {
  service: string
  chosen: readonly string[]
  onChange(next: string[]): void
}) {
  const known = Object.entries(ACTIONS[service] ?? {}).map(([name, access]) => ({
    value: `${service}:${name}`,
    label: `${service}:${name}`,
    tags: [access],
  }))
  const fixed = [
    { value: `${service}:*`, label: `${service}:*`, tags: [texts.allActions] },
    { value: `${service}:Get*`, label: `${service}:Get*`, tags: [texts.reads] },
    { value: `${service}:List*`, label: `${service}:List*`, tags: [texts.reads] },
    { value: '*', label: '*', tags: [texts.everything] },
  ]
  const options = [...fixed, ...known]
  const others = chosen.filter((action) => !options.some(({ value }) => value === action))
  const all = [...others.map((value) => ({ value, label: value })), ...options]
  return (
    <Multiselect
      options={all}
      selectedOptions={all.filter(({ value }) => chosen.includes(value))}
      filteringType="auto"
      placeholder={texts.chooseActions}
      tokenLimit={12}
      onChange={({ detail }) => onChange(detail.selectedOptions.map(({ value = '' }) => value))}
    />
  )
}
