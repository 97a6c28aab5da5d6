import type { Role } from '@aws-sdk/client-iam'
import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import ContentLayout from '@cloudscape-design/components/content-layout'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Tabs from '@cloudscape-design/components/tabs'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { addresses, consoleAddress } from '../../shared/addresses.js'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { dateTime } from '../../shared/locale.js'
import { useSession } from '../../shared/session.js'
import { LastAccessed } from '../last-accessed/last-accessed.js'
import { Copyable } from '../parts/copyable.js'
import { useFlash } from '../parts/flash.js'
import { InfoLink } from '../parts/info-link.js'
import { Loaded } from '../parts/loaded.js'
import { Boundary } from '../permissions/boundary.js'
import { Permissions } from '../permissions/permissions.js'
import { useRole } from '../queries/roles.js'
import { useAction } from '../queries/use-action.js'
import { ResourceTags } from '../tags/resource-tags.js'
import { DeleteRolesDialog } from './delete-roles.js'
import { RevokeSessions } from './revoke-sessions.js'
import { texts } from './texts.js'
import { TrustRelationships } from './trust-relationships.js'

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
          actions={
            query.data ? (
              <SpaceBetween direction="horizontal" size="xs">
                <Button onClick={() => setDialog('edit')}>{texts.edit}</Button>
                <Button onClick={() => setDialog('delete')}>{texts.delete}</Button>
              </SpaceBetween>
            ) : null
          }
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
              <Summary role={role} />
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
                  { id: 'trust', label: texts.tabs.trust, content: <TrustRelationships role={role} /> },
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

function Summary({ role }: { role: Role }) {
  const { accountId, accountAlias } = useSession()
  const used = role.RoleLastUsed?.LastUsedDate
  const { RoleName = '' } = role
  const link = location.origin + consoleAddress(addresses.roles.switchTo(accountAlias ?? accountId, RoleName))
  return (
    <Container>
      <KeyValuePairs
        columns={3}
        items={[
          { label: texts.arn, value: <Copyable what={texts.arn} text={role.Arn ?? ''} /> },
          { label: texts.createdOn, value: role.CreateDate ? dateTime(role.CreateDate) : '' },
          { label: texts.lastActivity, value: used ? dateTime(used) : texts.never },
          { label: texts.maximum, value: texts.hours(role.MaxSessionDuration ?? 3600) },
          { label: texts.roleDescription, value: role.Description ?? '–' },
          { label: texts.switchLink, value: <Copyable what={texts.switchLink} text={link} /> },
        ]}
      />
    </Container>
  )
}

const HOURS = [1, 2, 4, 8, 12].map((hours) => ({ value: String(hours * 3600), label: texts.hours(hours * 3600) }))

function EditRole({ role, onClose }: { role: Role; onClose(): void }) {
  const [description, setDescription] = useState(role.Description ?? '')
  const [seconds, setSeconds] = useState(String(role.MaxSessionDuration ?? 3600))
  const action = useAction()
  const flash = useFlash()
  const submit = async () => {
    const outcome = await action.run((iam) =>
      iam.updateRole({ RoleName: role.RoleName, Description: description, MaxSessionDuration: Number(seconds) }),
    )
    if (!outcome.ok) return
    flash.success(texts.saved)
    onClose()
  }
  return (
    <FormDialog
      header={texts.edit}
      submitText={texts.save}
      running={action.running}
      error={action.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <FormField label={texts.roleDescription}>
        <Input value={description} onChange={({ detail }) => setDescription(detail.value)} />
      </FormField>
      <FormField label={texts.maximum}>
        <Select
          options={HOURS}
          selectedOption={HOURS.find(({ value }) => value === seconds) ?? { value: seconds, label: seconds }}
          onChange={({ detail }) => setSeconds(detail.selectedOption.value ?? '3600')}
        />
      </FormField>
    </FormDialog>
  )
}
