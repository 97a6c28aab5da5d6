import Alert from '@cloudscape-design/components/alert'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import RadioGroup from '@cloudscape-design/components/radio-group'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { addresses } from '../../shared/addresses.js'
import { Failure } from '../../shared/failure.js'
import { PageLink } from '../parts/page-link.js'
import { useSamlProviders } from '../queries/providers.js'
import type { FieldProps } from './field-props.js'
import { texts } from './texts.js'
import { missingOf, SAML_SIGN_IN, type TrustedEntity } from './trusted-entity.js'

/** Source: IAM User Guide, "Available keys for SAML-based AWS STS federation". */
const ATTRIBUTES = ['SAML:aud', 'SAML:iss', 'SAML:sub', 'SAML:sub_type', 'SAML:doc', 'SAML:namequalifier'].map((value) => ({
  value,
  label: value,
}))

export function SamlFields({ entity, told, set }: FieldProps) {
  const providers = useSamlProviders()
  const missing = told ? missingOf(entity) : undefined
  const toConsole = entity.samlAccess === 'console'
  const options = (providers.data ?? []).map(({ Arn = '' }) => ({ value: Arn, label: Arn.slice(Arn.indexOf('/') + 1) }))
  if (providers.error) return <Failure error={providers.error} />
  return (
    <SpaceBetween size="m">
      <Alert type="info">{texts.samlNote}</Alert>
      {providers.data?.length === 0 ? (
        <Alert type="warning">
          {texts.noSamlProvider} <PageLink to={addresses.providers.create}>{texts.addProvider}</PageLink>
        </Alert>
      ) : null}
      <FormField label={texts.samlProvider} {...(missing === 'provider' ? { errorText: texts.missing.provider } : {})}>
        <Select
          options={options}
          empty={texts.noSamlProvider}
          placeholder={texts.chooseProvider}
          selectedOption={options.find(({ value }) => value === entity.samlProvider) ?? null}
          onChange={({ detail }) => set({ samlProvider: detail.selectedOption.value ?? '' })}
        />
      </FormField>
      <FormField label={texts.samlAccess}>
        <RadioGroup
          value={entity.samlAccess}
          items={[
            { value: 'programmatic', label: texts.samlProgrammatic },
            { value: 'console', label: texts.samlConsole },
          ]}
          onChange={({ detail }) => set({ samlAccess: detail.value as TrustedEntity['samlAccess'] })}
        />
      </FormField>
      <FormField label={texts.samlAttribute}>
        <Select
          disabled={toConsole}
          options={ATTRIBUTES}
          selectedOption={ATTRIBUTES.find(({ value }) => value === (toConsole ? 'SAML:aud' : entity.samlAttribute)) ?? null}
          onChange={({ detail }) => set({ samlAttribute: detail.selectedOption.value ?? 'SAML:aud' })}
        />
      </FormField>
      <FormField label={texts.samlValue} {...(missing === 'samlValue' ? { errorText: texts.missing.samlValue } : {})}>
        <Input
          disabled={toConsole}
          value={toConsole ? SAML_SIGN_IN : entity.samlValue}
          spellcheck={false}
          onChange={({ detail }) => set({ samlValue: detail.value })}
        />
      </FormField>
    </SpaceBetween>
  )
}
