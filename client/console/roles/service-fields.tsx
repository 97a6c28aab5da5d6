import FormField from '@cloudscape-design/components/form-field'
import RadioGroup from '@cloudscape-design/components/radio-group'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { FieldProps } from './field-props.js'
import { texts } from './texts.js'
import { missingOf, useCaseOf } from './trusted-entity.js'
import { USE_CASES } from './use-cases.js'

const OPTIONS = USE_CASES.map(({ service, label }) => ({ value: service, label }))

export function ServiceFields({ entity, told, set }: FieldProps) {
  const useCase = useCaseOf(entity)
  return (
    <SpaceBetween size="m">
      <FormField
        label={texts.serviceOrUseCase}
        {...(told && missingOf(entity) === 'service' ? { errorText: texts.missing.service } : {})}
      >
        <Select
          options={OPTIONS}
          filteringType="auto"
          placeholder={texts.chooseService}
          selectedOption={OPTIONS.find(({ value }) => value === entity.service) ?? null}
          onChange={({ detail }) => set({ service: detail.selectedOption.value ?? '' })}
        />
      </FormField>
      {useCase ? (
        <FormField label={texts.useCase} description={texts.useCaseText}>
          <RadioGroup
            value={useCase.service}
            items={[{ value: useCase.service, label: useCase.label, description: useCase.description }]}
          />
        </FormField>
      ) : null}
    </SpaceBetween>
  )
}
