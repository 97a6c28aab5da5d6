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
import { addresses } from '../../shared/addresses.js'
import { dateTime } from '../../shared/locale.js'
import { LastAccessed } from '../last-accessed/last-accessed.js'
import { Copyable } from '../parts/copyable.js'
import { InfoLink } from '../parts/info-link.js'
import { Loaded } from '../parts/loaded.js'
import { Permissions } from '../permissions/permissions.js'
import { useGroup } from '../queries/groups.js'
import { DeleteGroupsDialog } from './delete-groups.js'
import { GroupUsers } from './group-users.js'
import { RenameGroup } from './rename-group.js'
import { texts } from './texts.js'

export default function GroupPage() {
  const { groupName = '', tab = 'users' } = useParams()
  const query = useGroup(groupName)
  const navigate = useNavigate()
  const [dialog, setDialog] = useState<'delete' | 'edit'>()
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          info={<InfoLink />}
          actions={query.data ? <Button onClick={() => setDialog('delete')}>{texts.delete}</Button> : null}
        >
          {groupName}
        </Header>
      }
    >
      <Loaded query={query}>
        {(found) =>
          found === null ? (
            <Alert type="error">{texts.notFound}</Alert>
          ) : (
            <SpaceBetween size="l">
              <Container
                header={
                  <Header variant="h2" actions={<Button onClick={() => setDialog('edit')}>{texts.edit}</Button>}>
                    {texts.summary}
                  </Header>
                }
              >
                <KeyValuePairs
                  columns={3}
                  items={[
                    { label: texts.name, value: groupName },
                    { label: texts.createdOn, value: found.group.CreateDate ? dateTime(found.group.CreateDate) : '' },
                    { label: texts.arn, value: <Copyable what={texts.arn} text={found.group.Arn ?? ''} /> },
                  ]}
                />
              </Container>
              <Tabs
                activeTabId={tab}
                onChange={({ detail }) => navigate(addresses.groups.of(groupName, detail.activeTabId))}
                tabs={[
                  {
                    id: 'users',
                    label: texts.tabs.users,
                    content: <GroupUsers groupName={groupName} users={found.users} query={query} />,
                  },
                  {
                    id: 'permissions',
                    label: texts.tabs.permissions,
                    content: <Permissions holder={{ kind: 'group', name: groupName }} />,
                  },
                  { id: 'last-accessed', label: texts.tabs.accessed, content: <LastAccessed arn={found.group.Arn ?? ''} /> },
                ]}
              />
            </SpaceBetween>
          )
        }
      </Loaded>
      {dialog === 'delete' ? <DeleteGroupsDialog names={[groupName]} onClose={() => setDialog(undefined)} /> : null}
      {dialog === 'edit' ? <RenameGroup groupName={groupName} onClose={() => setDialog(undefined)} /> : null}
    </ContentLayout>
  )
}
