import type { SecurityGroup } from '@aws-sdk/client-ec2'
import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Checkbox from '@cloudscape-design/components/checkbox'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Multiselect from '@cloudscape-design/components/multiselect'
import RadioGroup from '@cloudscape-design/components/radio-group'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { ANYWHERE } from '../security-groups/ranges.js'
import { SourceFields } from '../security-groups/source-fields.js'
import type { Launch } from './launch.js'
import { texts } from './texts.js'

interface Props {
  groups: readonly SecurityGroup[]
  newName: string
  value: Launch
  /** It was asked to launch before all was chosen. */
  asked: boolean
  onChange(next: Partial<Launch>): void
}

/** Who reaches the instance: by a new group with a rule for SSH, or by groups that are there. */
export function NetworkSection({ groups, newName, value, asked, onChange }: Props) {
  const options = groups.map(({ GroupId = '', GroupName = '' }) => ({ value: GroupId, label: GroupName, description: GroupId }))
  return (
    <Container header={<Header variant="h2">{texts.network}</Header>}>
      <SpaceBetween size="m">
        <FormField label={texts.firewall} description={texts.firewallText}>
          <RadioGroup
            value={value.firewall}
            items={[
              { value: 'new', label: texts.createGroup },
              { value: 'existing', label: texts.existingGroup },
            ]}
            onChange={({ detail }) => onChange({ firewall: detail.value as Launch['firewall'] })}
          />
        </FormField>
        {value.firewall === 'new' ? (
          <NewGroup asked={asked} newName={newName} from={value.sshFrom} onChange={(sshFrom) => onChange({ sshFrom })} />
        ) : (
          <FormField label={texts.groups} errorText={asked && value.groupIds.length === 0 ? texts.groupMissing : ''} stretch>
            <Multiselect
              selectedOptions={options.filter((option) => value.groupIds.includes(option.value))}
              options={options}
              placeholder={texts.select}
              onChange={({ detail }) => onChange({ groupIds: detail.selectedOptions.map((option) => option.value ?? '') })}
            />
          </FormField>
        )}
      </SpaceBetween>
    </Container>
  )
}

interface NewGroupProps {
  asked: boolean
  newName: string
  from: string | undefined
  onChange(from: string | undefined): void
}

function NewGroup({ asked, newName, from, onChange }: NewGroupProps) {
  return (
    <SpaceBetween size="s">
      <Box>{texts.createGroupText(newName)}</Box>
      <Checkbox checked={from !== undefined} onChange={({ detail }) => onChange(detail.checked ? ANYWHERE : undefined)}>
        {texts.allowSsh}
      </Checkbox>
      {from === undefined ? null : (
        <SourceFields value={from} error={asked && from === '' ? texts.sourceMissing : ''} onChange={onChange} />
      )}
      {from === ANYWHERE ? <Alert type="warning">{texts.anywhereWarning}</Alert> : null}
    </SpaceBetween>
  )
}
