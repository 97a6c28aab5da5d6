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
import { useRole } from '../queries/roles.js'
import { ResourceTags } from '../tags/resource-tags.js'
import { DeleteRolesDialog } from './delete-roles.js'
import { EditRole } from './edit-role.js'
import { RevokeSessions } from './revoke-sessions.js'
import { RoleSummary } from './role-summary.js'
import { texts } from './texts.js'

/** With the policy editor, which only this tab needs. */
const TrustRelationships = lazy(async () => ({ default: (await import('./trust-relationships.js')).TrustRelationships }))

/** One role: summary and tabs. */
export default function RolePage() {
  const { roleName = '', tab = 'permissions' } = useParams()
  const query = useRole(roleName)
  const navigate = useNavigate()
  const [dialog, setDialog] = useState<'delete' | 'edit'>()
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          info={<InfoLink />}
          actions={query.data ? <Button onClick={() => setDialog('delete')}>{texts.delete}</Button> : null}
          {...(query.data?.Description ? { description: query.data.Description } : {})}
        >
          {roleName}
        </Header>
      }
    >
      <Loaded query={query}>
        {(role) =>
          role === null ? (
            <Alert type="error">{texts.notFound}</Alert>
          ) : (
            <SpaceBetween size="l">
              <RoleSummary role={role} onEdit={() => setDialog('edit')} />
              <Tabs
                activeTabId={tab}
                onChange={({ detail }) => navigate(addresses.roles.of(roleName, detail.activeTabId))}
                tabs={[
                  {
                    id: 'permissions',
                    label: texts.tabs.permissions,
                    content: (
                      <SpaceBetween size="l">
                        <Permissions holder={{ kind: 'role', name: roleName }} />
                        <Boundary
                          holder={{ kind: 'role', name: roleName }}
                          boundary={role.PermissionsBoundary?.PermissionsBoundaryArn}
                        />
                      </SpaceBetween>
                    ),
                  },
                  {
                    id: 'trust',
                    label: texts.tabs.trust,
                    content: (
                      <Suspense fallback={<StatusIndicator type="loading" />}>
                        <TrustRelationships role={role} />
                      </Suspense>
                    ),
                  },
                  { id: 'tags', label: texts.tabs.tags, content: <ResourceTags resource={{ kind: 'role', name: roleName }} /> },
                  { id: 'last-accessed', label: texts.tabs.accessed, content: <LastAccessed arn={role.Arn ?? ''} /> },
                  { id: 'revoke', label: texts.tabs.revoke, content: <RevokeSessions roleName={roleName} /> },
                ]}
              />
              {dialog === 'edit' ? <EditRole role={role} onClose={() => setDialog(undefined)} /> : null}
              {dialog === 'delete' ? <DeleteRolesDialog names={[roleName]} onClose={() => setDialog(undefined)} /> : null}
            </SpaceBetween>
          )
        }
      </Loaded>
    </ContentLayout>
  )
}
