import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { wipePhone } from './phone/store.js'
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
  const wipe = async () => {
    await Promise.all([wipePhone(), wipeLaptops()])
    setAsking(false)
  }
  return (
    <>
      <Button variant="link" iconName="remove" wrapText={false} onClick={() => setAsking(true)}>
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
        {texts.text}
      </Modal>
    </>
  )
}
