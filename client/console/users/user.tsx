import type { User } from '@aws-sdk/client-iam'
import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Tabs from '@cloudscape-design/components/tabs'
import { lazy, Suspense, useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { addresses } from '../../shared/addresses.js'
import { LastAccessed } from '../last-accessed/last-accessed.js'
import { InfoLink } from '../parts/info-link.js'
import { Loaded } from '../parts/loaded.js'
import { Boundary } from '../permissions/boundary.js'
import { Permissions } from '../permissions/permissions.js'
import { useUser, useUserGroups } from '../queries/users.js'
import { ResourceTags } from '../tags/resource-tags.js'
import { texts } from './texts.js'
import { UserGroups } from './user-groups.js'
import { UserSummary } from './user-summary.js'

const UserCredentials = lazy(() => import('./user-credentials.js'))
const DeleteUsersDialog = lazy(async () => ({ default: (await import('./delete-users.js')).DeleteUsersDialog }))

/** One user: summary and tabs. */
export default function UserPage() {
  const { userName = '', tab = 'permissions' } = useParams()
  const query = useUser(userName)
  const navigate = useNavigate()
  const [deleting, setDeleting] = useState(false)
  return (
    <ContentLayout
      header={
        <Header variant="h1" info={<InfoLink />} actions={<Button onClick={() => setDeleting(true)}>{texts.delete}</Button>}>
          {userName}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <Loaded query={query}>
          {(user) => (user === null ? <Alert type="error">{texts.notFound}</Alert> : <UserSummary user={user} />)}
        </Loaded>
        <Tabs
          activeTabId={tab}
          onChange={({ detail }) => navigate(addresses.users.of(userName, detail.activeTabId))}
          tabs={[
            {
              id: 'permissions',
              label: texts.tabs.permissions,
              content: <UserPermissions userName={userName} user={query.data ?? undefined} />,
            },
            { id: 'groups', label: texts.tabs.groups, content: <UserGroups userName={userName} /> },
            { id: 'tags', label: texts.tabs.tags, content: <ResourceTags resource={{ kind: 'user', name: userName }} /> },
            {
              id: 'credentials',
              label: texts.tabs.credentials,
              content: (
                <Suspense fallback={<StatusIndicator type="loading" />}>
                  <UserCredentials userName={userName} user={query.data ?? undefined} />
                </Suspense>
              ),
            },
            {
              id: 'last-accessed',
              label: texts.tabs.accessed,
              content: query.data?.Arn ? <LastAccessed arn={query.data.Arn} /> : null,
            },
          ]}
        />
        <Suspense>{deleting ? <DeleteUsersDialog names={[userName]} onClose={() => setDeleting(false)} /> : null}</Suspense>
      </SpaceBetween>
    </ContentLayout>
  )
}

function UserPermissions({ userName, user }: { userName: string; user: User | undefined }) {
  const groups = useUserGroups(userName)
  return (
    <SpaceBetween size="l">
      <Permissions
        holder={{ kind: 'user', name: userName }}
        groups={(groups.data ?? []).map(({ GroupName = '' }) => GroupName)}
      />
      {user ? (
        <Boundary holder={{ kind: 'user', name: userName }} boundary={user.PermissionsBoundary?.PermissionsBoundaryArn} />
      ) : null}
    </SpaceBetween>
  )
}
