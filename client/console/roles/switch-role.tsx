import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Form from '@cloudscape-design/components/form'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { type FormEvent, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { addresses, CONSOLE_HOME } from '../../shared/addresses.js'
import { Failure } from '../../shared/failure.js'
import { useSession } from '../../shared/session.js'
import { InfoLink } from '../parts/info-link.js'
import { texts as partTexts } from '../parts/texts.js'
import { COLOURS, rememberRole, switchToRole } from './switched-roles.js'
import { texts } from './texts.js'

/** AWS's page: account, role, and how it is shown in the top bar. */
export default function SwitchRole() {
  const { id, accountId } = useSession()
  const [search] = useSearchParams()
  const [account, setAccount] = useState(search.get('account') ?? accountId)
  const [role, setRole] = useState(search.get('roleName') ?? '')
  const [displayName, setDisplayName] = useState(search.get('displayName') ?? '')
  const [color, setColor] = useState<string>(COLOURS[0].value)
  const [state, setState] = useState<{ running: boolean; error?: unknown }>({ running: false })
  const navigate = useNavigate()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setState({ running: true })
    try {
      const wanted = { account, role, displayName: displayName || `${role} @ ${account}`, colour: color }
      await switchToRole(id, wanted)
      rememberRole(wanted)
      location.assign(CONSOLE_HOME)
    } catch (error) {
      setState({ running: false, error })
    }
  }
  return (
    <ContentLayout
      header={
        <Header variant="h1" info={<InfoLink />} description={texts.switchText}>
          {texts.switchRole}
        </Header>
      }
    >
      <form onSubmit={(event) => void submit(event)}>
        <Form
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button formAction="none" variant="link" onClick={() => navigate(addresses.home)}>
                {partTexts.cancel}
              </Button>
              <Button variant="primary" loading={state.running} disabled={account === '' || role === ''}>
                {texts.switchRole}
              </Button>
            </SpaceBetween>
          }
        >
          <Container>
            <SpaceBetween size="m">
              <FormField label={texts.switchAccount} constraintText={texts.switchAccountHint}>
                <Input value={account} onChange={({ detail }) => setAccount(detail.value.trim())} />
              </FormField>
              <FormField label={texts.switchRoleName}>
                <Input value={role} onChange={({ detail }) => setRole(detail.value.trim())} />
              </FormField>
              <FormField label={texts.displayName}>
                <Input value={displayName} onChange={({ detail }) => setDisplayName(detail.value)} />
              </FormField>
              <FormField label={texts.color}>
                <Select
                  options={[...COLOURS]}
                  selectedOption={COLOURS.find(({ value }) => value === color) ?? null}
                  onChange={({ detail }) => setColor(detail.selectedOption.value ?? COLOURS[0].value)}
                />
              </FormField>
              {state.error === undefined ? null : <Failure error={state.error} />}
            </SpaceBetween>
          </Container>
        </Form>
      </form>
    </ContentLayout>
  )
}
