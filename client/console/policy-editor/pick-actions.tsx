import FormField from '@cloudscape-design/components/form-field'
import Multiselect from '@cloudscape-design/components/multiselect'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { SERVICE_NAMES } from '../../../server/authorization/services.js'
import { actionOptions, serviceOf } from './action-options.js'
import { texts } from './texts.js'

const SERVICES = [...SERVICE_NAMES].map(([value, label]) => ({ value, label: `${label} (${value})` }))
const ALL_SERVICES = { value: '*', label: texts.allServices }

interface Props {
  label: string
  serviceLabel?: string
  description?: string
  chosen: readonly string[]
  /** May an action be a pattern, as in a policy? */
  patterns?: boolean
  /** Are the chosen actions shown elsewhere? */
  hideTokens?: boolean
  onChange(chosen: string[]): void
}

/** A service and its actions. Any other action can be typed. */
export function PickActions({ label, chosen, onChange, ...props }: Props) {
  const { serviceLabel = texts.service, description, patterns = false, hideTokens = false } = props
  // A choice holds for the actions that it was made beside: others, which the text brought, are of their own service.
  const [choice, setChoice] = useState<{ service: string; beside: string }>()
  const [sought, setSought] = useState('')
  const services = patterns ? [ALL_SERVICES, ...SERVICES] : SERVICES
  const service = choice?.beside === chosen.join(' ') ? choice.service : serviceOf(chosen)
  const change = (next: string[]) => {
    if (service !== undefined) setChoice({ service, beside: next.join(' ') })
    onChange(next)
  }
  return (
    <SpaceBetween size="s">
      <FormField label={serviceLabel}>
        <Select
          options={services}
          filteringType="auto"
          virtualScroll
          placeholder={texts.chooseService}
          selectedOption={services.find(({ value }) => value === service) ?? null}
          onChange={({ detail }) => setChoice({ service: detail.selectedOption.value ?? '', beside: chosen.join(' ') })}
        />
      </FormField>
      <FormField label={label} description={description}>
        <Multiselect
          options={actionOptions({ service, chosen, sought, patterns })}
          selectedOptions={chosen.map((value) => ({ value, label: value }))}
          filteringType="manual"
          filteringPlaceholder={texts.findAction}
          placeholder={texts.chooseActions}
          empty={texts.typeAction}
          tokenLimit={12}
          hideTokens={hideTokens}
          onLoadItems={({ detail }) => setSought(detail.filteringText)}
          onChange={({ detail }) => change(detail.selectedOptions.map(({ value = '' }) => value))}
        />
      </FormField>
    </SpaceBetween>
  )
}
