import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Multiselect from '@cloudscape-design/components/multiselect'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { addresses } from '../../shared/addresses.js'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { ConfirmDialog } from '../parts/confirm-dialog.js'
import { PageLink } from '../parts/page-link.js'
import { ResourceTable } from '../parts/resource-table.js'
import { useGroups } from '../queries/groups.js'
import { callsOf, type Holder } from '../queries/holder.js'
import { type PolicyEntity, usePolicyEntities } from '../queries/policies.js'
import { useRoles } from '../queries/roles.js'
import { useAction } from '../queries/use-action.js'
import { useUsers } from '../queries/users.js'
import { texts } from './texts.js'

const ADDRESS = { user: addresses.users.of, group: addresses.groups.of, role: addresses.roles.of }

/** Who has the policy, as permissions or as boundary. */
export function PolicyEntities({ arn }: { arn: string }) {
  const query = usePolicyEntities(arn)
  const [attaching, setAttaching] = useState(false)
  const [detaching, setDetaching] = useState<readonly PolicyEntity[]>()
  return (
    <>
      <ResourceTable<PolicyEntity>
        title={texts.tabs.entities}
        variant="container"
        query={query}
        idOf={({ kind, name, as }) => `${kind} ${name} ${as}`}
        nameOf={({ name }) => name}
        textOf={({ name }) => name}
        selection="multi"
        isFixed={({ as }) => as === 'boundary'}
        empty={{ title: texts.noEntities }}
        columns={[
          {
            id: 'name',
            header: texts.entityName,
            cell: ({ kind, name }) => <PageLink to={ADDRESS[kind](name)}>{name}</PageLink>,
            sort: ({ name }) => name,
          },
          { id: 'type', header: texts.entityType, cell: ({ kind }) => kind, sort: ({ kind }) => kind },
          { id: 'as', header: texts.attachedAs, cell: ({ as }) => (as === 'boundary' ? texts.boundary : texts.permissions) },
        ]}
        actions={(selected) => (
          <SpaceBetween direction="horizontal" size="xs">
            <Button disabled={selected.length === 0} onClick={() => setDetaching(selected)}>
              {texts.detach}
            </Button>
            <Button onClick={() => setAttaching(true)}>{texts.attach}</Button>
          </SpaceBetween>
        )}
      />
      {attaching ? <AttachDialog arn={arn} onClose={() => setAttaching(false)} /> : null}
      {detaching ? (
        <ConfirmDialog
          header={texts.detachHeader}
          submitText={texts.detach}
          success={texts.detached}
          run={async (iam) => {
            for (const entity of detaching) await callsOf(entity).detach(iam, entity.name, arn)
          }}
          onClose={() => setDetaching(undefined)}
        >
          <Box>
            {texts.detachText} {detaching.map(({ kind, name }) => `${name} (${kind})`).join(', ')}
          </Box>
        </ConfirmDialog>
      ) : null}
    </>
  )
}

function AttachDialog({ arn, onClose }: { arn: string; onClose(): void }) {
  const [chosen, setChosen] = useState<readonly string[]>([])
  const users = useUsers()
  const groups = useGroups()
  const roles = useRoles()
  const action = useAction()
  const option = (kind: Holder['kind'], name = '') => ({ value: `${kind} ${name}`, label: name, description: kind })
  const options = [
    ...(users.data ?? []).map(({ UserName }) => option('user', UserName)),
    ...(groups.data ?? []).map(({ GroupName }) => option('group', GroupName)),
    ...(roles.data ?? []).map(({ RoleName }) => option('role', RoleName)),
  ]
  const submit = async () => {
    const outcome = await action.run(async (iam) => {
      for (const one of chosen) {
        const [kind = 'user', name = ''] = one.split(' ')
        await callsOf({ kind: kind as Holder['kind'], name }).attach(iam, name, arn)
      }
    })
    if (outcome.ok) onClose()
  }
  return (
    <FormDialog
      header={texts.attachHeader}
      submitText={texts.attach}
      running={action.running}
      disabled={chosen.length === 0}
      error={action.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <FormField label={texts.entityName} stretch>
        <Multiselect
          options={options}
          selectedOptions={options.filter(({ value }) => chosen.includes(value))}
          filteringType="auto"
          onChange={({ detail }) => setChosen(detail.selectedOptions.map(({ value = '' }) => value))}
        />
      </FormField>
    </FormDialog>
  )
}
