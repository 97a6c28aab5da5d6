import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Form from '@cloudscape-design/components/form'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { type FormEvent, useId, useState } from 'react'
import { useNavigate } from 'react-router'
import { addresses } from '../../shared/addresses.js'
import { Failure } from '../../shared/failure.js'
import { useFlash } from '../parts/flash.js'
import { InfoLink } from '../parts/info-link.js'
import { UNSAVED, useLeaveGuard } from '../parts/leave-guard.js'
import { texts as partTexts } from '../parts/texts.js'
import { PickPolicies } from '../permissions/pick-policies.js'
import { useAction } from '../queries/use-action.js'
import { GROUP_NAME } from './group-name.js'
import { PickUsers } from './pick-users.js'
import { texts } from './texts.js'

/** Name, users and policies on one page, as AWS has it. */
export default function CreateGroup() {
  const id = useId()
  const [name, setName] = useState('')
  const [users, setUsers] = useState<readonly string[]>([])
  const [policies, setPolicies] = useState<readonly string[]>([])
  const action = useAction()
  const flash = useFlash()
  const navigate = useNavigate()
  const guard = useLeaveGuard(name === '' ? undefined : UNSAVED)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!GROUP_NAME.test(name)) return
    const outcome = await action.run(async (iam) => {
      await iam.createGroup({ GroupName: name })
      for (const UserName of users) await iam.addUserToGroup({ GroupName: name, UserName })
      for (const PolicyArn of policies) await iam.attachGroupPolicy({ GroupName: name, PolicyArn })
    })
    if (!outcome.ok) return
    guard.release()
    flash.success(texts.created(name))
    navigate(addresses.groups.of(name))
  }
  return (
    <ContentLayout
      header={
        <Header variant="h1" info={<InfoLink />}>
          {texts.createForm}
        </Header>
      }
    >
      <Form
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button formAction="none" variant="link" onClick={() => navigate(addresses.groups.list)}>
              {partTexts.cancel}
            </Button>
            <Button variant="primary" form={id} loading={action.running} disabled={!GROUP_NAME.test(name)}>
              {texts.createForm}
            </Button>
          </SpaceBetween>
        }
      >
        <SpaceBetween size="l">
          <Container header={<Header variant="h2">{texts.nameTheGroup}</Header>}>
            {/* Enter in the name creates the group; in the search of a table it does not. */}
            <form id={id} onSubmit={(event) => void submit(event)}>
              <FormField label={texts.name} constraintText={texts.nameHint}>
                <Input value={name} autoComplete={false} onChange={({ detail }) => setName(detail.value)} />
              </FormField>
            </form>
          </Container>
          <PickUsers title={texts.addUsers} chosen={users} onChange={setUsers} />
          <PickPolicies title={texts.attach} chosen={policies} onChange={setPolicies} />
          {action.error === undefined ? null : <Failure error={action.error} />}
        </SpaceBetween>
      </Form>
    </ContentLayout>
  )
}
