import FormField from '@cloudscape-design/components/form-field'
import Multiselect from '@cloudscape-design/components/multiselect'
import { Failure } from '../../shared/failure.js'
import { useUsers } from '../queries/users.js'
import { texts } from './texts.js'

export function PickUsers(props: { chosen: readonly string[]; without?: readonly string[]; onChange(users: string[]): void }) {
  const users = useUsers()
  const options = (users.data ?? [])
    .map(({ UserName = '' }) => ({ value: UserName, label: UserName }))
    .filter(({ value }) => !props.without?.includes(value))
  if (users.error) return <Failure error={users.error} />
  return (
    <FormField label={texts.usersLabel} stretch>
      <Multiselect
        options={options}
        selectedOptions={options.filter(({ value }) => props.chosen.includes(value))}
        filteringType="auto"
        placeholder={texts.chooseUsers}
        statusType={users.isPending ? 'loading' : 'finished'}
        onChange={({ detail }) => props.onChange(detail.selectedOptions.map(({ value = '' }) => value))}
      />
    </FormField>
  )
}
