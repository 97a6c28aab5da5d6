import type { Image } from '@aws-sdk/client-ec2'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useNavigate } from 'react-router'
import { addresses } from '../../shared/addresses.js'
import { Failure } from '../../shared/failure.js'
import { texts as partTexts } from '../parts/texts.js'
import { countOf, type Launch } from './launch.js'
import { texts } from './texts.js'

/** AWS's line: how many volumes, and their size together. */
function volumesOf(image: Image | undefined): string {
  const volumes = image?.BlockDeviceMappings ?? []
  return texts.volumes(
    volumes.length,
    volumes.reduce((sum, { Ebs }) => sum + (Ebs?.VolumeSize ?? 0), 0),
  )
}

interface Props {
  image: Image | undefined
  value: Launch
  running: boolean
  error: unknown
  onCount(count: string): void
  onLaunch(): void
}

/** What will be launched, and the button for it. */
export function Summary({ image, value, running, error, onCount, onLaunch }: Props) {
  const navigate = useNavigate()
  return (
    <Container header={<Header variant="h2">{texts.summary}</Header>}>
      <SpaceBetween size="m">
        <FormField label={texts.count} errorText={countOf(value) === undefined ? texts.countWrong : ''}>
          <Input type="number" inputMode="numeric" value={value.count} onChange={({ detail }) => onCount(detail.value)} />
        </FormField>
        <KeyValuePairs
          columns={1}
          items={[
            { label: texts.image, value: <span className="words">{image?.Name ?? partTexts.loading}</span> },
            { label: texts.type, value: value.instanceType },
            {
              label: texts.group,
              value: value.firewall === 'new' ? texts.newGroup : value.groupIds.join(', ') || texts.select,
            },
            { label: texts.storageSummary, value: volumesOf(image) },
          ]}
        />
        {error === undefined ? null : <Failure error={error} />}
        <SpaceBetween direction="horizontal" size="xs">
          <Button variant="link" onClick={() => navigate(addresses.ec2.instances.list)}>
            {partTexts.cancel}
          </Button>
          <Button variant="primary" loading={running} onClick={onLaunch}>
            {texts.launch}
          </Button>
        </SpaceBetween>
      </SpaceBetween>
    </Container>
  )
}
