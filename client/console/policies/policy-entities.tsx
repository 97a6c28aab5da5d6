import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { addresses } from '../../shared/addresses.js'
import { PageLink } from '../parts/page-link.js'
import { ResourceTable } from '../parts/resource-table.js'
import { type PolicyEntity, usePolicyEntities } from '../queries/policies.js'
import { AttachPolicyDialog } from './attach-policy.js'
import { DetachPolicyDialog } from './detach-policy.js'
import { ENTITY_FILTER } from './pick-entities.js'
import { texts } from './texts.js'

const ADDRESS = { user: addresses.users.of, group: addresses.groups.of, role: addresses.roles.of }

const attachedAs = ({ as }: PolicyEntity): string => (as === 'boundary' ? texts.boundary : texts.permissions)

/** Who has the policy, as permissions or as boundary. */
export function PolicyEntities({ arn, name }: { arn: string; name: string }) {
  const query = usePolicyEntities(arn)
  const [attaching, setAttaching] = useState(false)
  const [detaching, setDetaching] = useState<readonly PolicyEntity[]>()
  return (
    <>
      <ResourceTable<PolicyEntity>
        title={texts.tabs.entities}
        description={texts.entitiesText}
        variant="container"
        query={query}
        idOf={({ kind, name, as }) => `${kind} ${name} ${as}`}
        nameOf={({ name }) => name}
        textOf={({ name }) => name}
        selection="multi"
        isFixed={({ as }) => as === 'boundary'}
        filter={ENTITY_FILTER}
        empty={{ title: texts.noEntities }}
        columns={[
          {
            id: 'name',
            header: texts.entityName,
            cell: ({ kind, name }) => <PageLink to={ADDRESS[kind](name)}>{name}</PageLink>,
            sort: ({ name }) => name,
          },
          {
            id: 'type',
            header: texts.entityType,
            cell: ({ kind }) => texts.entityTypes[kind],
            sort: ({ kind }) => texts.entityTypes[kind],
          },
          { id: 'as', header: texts.attachedAs, cell: attachedAs, sort: attachedAs },
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
      {attaching ? <AttachPolicyDialog arn={arn} name={name} onClose={() => setAttaching(false)} /> : null}
      {detaching ? (
        <DetachPolicyDialog arn={arn} name={name} entities={detaching} onClose={() => setDetaching(undefined)} />
      ) : null}
    </>
  )
}
