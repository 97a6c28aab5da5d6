import type { AccessKeyLastUsed, AccessKeyMetadata } from '@aws-sdk/client-iam'
import Box from '@cloudscape-design/components/box'
import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { LessonHotspot } from '../../lab/lesson-hotspot.js'
import { dateTime } from '../../shared/locale.js'
import { useAccountNow } from '../parts/account-now.js'
import { ago } from '../parts/ages.js'
import { Copyable } from '../parts/copyable.js'
import type { CredentialOwner } from '../queries/owner.js'
import type { Loading } from '../queries/use-wire-query.js'
import { LastUsed } from './last-used.js'
import { texts } from './texts.js'

export type KeyAction = 'activate' | 'deactivate' | 'delete' | 'describe'

/** What each of the dialogs about one key is given. */
export interface KeyDialogProps {
  owner: CredentialOwner
  accessKey: AccessKeyMetadata
  lastUsed: AccessKeyLastUsed | undefined
  description: string
  onClose(): void
}

interface Props {
  accessKey: AccessKeyMetadata
  lastUsed: Loading<AccessKeyLastUsed> | undefined
  description: string | undefined
  /** Only users have tags, so only their keys have descriptions. */
  describable: boolean
  hotspot: boolean
  onAction(action: KeyAction): void
}

export function AccessKeyCard(props: Props) {
  const { accessKey, lastUsed, description, describable, hotspot, onAction } = props
  const now = useAccountNow()
  const id = accessKey.AccessKeyId ?? ''
  const active = accessKey.Status === 'Active'
  const menu = (
    <ButtonDropdown
      ariaLabel={texts.actionsOf(id)}
      onItemClick={({ detail }) => onAction(detail.id as KeyAction)}
      items={[
        active ? { id: 'deactivate', text: texts.deactivate } : { id: 'activate', text: texts.activate },
        { id: 'delete', text: texts.delete },
        ...(describable ? [{ id: 'describe', text: texts.editDescription }] : []),
      ]}
    >
      {texts.actions}
    </ButtonDropdown>
  )
  return (
    <Container
      variant="stacked"
      header={
        <Header variant="h3" actions={hotspot ? <LessonHotspot id="access-key-actions">{menu}</LessonHotspot> : menu}>
          <Copyable what={texts.keyId} text={id} />
        </Header>
      }
    >
      <KeyValuePairs
        columns={3}
        items={[
          ...(describable ? [{ label: texts.fields.description, value: description ?? texts.noDescription }] : []),
          { label: texts.fields.status, value: <Status active={active} /> },
          { label: texts.fields.lastUsed, value: <LastUse lastUsed={lastUsed} /> },
          { label: texts.fields.created, value: created(accessKey.CreateDate, now) },
          { label: texts.fields.lastUsedRegion, value: lastUsed?.data?.Region ?? texts.notAvailable },
          { label: texts.fields.lastUsedService, value: lastUsed?.data?.ServiceName ?? texts.notAvailable },
        ]}
      />
    </Container>
  )
}

function LastUse({ lastUsed }: Pick<Props, 'lastUsed'>) {
  return (
    <>
      <LastUsed query={lastUsed} />
      {lastUsed?.data?.LastUsedDate ? (
        <Box variant="small" color="text-body-secondary" display="block">
          {texts.lastUsedNote}
        </Box>
      ) : null}
    </>
  )
}

function Status({ active }: { active: boolean }) {
  return <StatusIndicator type={active ? 'success' : 'stopped'}>{active ? texts.active : texts.inactive}</StatusIndicator>
}

const created = (date: Date | undefined, now: Date): string =>
  date ? `${ago(date, now)} (${dateTime(date)})` : texts.notAvailable
