import Checkbox from '@cloudscape-design/components/checkbox'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import RadioGroup from '@cloudscape-design/components/radio-group'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useSession } from '../../shared/session.js'
import type { FieldProps } from './field-props.js'
import { texts } from './texts.js'
import { missingOf, type TrustedEntity } from './trusted-entity.js'

export function AccountFields({ entity, told, set }: FieldProps) {
  const { accountId } = useSession()
  const missing = told ? missingOf(entity) : undefined
  return (
    <SpaceBetween size="m">
      <RadioGroup
        ariaLabel={texts.fieldsOf.account}
        value={entity.whose}
        items={[
          { value: 'this', label: texts.thisAccount(accountId) },
          { value: 'other', label: texts.anotherAccount },
        ]}
        onChange={({ detail }) => set({ whose: detail.value as TrustedEntity['whose'] })}
      />
      {entity.whose === 'other' ? (
        <FormField
          label={texts.accountId}
          constraintText={texts.accountIdText}
          {...(missing === 'account' ? { errorText: texts.missing.account } : {})}
        >
          <Input value={entity.otherAccount} onChange={({ detail }) => set({ otherAccount: detail.value.trim() })} />
        </FormField>
      ) : null}
      <FormField label={texts.options}>
        <SpaceBetween size="s">
          <Checkbox checked={entity.hasExternalId} onChange={({ detail }) => set({ hasExternalId: detail.checked })}>
            {texts.externalId}
          </Checkbox>
          <Checkbox
            checked={entity.requireMfa}
            description={texts.requireMfaText}
            onChange={({ detail }) => set({ requireMfa: detail.checked })}
          >
            {texts.requireMfa}
          </Checkbox>
        </SpaceBetween>
      </FormField>
      {entity.hasExternalId ? (
        <FormField label={texts.externalIdValue} {...(missing === 'externalId' ? { errorText: texts.missing.externalId } : {})}>
          <Input value={entity.externalId} onChange={({ detail }) => set({ externalId: detail.value })} />
        </FormField>
      ) : null}
    </SpaceBetween>
  )
}
