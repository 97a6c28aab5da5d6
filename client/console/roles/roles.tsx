import type { Role } from '@aws-sdk/client-iam'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { LessonHotspot } from '../../lab/lesson-hotspot.js'
import { addresses } from '../../shared/addresses.js'
import { dateTime } from '../../shared/locale.js'
import { useAccountNow } from '../parts/account-now.js'
import { ago } from '../parts/ages.js'
import { Asked } from '../parts/asked.js'
import { PageLink } from '../parts/page-link.js'
import { ResourceTable } from '../parts/resource-table.js'
import { roleQuery, trustedEntities, useRoles } from '../queries/roles.js'
import { useIamQuery } from '../queries/use-iam-query.js'
import { DeleteRolesDialog } from './delete-roles.js'
import { texts } from './texts.js'

const { columns } = texts
const isServiceLinked = ({ Path = '' }: Role): boolean => Path.startsWith('/aws-service-role/')

export default function Roles() {
  const query = useRoles()
  const navigate = useNavigate()
  const [deleting, setDeleting] = useState<readonly string[]>()
  return (
    <>
      <ResourceTable<Role>
        title={texts.roles}
        description={texts.description}
        query={query}
        idOf={({ RoleId = '' }) => RoleId}
        nameOf={({ RoleName = '' }) => RoleName}
        textOf={(role) => `${role.RoleName} ${role.Path} ${role.Description ?? ''} ${trustedEntities(role)}`}
        selection="multi"
        isFixed={isServiceLinked}
        empty={{ title: texts.empty, text: texts.emptyText }}
        columns={[
          {
            id: 'name',
            header: columns.name,
            cell: ({ RoleName = '' }) => <PageLink to={addresses.roles.of(RoleName)}>{RoleName}</PageLink>,
            sort: ({ RoleName = '' }) => RoleName,
          },
          { id: 'trusted', header: columns.trusted, cell: trustedEntities, sort: trustedEntities },
          {
            id: 'lastActivity',
            header: columns.lastActivity,
            cell: ({ RoleName = '' }) => <LastActivity roleName={RoleName} />,
          },
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
        actions={(selected) => (
          <SpaceBetween direction="horizontal" size="xs">
            <Button disabled={selected.length === 0} onClick={() => setDeleting(selected.map(({ RoleName = '' }) => RoleName))}>
              {texts.delete}
            </Button>
            <LessonHotspot id="roles-create">
              <Button variant="primary" onClick={() => navigate(addresses.roles.create)}>
                {texts.create}
              </Button>
            </LessonHotspot>
          </SpaceBetween>
        )}
      />
      {deleting ? <DeleteRolesDialog names={deleting} onClose={() => setDeleting(undefined)} /> : null}
    </>
  )
}

function LastActivity({ roleName }: { roleName: string }) {
  const now = useAccountNow()
  return (
    <Asked query={useIamQuery({ ...roleQuery(roleName), patient: true })}>
      {(role) => (role?.RoleLastUsed?.LastUsedDate ? ago(role.RoleLastUsed.LastUsedDate, now) : texts.never)}
    </Asked>
  )
}
