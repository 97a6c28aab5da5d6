import type { MFADevice } from '@aws-sdk/client-iam'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { LessonHotspot } from '../../lab/lesson-hotspot.js'
import { dateTime } from '../../shared/locale.js'
import { Copyable } from '../parts/copyable.js'
import { Empty, Loaded } from '../parts/loaded.js'
import { useMfaDevices } from '../queries/mfa-devices.js'
import type { CredentialOwner } from '../queries/owner.js'
import { isPasskey, isVirtual, typeOf } from './device-type.js'
import { RemoveDialog } from './remove-dialog.js'
import { ResyncDialog } from './resync-dialog.js'
import { texts } from './texts.js'

interface Props {
  owner: CredentialOwner
  /** Route of the wizard that assigns a device to this owner. */
  assignPath: string
}

/** The section “Multi-factor authentication (MFA)” of a user's page and of one's own security credentials. */
export function MfaDevices({ owner, assignPath }: Props) {
  const query = useMfaDevices(owner)
  const navigate = useNavigate()
  const [selected, setSelected] = useState<string>()
  const [dialog, setDialog] = useState<'remove' | 'resync'>()
  const devices = query.data ?? []
  const device = devices.find((one) => one.SerialNumber === selected)
  const actions = (
    <SpaceBetween direction="horizontal" size="xs">
      <LessonHotspot id="mfa-remove">
        <Button disabled={!device} onClick={() => setDialog('remove')}>
          {texts.remove}
        </Button>
      </LessonHotspot>
      <LessonHotspot id="mfa-resync">
        <Button disabled={!isVirtual(device?.SerialNumber ?? '')} onClick={() => setDialog('resync')}>
          {texts.resync}
        </Button>
      </LessonHotspot>
      <LessonHotspot id="mfa-assign">
        <Button onClick={() => navigate(assignPath)}>{texts.assign}</Button>
      </LessonHotspot>
    </SpaceBetween>
  )
  const serialNumber = device?.SerialNumber
  return (
    <Container
      header={
        <Header
          variant="h2"
          counter={query.data ? `(${devices.length})` : ''}
          description={texts.description}
          actions={actions}
        >
          {texts.title}
        </Header>
      }
    >
      <Loaded query={query}>{(items) => <DeviceTable devices={items} selected={device} onSelect={setSelected} />}</Loaded>
      {dialog === 'remove' && serialNumber ? (
        <RemoveDialog owner={owner} serialNumber={serialNumber} onClose={() => setDialog(undefined)} />
      ) : null}
      {dialog === 'resync' && serialNumber ? (
        <ResyncDialog owner={owner} serialNumber={serialNumber} onClose={() => setDialog(undefined)} />
      ) : null}
    </Container>
  )
}

/** Of security keys that FIDO certified, AWS shows the certificates; the browser doesn't tell us which key it is. */
const certifications = ({ SerialNumber = '' }: MFADevice): string =>
  isPasskey(SerialNumber) ? texts.notKnown : texts.notApplicable

/** Passkeys first, as AWS offers them. */
const inOrder = (devices: readonly MFADevice[]): MFADevice[] =>
  devices.toSorted((a, b) => Number(isPasskey(b.SerialNumber ?? '')) - Number(isPasskey(a.SerialNumber ?? '')))

interface TableProps {
  devices: readonly MFADevice[]
  selected: MFADevice | undefined
  onSelect(serialNumber: string | undefined): void
}

function DeviceTable({ devices, selected, onSelect }: TableProps) {
  return (
    <Table
      variant="embedded"
      items={inOrder(devices)}
      trackBy="SerialNumber"
      selectionType="single"
      selectedItems={selected ? [selected] : []}
      onSelectionChange={({ detail }) => onSelect(detail.selectedItems[0]?.SerialNumber)}
      ariaLabels={{
        tableLabel: texts.title,
        selectionGroupLabel: texts.selection,
        itemSelectionLabel: (_state, item) => texts.selectDevice(item.SerialNumber ?? ''),
      }}
      columnDefinitions={[
        { id: 'type', header: texts.columns.type, cell: (item) => typeOf(item.SerialNumber ?? '') },
        {
          id: 'identifier',
          header: texts.columns.identifier,
          isRowHeader: true,
          cell: (item) => <Copyable what={texts.identifier} text={item.SerialNumber ?? ''} />,
        },
        { id: 'certifications', header: texts.columns.certifications, cell: certifications },
        { id: 'created', header: texts.columns.created, cell: (item) => (item.EnableDate ? dateTime(item.EnableDate) : '') },
      ]}
      empty={<Empty title={texts.emptyTitle} text={texts.emptyText} />}
    />
  )
}
