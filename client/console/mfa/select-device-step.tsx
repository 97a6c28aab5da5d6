import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Tiles from '@cloudscape-design/components/tiles'
import { passkeyPlace } from './passkey-place.js'
import { texts } from './texts.js'

export type DeviceType = 'passkey' | 'app'

interface Props {
  type: DeviceType
  onType(type: DeviceType): void
  name: string
  problem: boolean
  onChange(name: string): void
}

export function SelectDeviceStep({ type, onType, name, problem, onChange }: Props) {
  const place = passkeyPlace(location, isSecureContext)
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">{texts.nameHeader}</Header>}>
        <FormField
          label={texts.name}
          description={texts.nameHint}
          constraintText={texts.nameRule}
          errorText={problem ? texts.nameProblem : ''}
        >
          <Input value={name} autoComplete={false} spellcheck={false} onChange={({ detail }) => onChange(detail.value)} />
        </FormField>
      </Container>
      <Container header={<Header variant="h2">{texts.typeHeader}</Header>}>
        <Tiles
          value={type}
          columns={2}
          onChange={({ detail }) => onType(detail.value as DeviceType)}
          ariaLabel={texts.typeLabel}
          items={[
            {
              value: 'passkey',
              label: texts.passkey,
              description:
                place.kind === 'here' ? texts.passkeyText : place.kind === 'needs-https' ? texts.needsHttps : texts.needsName,
              disabled: place.kind !== 'here',
            },
            { value: 'app', label: texts.authenticatorApp, description: texts.authenticatorAppText },
          ]}
        />
        {place.kind === 'elsewhere' ? (
          <Box margin={{ top: 's' }}>
            {texts.needsNameText} <Link href={place.url}>{new URL(place.url).origin}</Link>
          </Box>
        ) : null}
        {place.kind === 'needs-name' ? (
          <Box margin={{ top: 's' }}>
            {texts.namesText} <Link href="/trust">{texts.trust}</Link>
          </Box>
        ) : null}
      </Container>
    </SpaceBetween>
  )
}
