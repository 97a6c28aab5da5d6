import type { Policy } from '@aws-sdk/client-iam'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { LessonHotspot } from '../../lab/lesson-hotspot.js'
import { addresses } from '../../shared/addresses.js'
import { dateTime } from '../../shared/locale.js'
import { PageLink } from '../parts/page-link.js'
import { ResourceTable } from '../parts/resource-table.js'
import { isAwsManaged, isJobFunction, useManagedPolicies } from '../queries/policies.js'
import { DeletePolicyDialog } from './delete-policy.js'
import { texts } from './texts.js'

const { columns } = texts

export const typeOf = ({ Arn = '' }: Policy): string =>
  !isAwsManaged(Arn) ? texts.customer : isJobFunction(Arn) ? texts.job : texts.aws

function usedAs({ AttachmentCount = 0, PermissionsBoundaryUsageCount = 0 }: Policy): string {
  if (AttachmentCount > 0) return PermissionsBoundaryUsageCount > 0 ? texts.both : texts.permissions
  return PermissionsBoundaryUsageCount > 0 ? texts.boundary : texts.none
}

export default function Policies() {
  const query = useManagedPolicies()
  const navigate = useNavigate()
  const [deleting, setDeleting] = useState<Policy>()
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
        isFixed={({ Arn = '' }) => isAwsManaged(Arn)}
        empty={{ title: texts.empty }}
        filter={{
          label: texts.filter,
          all: texts.allTypes,
          options: [texts.customer, texts.aws, texts.job].map((value) => ({ value, label: value })),
          matches: (policy, value) => typeOf(policy) === value,
        }}
        columns={[
          {
            id: 'name',
            header: columns.name,
            cell: ({ PolicyName = '', Arn = '' }) => <PageLink to={addresses.policies.of(Arn)}>{PolicyName}</PageLink>,
            sort: ({ PolicyName = '' }) => PolicyName,
          },
          { id: 'type', header: columns.type, cell: typeOf, sort: typeOf },
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
            <Button disabled={!selected} onClick={() => setDeleting(selected)}>
              {texts.delete}
            </Button>
            <LessonHotspot id="policies-create">
              <Button variant="primary" onClick={() => navigate(addresses.policies.create)}>
                {texts.create}
              </Button>
            </LessonHotspot>
          </SpaceBetween>
        )}
      />
      {deleting ? (
        <DeletePolicyDialog arn={deleting.Arn ?? ''} name={deleting.PolicyName ?? ''} onClose={() => setDeleting(undefined)} />
      ) : null}
    </>
  )
}
