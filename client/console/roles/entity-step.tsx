import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Tiles from '@cloudscape-design/components/tiles'
import { lazy, Suspense } from 'react'
import { useSession } from '../../shared/session.js'
import { AccountFields } from './account-fields.js'
import { OidcFields } from './oidc-fields.js'
import { SamlFields } from './saml-fields.js'
import { ServiceFields } from './service-fields.js'
import { texts } from './texts.js'
import { customOf, type TrustedEntity } from './trusted-entity.js'

const PolicyEditor = lazy(async () => ({ default: (await import('../policy-editor/policy-editor.js')).PolicyEditor }))

interface Props {
  entity: TrustedEntity
  /** How often one wanted to go on with something that is wrong or missing. */
  asked: number
  onChange(entity: TrustedEntity): void
}

const TYPES = ['service', 'account', 'web-identity', 'saml', 'custom'] as const

/** Who may assume the role. */
export function EntityStep({ entity, asked, onChange }: Props) {
  const { accountId } = useSession()
  const fields = {
    entity,
    told: asked > 0,
    set: (part: Partial<TrustedEntity>) => onChange({ ...entity, ...part }),
  }
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">{texts.entityType}</Header>}>
        <FormField stretch>
          <Tiles
            ariaLabel={texts.entityType}
            value={entity.type}
            columns={3}
            onChange={({ detail }) => {
              const type = detail.value as TrustedEntity['type']
              fields.set(type === 'custom' ? { type, custom: customOf(entity, accountId) } : { type })
            }}
            items={TYPES.map((value) => ({ value, ...texts.entityTypes[value] }))}
          />
        </FormField>
      </Container>
      <Container header={<Header variant="h2">{texts.fieldsOf[entity.type]}</Header>}>
        {entity.type === 'service' ? <ServiceFields {...fields} /> : null}
        {entity.type === 'account' ? <AccountFields {...fields} /> : null}
        {entity.type === 'web-identity' ? <OidcFields {...fields} /> : null}
        {entity.type === 'saml' ? <SamlFields {...fields} /> : null}
        {entity.type === 'custom' ? (
          <Suspense fallback={<StatusIndicator type="loading" />}>
            <PolicyEditor kind="trust" text={entity.custom} asked={asked} onChange={(custom) => fields.set({ custom })} />
          </Suspense>
        ) : null}
      </Container>
    </SpaceBetween>
  )
}
