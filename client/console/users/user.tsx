import type { User } from '@aws-sdk/client-iam'
import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Tabs from '@cloudscape-design/components/tabs'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { dateTime } from '../../shared/locale.js'
import { AccessKeys } from '../access-keys/access-keys.js'
import { InfoLink } from '../help/info-link.js'
import { LastAccessed } from '../last-accessed/last-accessed.js'
import { MfaDevices } from '../mfa/mfa-devices.js'
import { GitCredentials } from '../other-credentials/git-credentials.js'
import { SigningCertificates } from '../other-credentials/signing-certificates.js'
import { SshPublicKeys } from '../other-credentials/ssh-public-keys.js'
import { Copyable } from '../parts/copyable.js'
import { Loaded } from '../parts/loaded.js'
import { Boundary } from '../permissions/boundary.js'
import { Permissions } from '../permissions/permissions.js'
import { useUser, useUserGroups } from '../queries/users.js'
import { ResourceTags } from '../tags/resource-tags.js'
import { ConsoleAccess } from './console-access.js'
import { DeleteUserDialog } from './delete-user.js'
import { texts } from './texts.js'
import { UserGroups } from './user-groups.js'

/** One user: summary and tabs. */
export default function UserPage() {
  const { userName = '', tab = 'permissions' } = useParams()
  const query = useUser(userName)
  const navigate = useNavigate()
  const [deleting, setDeleting] = useState(false)
  const path = `/iam/users/${encodeURIComponent(userName)}`
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
          {(user) =>
            user === null ? (
              <Alert type="error">{texts.notFound}</Alert>
            ) : (
              <Container>
                <KeyValuePairs
                  columns={3}
                  items={[
                    { label: texts.arn, value: <Copyable what={texts.arn} text={user.Arn ?? ''} /> },
                    { label: texts.createdOn, value: user.CreateDate ? dateTime(user.CreateDate) : '' },
                    { label: texts.lastSignIn, value: user.PasswordLastUsed ? dateTime(user.PasswordLastUsed) : texts.never },
                  ]}
                />
              </Container>
            )
          }
        </Loaded>
        <Tabs
          activeTabId={tab}
          onChange={({ detail }) => navigate(`${path}/${detail.activeTabId}`)}
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
                <SpaceBetween size="l">
                  <ConsoleAccess userName={userName} />
                  <MfaDevices owner={{ kind: 'user', userName }} assignPath={`${path}/mfa/assign`} />
                  <AccessKeys owner={{ kind: 'user', userName }} createPath={`${path}/access-key/create`} />
                  <SshPublicKeys userName={userName} />
                  <GitCredentials userName={userName} />
                  <SigningCertificates owner={{ kind: 'user', userName }} />
                </SpaceBetween>
              ),
            },
            { id: 'last-accessed', label: texts.tabs.accessed, content: <LastAccessed arn={query.data?.Arn ?? ''} /> },
          ]}
        />
        {deleting ? <DeleteUserDialog userName={userName} onClose={() => setDeleting(false)} /> : null}
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
