import type { Policy } from '@aws-sdk/client-iam'
import Button from '@cloudscape-design/components/button'
import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { LessonHotspot } from '../../lab/lesson-hotspot.js'
import { addresses } from '../../shared/addresses.js'
import { dateTime } from '../../shared/locale.js'
import { PageLink } from '../parts/page-link.js'
import { ResourceTable } from '../parts/resource-table.js'
import { POLICY_FILTER, typeOfPolicy } from '../permissions/policy-type.js'
import { isAwsManaged, useManagedPolicies } from '../queries/policies.js'
import { AttachPolicyDialog } from './attach-policy.js'
import { DeletePolicyDialog } from './delete-policy.js'
import { DetachPolicyDialog } from './detach-policy.js'
import { texts } from './texts.js'

const { columns } = texts

function usedAs({ AttachmentCount = 0, PermissionsBoundaryUsageCount = 0 }: Policy): string {
  if (AttachmentCount > 0) return PermissionsBoundaryUsageCount > 0 ? texts.both : texts.permissions
  return PermissionsBoundaryUsageCount > 0 ? texts.boundary : texts.none
}

export default function Policies() {
  const query = useManagedPolicies()
  const navigate = useNavigate()
  const [dialog, setDialog] = useState<{ what: 'attach' | 'detach' | 'delete'; arn: string; name: string }>()
  const close = () => setDialog(undefined)
  return (
    <>
      <ResourceTable<Policy>
        title={texts.policies}
        description={texts.description}
        query={query}
        idOf={({ Arn = '' }) => Arn}
        nameOf={({ PolicyName = '' }) => PolicyName}
        textOf={({ PolicyName, Arn }) => `${PolicyName} ${Arn}`}
        selection="single"
        empty={{ title: texts.empty }}
        filter={POLICY_FILTER}
        columns={[
          {
            id: 'name',
            header: columns.name,
            cell: ({ PolicyName = '', Arn = '' }) => <PageLink to={addresses.policies.of(Arn)}>{PolicyName}</PageLink>,
            sort: ({ PolicyName = '' }) => PolicyName,
          },
          { id: 'type', header: columns.type, cell: typeOfPolicy, sort: typeOfPolicy },
          { id: 'used', header: columns.used, cell: usedAs, sort: usedAs },
          {
            id: 'entities',
            header: columns.entities,
            cell: ({ AttachmentCount }) => AttachmentCount,
            sort: ({ AttachmentCount = 0 }) => AttachmentCount,
          },
          {
            id: 'updated',
            header: columns.updated,
            cell: ({ UpdateDate }) => (UpdateDate ? dateTime(UpdateDate) : ''),
            sort: ({ UpdateDate }) => UpdateDate?.getTime() ?? 0,
            hidden: true,
          },
          { id: 'arn', header: columns.arn, cell: ({ Arn }) => Arn, hidden: true },
        ]}
        actions={([selected]) => (
          <SpaceBetween direction="horizontal" size="xs">
            <ButtonDropdown
              disabled={!selected}
              items={[
                { id: 'attach', text: texts.attach },
                { id: 'detach', text: texts.detach },
                {
                  id: 'delete',
                  text: texts.delete,
                  ...(isAwsManaged(selected?.Arn ?? '') ? { disabled: true, disabledReason: texts.readOnly } : {}),
                },
              ]}
              onItemClick={({ detail }) =>
                setDialog({
                  what: detail.id as 'attach' | 'detach' | 'delete',
                  arn: selected?.Arn ?? '',
                  name: selected?.PolicyName ?? '',
                })
              }
            >
              {texts.actions}
            </ButtonDropdown>
            <LessonHotspot id="policies-create">
              <Button variant="primary" onClick={() => navigate(addresses.policies.create)}>
                {texts.create}
              </Button>
            </LessonHotspot>
          </SpaceBetween>
        )}
      />
      {dialog?.what === 'attach' ? <AttachPolicyDialog {...dialog} onClose={close} /> : null}
      {dialog?.what === 'detach' ? <DetachPolicyDialog {...dialog} onClose={close} /> : null}
      {dialog?.what === 'delete' ? <DeletePolicyDialog {...dialog} onClose={close} /> : null}
    </>
  )
}
