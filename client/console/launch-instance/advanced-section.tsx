import ExpandableSection from '@cloudscape-design/components/expandable-section'
import FormField from '@cloudscape-design/components/form-field'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Textarea from '@cloudscape-design/components/textarea'
import { ProfileSelect } from '../instances/profile-select.js'
import type { Launch } from './launch.js'
import { texts } from './texts.js'

interface Props {
  value: Launch
  onChange(next: Partial<Launch>): void
}

/** The role, the metadata service, and user data. */
export function AdvancedSection({ value, onChange }: Props) {
  const accessible = [
    { value: 'enabled', label: texts.enabled },
    { value: 'disabled', label: texts.disabled },
  ]
  const versions = [
    { value: 'required', label: texts.versions.required },
    { value: 'optional', label: texts.versions.optional },
  ]
  return (
    <ExpandableSection variant="container" headerText={texts.advanced} defaultExpanded>
      <SpaceBetween size="m">
        <ProfileSelect
          label={texts.profile}
          description={texts.profileText}
          value={value.profileArn}
          onChange={(profileArn) => onChange({ profileArn })}
        />
        <FormField label={texts.metadataAccessible}>
          <Select
            selectedOption={accessible[value.metadata ? 0 : 1] ?? null}
            options={accessible}
            onChange={({ detail }) => onChange({ metadata: detail.selectedOption.value === 'enabled' })}
          />
        </FormField>
        <FormField label={texts.metadataVersion}>
          <Select
            disabled={!value.metadata}
            selectedOption={versions.find((version) => version.value === value.tokens) ?? null}
            options={versions}
            onChange={({ detail }) => onChange({ tokens: detail.selectedOption.value as Launch['tokens'] })}
          />
        </FormField>
        <FormField label={texts.userData} description={texts.userDataText} stretch>
          <Textarea
            value={value.userData}
            rows={6}
            spellcheck={false}
            autoComplete={false}
            onChange={({ detail }) => onChange({ userData: detail.value })}
          />
        </FormField>
      </SpaceBetween>
    </ExpandableSection>
  )
}
