import Alert from '@cloudscape-design/components/alert'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import { useState } from 'react'
import { Copyable } from '../parts/copyable.js'
import { FormDialog } from '../parts/form-dialog.js'
import { SecretText } from '../parts/secret-text.js'
import { useAction } from '../queries/use-action.js'
import { useIamQuery } from '../queries/use-iam-query.js'
import { type Credential, CredentialTable } from './credential-table.js'
import { texts } from './texts.js'

const SERVICE = 'codecommit.amazonaws.com'

interface GitCredential extends Credential {
  name: string
}

/** The section “HTTPS Git credentials for AWS CodeCommit”: a password that is shown once. */
export function GitCredentials({ userName: UserName }: { userName: string }) {
  const query = useIamQuery<GitCredential[]>({
    key: ['user', UserName, 'git-credentials'],
    load: async (iam) => {
      const { ServiceSpecificCredentials = [] } = await iam.listServiceSpecificCredentials({ UserName, ServiceName: SERVICE })
      return ServiceSpecificCredentials.map(
        ({ ServiceSpecificCredentialId = '', Status = '', CreateDate, ServiceUserName }) => ({
          id: ServiceSpecificCredentialId,
          status: Status,
          date: CreateDate,
          name: ServiceUserName ?? '',
        }),
      )
    },
  })
  return (
    <CredentialTable
      words={texts.gitCredentials}
      dateLabel={texts.created}
      query={query}
      columns={[{ id: 'name', header: texts.gitCredentials.userName, cell: ({ name }) => name }]}
      update={(iam, ServiceSpecificCredentialId, Status) =>
        iam.updateServiceSpecificCredential({ UserName, ServiceSpecificCredentialId, Status })
      }
      remove={(iam, ServiceSpecificCredentialId) =>
        iam.deleteServiceSpecificCredential({ UserName, ServiceSpecificCredentialId })
      }
      add={(close) => <Generate userName={UserName} onClose={close} />}
    />
  )
}

/** The password is in this component's state and goes with it. */
function Generate({ userName: UserName, onClose }: { userName: string; onClose(): void }) {
  const [made, setMade] = useState<{ name: string; password: string }>()
  const action = useAction()
  const submit = async () => {
    if (made) return onClose()
    const outcome = await action.run((iam) => iam.createServiceSpecificCredential({ UserName, ServiceName: SERVICE }))
    if (!outcome.ok) return
    const { ServiceUserName = '', ServicePassword = '' } = outcome.value.ServiceSpecificCredential ?? {}
    setMade({ name: ServiceUserName, password: ServicePassword })
  }
  const words = texts.gitCredentials
  return (
    <FormDialog
      header={words.add}
      submitText={made ? texts.done : words.add}
      running={action.running}
      error={action.error}
      onSubmit={submit}
      onClose={onClose}
    >
      {made ? (
        <>
          <Alert type="success" header={words.generated}>
            {words.once}
          </Alert>
          <KeyValuePairs
            items={[
              { label: words.userName, value: <Copyable what={words.userName} text={made.name} /> },
              {
                label: words.password,
                value: <SecretText what={words.passwordSpoken} secret={made.password} onTaken={() => undefined} />,
              },
            ]}
          />
        </>
      ) : (
        words.description
      )}
    </FormDialog>
  )
}
