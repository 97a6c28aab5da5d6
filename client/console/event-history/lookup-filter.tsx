import DateRangePicker from '@cloudscape-design/components/date-range-picker'
import FormField from '@cloudscape-design/components/form-field'
import Grid from '@cloudscape-design/components/grid'
import Input from '@cloudscape-design/components/input'
import Select from '@cloudscape-design/components/select'
import { useEffect, useState } from 'react'
import type { Lookup } from './events.js'
import { ATTRIBUTES, type Attribute, texts } from './texts.js'
import { rangeFault, type TimeRange } from './time-range.js'

/** Each lookup is a call that the event history shows too, so there is none for each letter. */
const TYPING_MS = 400

/** As AWS's page offers them first. */
const RANGES = [
  { amount: 30, unit: 'minute' },
  { amount: 1, unit: 'hour' },
  { amount: 3, unit: 'hour' },
  { amount: 12, unit: 'hour' },
  { amount: 1, unit: 'day' },
  { amount: 7, unit: 'day' },
] as const

interface Props {
  lookup: Lookup
  onChange(lookup: Lookup): void
}

/** What the list shows: one attribute, as LookupEvents has it, and the time. */
export function LookupFilter({ lookup, onChange }: Props) {
  const { attribute } = lookup
  return (
    <Grid
      gridDefinition={[
        { colspan: { default: 12, xxs: 3 } },
        { colspan: { default: 12, xxs: 5 } },
        { colspan: { default: 12, xxs: 4 } },
      ]}
    >
      <FormField label={texts.attribute}>
        <Select
          expandToViewport
          options={ATTRIBUTES}
          selectedOption={ATTRIBUTES.find((one) => one.value === attribute) ?? null}
          onChange={({ detail }) => {
            const next = detail.selectedOption.value as Attribute
            // One attribute's value means nothing to another.
            onChange({ ...lookup, attribute: next, value: next === 'ReadOnly' ? 'false' : '' })
          }}
        />
      </FormField>
      <FormField label={texts.value}>
        <Value key={attribute} lookup={lookup} onChange={onChange} />
      </FormField>
      <FormField label={texts.range} constraintText={texts.rangeClock}>
        <DateRangePicker
          // The table's header would stay under the panel beside the page, and what opens in it too.
          expandToViewport
          value={lookup.range}
          onChange={({ detail }) => onChange({ ...lookup, range: detail.value as TimeRange | null })}
          relativeOptions={RANGES.map((range) => ({ ...range, type: 'relative', key: `${range.amount} ${range.unit}` }))}
          isValidRange={(range) => {
            const fault = rangeFault(range as TimeRange | null)
            return fault === undefined ? { valid: true } : { valid: false, errorMessage: texts[fault] }
          }}
          placeholder={texts.rangePlaceholder}
          i18nStrings={{ formatRelativeRange: printed }}
        />
      </FormField>
    </Grid>
  )
}

function Value({ lookup, onChange }: Props) {
  const { value, attribute } = lookup
  const [typed, setTyped] = useState(value)
  useEffect(() => {
    if (typed.trim() === value) return
    const timer = setTimeout(() => onChange({ ...lookup, value: typed.trim() }), TYPING_MS)
    return () => clearTimeout(timer)
  })
  return (
    <Input
      type="search"
      value={typed}
      placeholder={attribute === 'ReadOnly' ? 'true / false' : texts.valueHint}
      onChange={({ detail }) => setTyped(detail.value)}
    />
  )
}

function printed({ amount, unit }: { amount: number; unit: string }): string {
  if (unit === 'minute') return texts.lastMinutes(amount)
  if (unit === 'hour') return texts.lastHours(amount)
  if (unit === 'day') return texts.lastDays(amount)
  return `Last ${amount} ${unit}${amount === 1 ? '' : 's'}`
}
