import { DeleteKeyPairCommand, type KeyPairInfo } from '@aws-sdk/client-ec2'
import Box from '@cloudscape-design/components/box'
import { ConfirmDialog } from '../parts/confirm-dialog.js'
import { useEc2 } from '../queries/ec2/use-ec2-query.js'
import { texts } from './texts.js'

interface Props {
  keyPairs: readonly KeyPairInfo[]
  onDone(): void
  onClose(): void
}

/** Deletes key pairs once the word is typed. What is gone already is no error, so a second attempt goes on after a first. */
export function DeleteKeyPairs({ keyPairs, onDone, onClose }: Props) {
  const ec2 = useEc2()
  return (
    <ConfirmDialog
      header={texts.deleteHeader(keyPairs.length)}
      submitText={texts.delete}
      typed={texts.typed}
      typedLabel={texts.typedLabel}
      success={texts.deleted(keyPairs.length)}
      run={async () => {
        for (const { KeyPairId } of keyPairs) await ec2.send(new DeleteKeyPairCommand({ KeyPairId }))
      }}
      onDone={onDone}
      onClose={onClose}
    >
      <Box>{texts.deleteText}</Box>
      <ul>
        {keyPairs.map(({ KeyPairId, KeyName }) => (
          <li key={KeyPairId}>
            {KeyName} ({KeyPairId})
          </li>
        ))}
      </ul>
    </ConfirmDialog>
  )
}
