import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Checkbox from '@cloudscape-design/components/checkbox'
import Container from '@cloudscape-design/components/container'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { Failure } from '../../shared/failure.js'
import { InfoLink } from '../parts/info-link.js'
import { texts as common } from '../parts/texts.js'
import type { CredentialOwner } from '../queries/owner.js'
import { useAction } from '../queries/use-action.js'
import { type CreatedKey, createKey } from './create-key.js'
import { RetrieveKey } from './retrieve-key.js'
import { texts } from './texts.js'

interface Props {
  owner: CredentialOwner
  backTo: string
}

/** Root's key: a page that advises against it, then the same retrieval. */
export function CreateRootKey({ owner, backTo }: Props) {
  const [created, setCreated] = useState<CreatedKey>()
  const [understood, setUnderstood] = useState(false)
  const navigate = useNavigate()
  const action = useAction()
  if (created) return <RetrieveKey owner={owner} created={created} backTo={backTo} />

  async function submit() {
    const outcome = await action.run((iam) => createKey(iam, owner, ''))
    if (outcome.ok) setCreated(outcome.value)
  }

  return (
    <ContentLayout
      header={
        <Header variant="h1" info={<InfoLink />}>
          {texts.rootStep}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <Alert type="error" header={texts.rootWarningHeader}>
          {texts.rootWarning}
        </Alert>
        <Container header={<Header variant="h2">{texts.rootAlternatives}</Header>}>
          <ul>
            {texts.rootAlternativesList.map((alternative) => (
              <li key={alternative}>{alternative}</li>
            ))}
          </ul>
        </Container>
        <Container header={<Header variant="h2">{texts.rootContinue}</Header>}>
          <Checkbox checked={understood} onChange={({ detail }) => setUnderstood(detail.checked)}>
            {texts.rootUnderstand}
          </Checkbox>
        </Container>
        {action.error === undefined ? null : <Failure error={action.error} />}
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={() => navigate(backTo)}>
              {common.cancel}
            </Button>
            <Button variant="primary" disabled={!understood} loading={action.running} onClick={submit}>
              {texts.create}
            </Button>
          </SpaceBetween>
        </Box>
      </SpaceBetween>
    </ContentLayout>
  )
}
