import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useState } from 'react'
import { ReturnFocus } from '../../shared/dialogs/return-focus.js'
import { Failure } from '../../shared/failure.js'
import { download } from '../parts/download.js'
import type { CredentialOwner } from '../queries/owner.js'
import { useAction } from '../queries/use-action.js'
import { type CreatedKey, createKey } from './create-key.js'
import { accessKeyFile2022 } from './key-file.js'
import { texts } from './texts.js'

interface Props {
  owner: CredentialOwner
}

/**
 * The button and dialog of 2022: the key is made by the click, and the dialog is the one look at it.
 * The secret is in this component's state and goes when it is closed.
 */
export function CreateKey2022({ owner }: Props) {
  const wording = owner.kind === 'root' ? texts.as2022.root : texts.as2022.user
  const [created, setCreated] = useState<CreatedKey>()
  const [shown, setShown] = useState(false)
  const [failed, setFailed] = useState(false)
  const action = useAction()

  async function create() {
    const outcome = await action.run((iam) => createKey(iam, owner, ''))
    if (outcome.ok) setCreated(outcome.value)
    else setFailed(true)
  }
  function close() {
    setCreated(undefined)
    setShown(false)
    setFailed(false)
  }
  function save() {
    if (!created) return
    const file = accessKeyFile2022(owner, created.key)
    download(file.name, file.text)
  }

  return (
    <>
      <Button loading={action.running} onClick={() => void create()}>
        {wording.create}
      </Button>
      {created || failed ? (
        <>
          <ReturnFocus />
          <Modal
            visible
            header={texts.as2022.header}
            onDismiss={close}
            footer={
              <Box float="right">
                <SpaceBetween direction="horizontal" size="xs">
                  <Button onClick={close}>{texts.as2022.close}</Button>
                  {created ? (
                    <Button variant="primary" onClick={save}>
                      {wording.download}
                    </Button>
                  ) : null}
                </SpaceBetween>
              </Box>
            }
          >
            {created ? (
              <SpaceBetween size="m">
                <StatusIndicator type="success">{texts.as2022.created}</StatusIndicator>
                <Box>{texts.as2022.advice}</Box>
                {shown ? (
                  <KeyValuePairs
                    items={[
                      { label: texts.as2022.id, value: created.key.accessKeyId },
                      { label: texts.as2022.secret, value: <Box variant="code">{created.key.secretAccessKey}</Box> },
                    ]}
                  />
                ) : (
                  <Button variant="inline-link" onClick={() => setShown(true)}>
                    {wording.show}
                  </Button>
                )}
              </SpaceBetween>
            ) : (
              <Failure error={action.error} />
            )}
          </Modal>
        </>
      ) : null}
    </>
  )
}
