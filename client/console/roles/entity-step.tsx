import Checkbox from '@cloudscape-design/components/checkbox'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import RadioGroup from '@cloudscape-design/components/radio-group'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Tiles from '@cloudscape-design/components/tiles'
import { useState } from 'react'
import { useSession } from '../../shared/session.js'
import { PolicyEditor } from '../policy-editor/policy-editor.js'
import { useOidcProviders } from '../queries/providers.js'
import { texts } from './texts.js'
import { SERVICES, type TrustedEntity, trustPolicy } from './trusted-entity.js'

interface Props {
  entity: TrustedEntity
  /** How often one wanted to go on with a policy that is wrong. */
  asked: number
  onChange(entity: TrustedEntity): void
}

/** Who may assume the role. */
export function EntityStep({ entity, asked, onChange }: Props) {
  const { accountId } = useSession()
  const set = (part: Partial<TrustedEntity>) => onChange({ ...entity, ...part })
  return (
    <Container>
      <SpaceBetween size="l">
        <FormField label={texts.entityType} stretch>
          <Tiles
            value={entity.type}
            onChange={({ detail }) => {
              const type = detail.value as TrustedEntity['type']
              // The custom editor begins with what the form has made so far.
              set(type === 'custom' ? { type, custom: trustPolicy(entity, accountId) } : { type })
            }}
            items={[
              { value: 'account', label: texts.account, description: texts.accountText },
              { value: 'service', label: texts.service, description: texts.serviceText },
              { value: 'web-identity', label: texts.webIdentity, description: texts.webIdentityText },
              { value: 'custom', label: texts.custom, description: texts.customText },
            ]}
          />
        </FormField>
        {entity.type === 'account' ? <AccountFields entity={entity} set={set} /> : null}
        {entity.type === 'service' ? (
          <FormField label={texts.useCase}>
            <Select
              options={SERVICES}
              selectedOption={SERVICES.find(({ value }) => value === entity.service) ?? null}
              onChange={({ detail }) => set({ service: detail.selectedOption.value ?? '' })}
            />
          </FormField>
        ) : null}
        {entity.type === 'web-identity' ? <ProviderFields entity={entity} set={set} /> : null}
        {entity.type === 'custom' ? (
          <PolicyEditor kind="trust" text={entity.custom} asked={asked} onChange={(custom) => set({ custom })} />
        ) : null}
      </SpaceBetween>
    </Container>
  )
}

interface FieldProps {
  entity: TrustedEntity
  set(part: Partial<TrustedEntity>): void
}

function AccountFields({ entity, set }: FieldProps) {
  const { accountId } = useSession()
  const [other, setOther] = useState(entity.otherAccount !== '')
  const [external, setExternal] = useState(entity.externalId !== '')
  return (
    <SpaceBetween size="m">
      <FormField label={texts.account}>
        <RadioGroup
          value={other ? 'other' : 'this'}
          items={[
            { value: 'this', label: texts.thisAccount(accountId) },
            { value: 'other', label: texts.anotherAccount },
          ]}
          onChange={({ detail }) => {
            setOther(detail.value === 'other')
            set({ otherAccount: '' })
          }}
        />
      </FormField>
      {other ? (
        <FormField label={texts.accountId}>
          <Input value={entity.otherAccount} onChange={({ detail }) => set({ otherAccount: detail.value })} />
        </FormField>
      ) : null}
      <Checkbox
        checked={external}
        onChange={({ detail }) => {
          setExternal(detail.checked)
          set({ externalId: '' })
        }}
      >
        {texts.externalId}
      </Checkbox>
      {external ? (
        <FormField label={texts.externalIdValue}>
          <Input value={entity.externalId} onChange={({ detail }) => set({ externalId: detail.value })} />
        </FormField>
      ) : null}
      <Checkbox
        checked={entity.requireMfa}
        description={texts.requireMfaText}
        onChange={({ detail }) => set({ requireMfa: detail.checked })}
      >
        {texts.requireMfa}
      </Checkbox>
    </SpaceBetween>
  )
}

function ProviderFields({ entity, set }: FieldProps) {
  const providers = useOidcProviders()
  const options = (providers.data ?? []).map(({ arn, url }) => ({ value: arn, label: url }))
  const audiences = (providers.data?.find(({ arn }) => arn === entity.providerArn)?.clientIds ?? []).map((value) => ({
    value,
    label: value,
  }))
  return (
    <SpaceBetween size="m">
      <FormField label={texts.provider}>
        <Select
          options={options}
          empty={texts.noProvider}
          selectedOption={options.find(({ value }) => value === entity.providerArn) ?? null}
          onChange={({ detail }) => set({ providerArn: detail.selectedOption.value ?? '', audience: '' })}
        />
      </FormField>
      <FormField label={texts.audience}>
        <Select
          options={audiences}
          selectedOption={audiences.find(({ value }) => value === entity.audience) ?? null}
          onChange={({ detail }) => set({ audience: detail.selectedOption.value ?? '' })}
        />
      </FormField>
    </SpaceBetween>
  )
}
