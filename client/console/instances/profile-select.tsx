import Box from '@cloudscape-design/components/box'
import FormField from '@cloudscape-design/components/form-field'
import Select from '@cloudscape-design/components/select'
import { addresses } from '../../shared/addresses.js'
import { Failure } from '../../shared/failure.js'
import { PageLink } from '../parts/page-link.js'
import { texts as partTexts } from '../parts/texts.js'
import { useInstanceProfiles } from '../queries/instance-profiles.js'
import { texts } from './texts.js'

export const NO_PROFILE = ''

interface Props {
  label: string
  description: string
  /** An instance profile's ARN, or NO_PROFILE. */
  value: string
  onChange(arn: string): void
}

/** Which instance profile passes its role to the instance. */
export function ProfileSelect({ label, description, value, onChange }: Props) {
  const query = useInstanceProfiles()
  const options = [
    { value: NO_PROFILE, label: texts.role.none },
    ...(query.data ?? []).map(({ Arn = '', InstanceProfileName = '' }) => ({
      value: Arn,
      label: InstanceProfileName,
      description: Arn,
    })),
  ]
  return (
    <>
      <FormField
        label={label}
        description={description}
        secondaryControl={
          <Box padding={{ top: 'xxs' }}>
            <PageLink to={addresses.roles.create}>{texts.role.create}</PageLink>
          </Box>
        }
      >
        <Select
          selectedOption={
            options.find((option) => option.value === value) ?? { value, label: value.split('/').at(-1) ?? value }
          }
          options={options}
          filteringType="auto"
          statusType={query.isPending ? 'loading' : 'finished'}
          loadingText={partTexts.loading}
          onChange={({ detail }) => onChange(detail.selectedOption.value ?? NO_PROFILE)}
        />
      </FormField>
      {query.error ? <Failure error={query.error} /> : null}
    </>
  )
}
