import FormField from '@cloudscape-design/components/form-field'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useOidcProviders } from '../queries/providers.js'
import type { FieldProps } from './field-props.js'
import { texts } from './texts.js'
import { missingOf } from './trusted-entity.js'

export function OidcFields({ entity, told, set }: FieldProps) {
  const providers = useOidcProviders()
  const options = (providers.data ?? []).map(({ arn, url }) => ({ value: arn, label: url }))
  const ofProvider = providers.data?.find(({ arn }) => arn === entity.oidcProvider)
  const audiences = (ofProvider?.clientIds ?? []).map((value) => ({ value, label: value }))
  return (
    <SpaceBetween size="m">
      <FormField
        label={texts.provider}
        {...(told && missingOf(entity) === 'provider' ? { errorText: texts.missing.provider } : {})}
      >
        <Select
          options={options}
          empty={texts.noProvider}
          placeholder={texts.chooseProvider}
          selectedOption={options.find(({ value }) => value === entity.oidcProvider) ?? null}
          onChange={({ detail }) => set({ oidcProvider: detail.selectedOption.value ?? '', audience: '' })}
        />
      </FormField>
      <FormField label={texts.audience}>
        <Select
          options={audiences}
          placeholder={texts.chooseAudience}
          selectedOption={audiences.find(({ value }) => value === entity.audience) ?? null}
          onChange={({ detail }) => set({ audience: detail.selectedOption.value ?? '' })}
        />
      </FormField>
    </SpaceBetween>
  )
}
