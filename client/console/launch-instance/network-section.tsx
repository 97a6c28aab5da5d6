import type { SecurityGroup } from '@aws-sdk/client-ec2'
import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Checkbox from '@cloudscape-design/components/checkbox'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import Multiselect from '@cloudscape-design/components/multiselect'
import RadioGroup from '@cloudscape-design/components/radio-group'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { Launch } from './launch.js'
import { texts } from './texts.js'

const ANYWHERE = '0.0.0.0/0'

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
  const sources = [
    { value: 'anywhere', label: texts.sources.anywhere, description: ANYWHERE },
    { value: 'custom', label: texts.sources.custom },
  ]
  return (
    <SpaceBetween size="s">
      <Box>{texts.createGroupText(newName)}</Box>
      <SpaceBetween direction="horizontal" size="m" alignItems="center">
        <Checkbox checked={from !== undefined} onChange={({ detail }) => onChange(detail.checked ? ANYWHERE : undefined)}>
          {texts.allowSsh}
        </Checkbox>
        <Select
          ariaLabel={texts.source}
          disabled={from === undefined}
          selectedOption={sources[from === undefined || from === ANYWHERE ? 0 : 1] ?? null}
          options={sources}
          onChange={({ detail }) => onChange(detail.selectedOption.value === 'custom' ? '' : ANYWHERE)}
        />
        {from === undefined || from === ANYWHERE ? null : (
          <FormField errorText={asked && from === '' ? texts.sourceMissing : ''}>
            <Input
              ariaLabel={texts.sources.custom}
              value={from}
              placeholder={texts.sourcePlaceholder}
              onChange={({ detail }) => onChange(detail.value)}
            />
          </FormField>
        )}
      </SpaceBetween>
      {from === ANYWHERE ? <Alert type="warning">{texts.anywhereWarning}</Alert> : null}
    </SpaceBetween>
  )
}
