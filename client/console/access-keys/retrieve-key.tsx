import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { useEffect, useState } from 'react'
import { useNavigate } from 'react-router'
import { Failure } from '../../shared/failure.js'
import { Copyable } from '../parts/copyable.js'
import { download } from '../parts/download.js'
import { InfoLink } from '../parts/info-link.js'
import { useLeaveGuard } from '../parts/leave-guard.js'
import { focusPage } from '../parts/page-focus.js'
import { SecretText } from '../parts/secret-text.js'
import type { CredentialOwner } from '../queries/owner.js'
import type { CreatedKey } from './create-key.js'
import { accessKeyFile } from './key-file.js'
import { texts } from './texts.js'

interface Props {
  owner: CredentialOwner
  created: CreatedKey
  backTo: string
}

/** “Retrieve access keys”: the one look at the secret. Leaving asks as long as nobody has seen or saved it. */
export function RetrieveKey({ owner, created, backTo }: Props) {
  const [taken, setTaken] = useState(false)
  const navigate = useNavigate()
  useEffect(focusPage, [])
  useLeaveGuard(taken ? undefined : { header: texts.leaveHeader, text: texts.leaveText, continues: true })
  const take = () => setTaken(true)

  function save() {
    const file = accessKeyFile(owner, created.key)
    download(file.name, file.text)
    take()
  }

  return (
    <ContentLayout
      header={
        <Header variant="h1" info={<InfoLink />}>
          {texts.retrieveStep}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <Alert type="success" header={texts.created}>
          {texts.createdText}
        </Alert>
        {created.tagError === undefined ? null : (
          <SpaceBetween size="xs">
            <Box>{texts.tagFailed}</Box>
            <Failure error={created.tagError} />
          </SpaceBetween>
        )}
        <Container
          header={
            <Header variant="h2" description={texts.secretText}>
              {texts.accessKey}
            </Header>
          }
        >
          <KeyTable created={created} onTaken={take} />
        </Container>
        <Container header={<Header variant="h2">{texts.bestPractices}</Header>}>
          <ul>
            {texts.practices.map((practice) => (
              <li key={practice}>{practice}</li>
            ))}
          </ul>
        </Container>
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button iconName="download" onClick={save}>
              {texts.download}
            </Button>
            <Button variant="primary" onClick={() => navigate(backTo)}>
              {texts.done}
            </Button>
          </SpaceBetween>
        </Box>
      </SpaceBetween>
    </ContentLayout>
  )
}

function KeyTable({ created: { key }, onTaken }: { created: CreatedKey; onTaken(): void }) {
  return (
    <Table
      variant="borderless"
      items={[key]}
      ariaLabels={{ tableLabel: texts.accessKey }}
      columnDefinitions={[
        {
          id: 'id',
          header: texts.accessKey,
          isRowHeader: true,
          cell: (item) => <Copyable what={texts.keyId} text={item.accessKeyId} />,
        },
        {
          id: 'secret',
          header: texts.secret,
          hasDynamicContent: true,
          cell: (item) => <SecretText what={texts.secretSpoken} secret={item.secretAccessKey} onTaken={onTaken} />,
        },
      ]}
    />
  )
}
