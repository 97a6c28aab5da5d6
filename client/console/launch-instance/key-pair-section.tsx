import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { Failure } from '../../shared/failure.js'
import { CreateKeyPairDialog } from '../key-pairs/create-key-pair-dialog.js'
import { useKeyPairs } from '../queries/ec2/key-pairs.js'
import { WITHOUT_KEY_PAIR } from './launch.js'
import { texts } from './texts.js'

interface Props {
  value: string
  /** It was asked to launch before a choice was made. */
  asked: boolean
  onChange(name: string): void
}

/** Which key pair opens the instance, if any. */
export function KeyPairSection({ value, asked, onChange }: Props) {
  const query = useKeyPairs()
  const [creating, setCreating] = useState(false)
  const options = [
    { value: WITHOUT_KEY_PAIR, label: texts.noKeyPair },
    ...(query.data ?? []).map(({ KeyName = '', KeyType = '' }) => ({ value: KeyName, label: KeyName, description: KeyType })),
  ]
  // One that was just made may not be in the list yet.
  const selected = options.find((option) => option.value === value) ?? (value === '' ? null : { value, label: value })
  return (
    <Container
      header={
        <Header variant="h2" description={texts.keyPairText}>
          {texts.keyPair}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <FormField
          label={texts.keyPairName}
          description={texts.keyPairHint}
          errorText={asked && value === '' ? texts.keyPairMissing : ''}
          secondaryControl={<Button onClick={() => setCreating(true)}>{texts.createKeyPair}</Button>}
          stretch
        >
          <Select
            selectedOption={selected}
            placeholder={texts.select}
            options={options}
            filteringType="auto"
            onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
          />
        </FormField>
        {value === WITHOUT_KEY_PAIR ? <Alert type="warning">{texts.noKeyPairWarning}</Alert> : null}
        {query.error ? <Failure error={query.error} /> : null}
      </SpaceBetween>
      {creating ? <CreateKeyPairDialog onCreated={onChange} onClose={() => setCreating(false)} /> : null}
    </Container>
  )
}
