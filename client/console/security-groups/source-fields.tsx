import ColumnLayout from '@cloudscape-design/components/column-layout'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Select from '@cloudscape-design/components/select'
import { useState } from 'react'
import { useSshHost } from '../queries/ssh-host.js'
import { ANYWHERE, rangeOf } from './ranges.js'
import { texts } from './texts.js'

type Kind = keyof typeof texts.sources

const KINDS = Object.keys(texts.sources) as Kind[]

interface Props {
  /** A range of addresses; nothing yet: `''`. */
  value: string
  error?: string
  onChange(range: string): void
}

/** Where traffic may come from: anywhere, the address of this browser, or a range that is typed. */
export function SourceFields({ value, error = '', onChange }: Props) {
  const { data: host } = useSshHost()
  const [kind, setKind] = useState<Kind>(value === ANYWHERE ? 'anywhere' : 'custom')
  const ranges = { anywhere: ANYWHERE, mine: host && rangeOf(host.address), custom: '' }
  const options = KINDS.map((one) => ({
    value: one,
    label: texts.sources[one],
    description: ranges[one] ?? '',
    disabled: ranges[one] === undefined,
  }))
  return (
    <ColumnLayout columns={2} minColumnWidth={160}>
      <FormField label={texts.sourceType}>
        <Select
          selectedOption={options.find((option) => option.value === kind) ?? null}
          options={options}
          onChange={({ detail }) => {
            const next = detail.selectedOption.value as Kind
            setKind(next)
            onChange(ranges[next] ?? '')
          }}
        />
      </FormField>
      <FormField label={texts.source} constraintText={kind === 'custom' ? texts.sourceHint : ''} errorText={error}>
        <Input
          value={value}
          readOnly={kind !== 'custom'}
          placeholder="203.0.113.0/24"
          onChange={({ detail }) => onChange(detail.value)}
        />
      </FormField>
    </ColumnLayout>
  )
}
