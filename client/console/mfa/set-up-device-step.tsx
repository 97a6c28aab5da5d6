import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { Failure } from '../../shared/failure.js'
import { Copyable } from '../parts/copyable.js'
import { useOpenDrawer } from '../parts/open-drawer.js'
import { CodeFields, type Codes } from './code-fields.js'
import { QrCode } from './qr-code.js'
import { texts } from './texts.js'
import type { VirtualDevice } from './virtual-device.js'

interface Props {
  device: VirtualDevice | undefined
  creating: boolean
  createError: unknown
  codes: Codes
  attempted: boolean
  enableError: unknown
  onCodes(codes: Codes): void
  /** Makes the device if there is none yet; false if that failed. */
  onNeedDevice(): Promise<boolean>
}

export function SetUpDeviceStep(props: Props) {
  const open = useOpenDrawer()
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">{texts.appStep}</Header>}>
        <SpaceBetween size="xs">
          <Box>{texts.appText}</Box>
          <Button variant="inline-link" onClick={() => open('phone')}>
            {texts.noPhone}
          </Button>
        </SpaceBetween>
      </Container>
      <Container header={<Header variant="h2">{texts.qrStep}</Header>}>
        <Seed {...props} />
      </Container>
      <Container header={<Header variant="h2">{texts.codesStep}</Header>}>
        <SpaceBetween size="m">
          <Box>{texts.codesText}</Box>
          {props.attempted && !props.device ? <Box color="text-status-error">{texts.showFirst}</Box> : null}
          <CodeFields codes={props.codes} attempted={props.attempted} onChange={props.onCodes} />
          {props.enableError === undefined ? null : <Failure error={props.enableError} />}
        </SpaceBetween>
      </Container>
    </SpaceBetween>
  )
}

/** Either button creates the virtual device, as at AWS, and then only shows or hides what it holds. */
function Seed({ device, creating, createError, onNeedDevice }: Props) {
  const [shown, setShown] = useState({ qr: false, key: false })
  async function toggle(what: 'qr' | 'key') {
    const next = { ...shown, [what]: !shown[what] }
    if (!next[what] || (await onNeedDevice())) setShown(next)
  }
  const qr = device !== undefined && shown.qr
  const key = device !== undefined && shown.key
  return (
    <SpaceBetween size="m">
      <Box>{texts.qrText}</Box>
      <SpaceBetween direction="horizontal" size="xs">
        <Button onClick={() => toggle('qr')} loading={creating} ariaExpanded={qr}>
          {qr ? texts.hideQr : texts.showQr}
        </Button>
        <Button onClick={() => toggle('key')} disabled={creating} ariaExpanded={key}>
          {key ? texts.hideSecretKey : texts.showSecretKey}
        </Button>
      </SpaceBetween>
      {createError === undefined ? null : <Failure error={createError} />}
      {qr ? <QrCode png={device.qrCodePng} /> : null}
      {key ? <Copyable what={texts.secretKey} text={device.seed} /> : null}
    </SpaceBetween>
  )
}
