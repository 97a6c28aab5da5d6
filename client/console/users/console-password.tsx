import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import { signInTo } from '../../shared/addresses.js'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { useSession } from '../../shared/session.js'
import { Copyable } from '../parts/copyable.js'
import { SecretText } from '../parts/secret-text.js'
import { texts as partTexts } from '../parts/texts.js'
import { downloadPassword } from './password-file.js'
import { texts } from './texts.js'

interface Props {
  userName: string
  password: string
  onClose(): void
}

/** The one look at a password that was set on a user's page; it goes with this dialog. */
export function ConsolePassword({ userName, password, onClose }: Props) {
  const { accountId, accountAlias } = useSession()
  const url = location.origin + signInTo(accountAlias ?? accountId)
  return (
    <FormDialog
      header={texts.password}
      submitText={partTexts.close}
      closeOnly
      extraAction={
        <Button iconName="download" formAction="none" onClick={() => downloadPassword(userName, password, url)}>
          {texts.download}
        </Button>
      }
      onSubmit={onClose}
      onClose={onClose}
    >
      <Alert type="warning">{texts.passwordOnce}</Alert>
      <KeyValuePairs
        items={[
          { label: texts.signInUrl, value: <Copyable what={texts.signInUrl} text={url} /> },
          { label: texts.userName, value: userName },
          {
            label: texts.password,
            value: <SecretText what={texts.password} secret={password} onTaken={() => undefined} />,
          },
        ]}
      />
    </FormDialog>
  )
}
