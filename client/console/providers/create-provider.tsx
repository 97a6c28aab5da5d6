import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Form from '@cloudscape-design/components/form'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import RadioGroup from '@cloudscape-design/components/radio-group'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Textarea from '@cloudscape-design/components/textarea'
import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { addresses } from '../../shared/addresses.js'
import { Failure } from '../../shared/failure.js'
import { useFlash } from '../parts/flash.js'
import { InfoLink } from '../parts/info-link.js'
import { texts as partTexts } from '../parts/texts.js'
import { useAction } from '../queries/use-action.js'
import { texts } from './texts.js'

export default function CreateProvider() {
  const [type, setType] = useState('oidc')
  const [url, setUrl] = useState('https://')
  const [audience, setAudience] = useState('')
  const [name, setName] = useState('')
  const [metadata, setMetadata] = useState('')
  const action = useAction()
  const flash = useFlash()
  const navigate = useNavigate()
  const ready = type === 'oidc' ? url.length > 8 && audience !== '' : name !== '' && metadata !== ''
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const outcome = await action.run<unknown>((iam) =>
      type === 'oidc'
        ? iam.createOpenIDConnectProvider({ Url: url, ClientIDList: [audience] })
        : iam.createSAMLProvider({ Name: name, SAMLMetadataDocument: metadata }),
    )
    if (!outcome.ok) return
    flash.success(texts.added)
    navigate(addresses.providers.list)
  }
  return (
    <ContentLayout
      header={
        <Header variant="h1" info={<InfoLink />}>
          {texts.add}
        </Header>
      }
    >
      <form onSubmit={(event) => void submit(event)}>
        <Form
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button formAction="none" variant="link" onClick={() => navigate(addresses.providers.list)}>
                {partTexts.cancel}
              </Button>
              <Button variant="primary" loading={action.running} disabled={!ready}>
                {texts.add}
              </Button>
            </SpaceBetween>
          }
        >
          <Container>
            <SpaceBetween size="m">
              <FormField label={texts.type}>
                <RadioGroup
                  value={type}
                  items={[
                    { value: 'oidc', label: texts.oidc },
                    { value: 'saml', label: texts.saml },
                  ]}
                  onChange={({ detail }) => setType(detail.value)}
                />
              </FormField>
              {type === 'oidc' ? (
                <SpaceBetween size="m">
                  <FormField label={texts.url} constraintText={texts.urlHint}>
                    <Input value={url} spellcheck={false} onChange={({ detail }) => setUrl(detail.value)} />
                  </FormField>
                  <FormField label={texts.audience} constraintText={texts.audienceHint}>
                    <Input value={audience} onChange={({ detail }) => setAudience(detail.value)} />
                  </FormField>
                </SpaceBetween>
              ) : (
                <SpaceBetween size="m">
                  <Alert type="info">{texts.samlNote}</Alert>
                  <FormField label={texts.name}>
                    <Input value={name} onChange={({ detail }) => setName(detail.value)} />
                  </FormField>
                  <FormField label={texts.metadata} stretch>
                    <Textarea
                      value={metadata}
                      rows={8}
                      spellcheck={false}
                      onChange={({ detail }) => setMetadata(detail.value)}
                    />
                  </FormField>
                </SpaceBetween>
              )}
              {action.error === undefined ? null : <Failure error={action.error} />}
            </SpaceBetween>
          </Container>
        </Form>
      </form>
    </ContentLayout>
  )
}
