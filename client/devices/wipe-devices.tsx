import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { LostAccounts } from './phone/lost-accounts.js'
import { type PhoneAccount, readPhone, wipePhone } from './phone/store.js'
import { wipeLaptops } from './terminal/store.js'

const texts = {
  wipe: 'Wipe my devices',
  text: 'This deletes everything on your phone and in your terminal, for every account in this browser: codes, files, keys, and history. The accounts themselves stay as they are.',
  cancel: 'Cancel',
  confirm: 'Wipe',
}

/** Empties phone and terminal, once it is confirmed. */
export function WipeDevices() {
  const [asking, setAsking] = useState(false)
  const [accounts, setAccounts] = useState<readonly PhoneAccount[]>([])
  const ask = async () => {
    setAccounts((await readPhone()).accounts)
    setAsking(true)
  }
  const wipe = async () => {
    await Promise.all([wipePhone(), wipeLaptops()])
    setAsking(false)
  }
  return (
    <>
      <Button variant="link" iconName="remove" wrapText={false} onClick={() => void ask()}>
        {texts.wipe}
      </Button>
      <Modal
        visible={asking}
        header={texts.wipe}
        onDismiss={() => setAsking(false)}
        footer={
          <Box float="right">
            <SpaceBetween direction="horizontal" size="xs">
              <Button variant="link" onClick={() => setAsking(false)}>
                {texts.cancel}
              </Button>
              <Button variant="primary" onClick={() => void wipe()}>
                {texts.confirm}
              </Button>
            </SpaceBetween>
          </Box>
        }
      >
        <SpaceBetween size="s">
          {texts.text}
          <LostAccounts accounts={accounts} />
        </SpaceBetween>
      </Modal>
    </>
  )
}
