import type { IpPermission } from '@aws-sdk/client-ec2'
import ColumnLayout from '@cloudscape-design/components/column-layout'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { tcpPermission } from './ranges.js'
import { SourceFields } from './source-fields.js'
import { texts } from './texts.js'

type RuleType = keyof typeof texts.types

const PORTS: Readonly<Record<RuleType, string>> = { ssh: '22', http: '80', https: '443', tcp: '' }
const TYPES = Object.entries(texts.types).map(([value, label]) => ({ value, label }))

/** An inbound rule that is being written. */
export interface NewRule {
  type: RuleType
  port: string
  /** A range of addresses. */
  source: string
  description: string
}

export const NEW_RULE: NewRule = { type: 'ssh', port: PORTS.ssh, source: '', description: '' }

export const isComplete = ({ port, source }: NewRule): boolean => /^\d{1,5}$/.test(port) && source.trim() !== ''

export const permissionOf = ({ port, source, description }: NewRule): IpPermission =>
  tcpPermission(Number(port), source.trim(), description)

/** What a rule lets in, and from where. */
export function RuleFields({ value, onChange }: { value: NewRule; onChange(next: NewRule): void }) {
  const { type, port, source, description } = value
  return (
    <SpaceBetween size="m">
      <ColumnLayout columns={2} minColumnWidth={160}>
        <FormField label={texts.type}>
          <Select
            selectedOption={TYPES.find((one) => one.value === type) ?? null}
            options={TYPES}
            onChange={({ detail }) => {
              const next = detail.selectedOption.value as RuleType
              onChange({ ...value, type: next, port: PORTS[next] })
            }}
          />
        </FormField>
        <FormField label={texts.port}>
          <Input
            value={port}
            inputMode="numeric"
            readOnly={type !== 'tcp'}
            onChange={({ detail }) => onChange({ ...value, port: detail.value })}
          />
        </FormField>
      </ColumnLayout>
      <SourceFields value={source} onChange={(next) => onChange({ ...value, source: next })} />
      <FormField label={texts.descriptionOptional} stretch>
        <Input value={description} onChange={({ detail }) => onChange({ ...value, description: detail.value })} />
      </FormField>
    </SpaceBetween>
  )
}
