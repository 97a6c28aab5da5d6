import Alert from '@cloudscape-design/components/alert'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import { useState } from 'react'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { Copyable } from '../parts/copyable.js'
import { SecretText } from '../parts/secret-text.js'
import { useAction } from '../queries/use-action.js'
import { useIamQuery } from '../queries/use-iam-query.js'
import { type Credential, CredentialTable } from './credential-table.js'
import { texts } from './texts.js'

const SERVICES = {
  codeCommit: 'codecommit.amazonaws.com',
  keyspaces: 'cassandra.amazonaws.com',
  bedrock: 'bedrock.amazonaws.com',
} as const

type Service = keyof typeof SERVICES

interface ServiceCredential extends Credential {
  name: string
}

/** A section of credentials for one service: a user name and password, or an API key, that are shown once. */
export function ServiceCredentials({ userName: UserName, service }: { userName: string; service: Service }) {
  const ServiceName = SERVICES[service]
  const words = texts[service]
  const query = useIamQuery<ServiceCredential[]>({
    key: ['user', UserName, 'service-credentials', service],
    load: async (iam) => {
      const { ServiceSpecificCredentials = [] } = await iam.listServiceSpecificCredentials({ UserName, ServiceName })
      return ServiceSpecificCredentials.map(
        ({ ServiceSpecificCredentialId = '', Status = '', CreateDate, ServiceUserName, ServiceCredentialAlias }) => ({
          id: ServiceSpecificCredentialId,
          status: Status,
          date: CreateDate,
          name: ServiceUserName ?? ServiceCredentialAlias ?? '',
        }),
      )
    },
  })
  return (
    <CredentialTable
      words={words}
      dateLabel={texts.created}
      query={query}
      columns={[{ id: 'name', header: words.userName, cell: ({ name }) => name }]}
      update={(iam, ServiceSpecificCredentialId, Status) =>
        iam.updateServiceSpecificCredential({ UserName, ServiceSpecificCredentialId, Status })
      }
      remove={(iam, ServiceSpecificCredentialId) =>
        iam.deleteServiceSpecificCredential({ UserName, ServiceSpecificCredentialId })
      }
      add={(close) => <Generate userName={UserName} service={service} onClose={close} />}
    />
  )
}

/** The secret is in this component's state and goes with it. */
function Generate({ userName: UserName, service, onClose }: { userName: string; service: Service; onClose(): void }) {
  const [made, setMade] = useState<{ name: string; secret: string }>()
  const action = useAction()
  const submit = async () => {
    if (made) return onClose()
    const outcome = await action.run((iam) => iam.createServiceSpecificCredential({ UserName, ServiceName: SERVICES[service] }))
    if (!outcome.ok) return
    const { ServiceUserName, ServicePassword, ServiceCredentialAlias, ServiceCredentialSecret } =
      outcome.value.ServiceSpecificCredential ?? {}
    setMade({
      name: ServiceUserName ?? ServiceCredentialAlias ?? '',
      secret: ServicePassword ?? ServiceCredentialSecret ?? '',
    })
  }
  const words = texts[service]
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
                value: <SecretText what={words.passwordSpoken} secret={made.secret} onTaken={() => undefined} />,
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
