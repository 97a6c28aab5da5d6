import type { Role } from '@aws-sdk/client-iam'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { LessonHotspot } from '../../lab/lesson-hotspot.js'
import { dateTime } from '../../shared/locale.js'
import { PageLink } from '../parts/page-link.js'
import { ResourceTable } from '../parts/resource-table.js'
import { trustedEntities, useRoles } from '../queries/roles.js'
import { DeleteRoleDialog } from './delete-role.js'
import { rolePath } from './role-path.js'
import { texts } from './texts.js'

const { columns } = texts
const isServiceLinked = ({ Path = '' }: Role): boolean => Path.startsWith('/aws-service-role/')

export default function Roles() {
  const query = useRoles()
  const navigate = useNavigate()
  const [deleting, setDeleting] = useState<string>()
  return (
    <>
      <ResourceTable<Role>
        title={texts.roles}
        description={texts.description}
        query={query}
        idOf={({ RoleId = '' }) => RoleId}
        nameOf={({ RoleName = '' }) => RoleName}
        textOf={(role) => `${role.RoleName} ${role.Path} ${role.Description ?? ''} ${trustedEntities(role)}`}
        selection="single"
        isFixed={isServiceLinked}
        empty={{ title: texts.empty, text: texts.emptyText }}
        columns={[
          {
            id: 'name',
            header: columns.name,
            cell: ({ RoleName = '' }) => <PageLink to={rolePath(RoleName)}>{RoleName}</PageLink>,
            sort: ({ RoleName = '' }) => RoleName,
          },
          { id: 'trusted', header: columns.trusted, cell: trustedEntities, sort: trustedEntities },
          { id: 'description', header: columns.description, cell: ({ Description }) => Description, hidden: true },
          {
            id: 'created',
            header: columns.created,
            cell: ({ CreateDate }) => (CreateDate ? dateTime(CreateDate) : ''),
            sort: ({ CreateDate }) => CreateDate?.getTime() ?? 0,
          },
          {
            id: 'maximum',
            header: columns.maximum,
            cell: ({ MaxSessionDuration = 0 }) => texts.hours(MaxSessionDuration),
            sort: ({ MaxSessionDuration = 0 }) => MaxSessionDuration,
            hidden: true,
          },
          { id: 'path', header: columns.path, cell: ({ Path }) => Path, hidden: true },
          { id: 'arn', header: columns.arn, cell: ({ Arn }) => Arn, hidden: true },
        ]}
        actions={([selected]) => (
          <SpaceBetween direction="horizontal" size="xs">
            <Button disabled={!selected} onClick={() => setDeleting(selected?.RoleName)}>
              {texts.delete}
            </Button>
            <LessonHotspot id="roles-create">
              <Button variant="primary" onClick={() => navigate('/iam/roles/create')}>
                {texts.create}
              </Button>
            </LessonHotspot>
          </SpaceBetween>
        )}
      />
      {deleting ? <DeleteRoleDialog roleName={deleting} onClose={() => setDeleting(undefined)} /> : null}
    </>
  )
}
