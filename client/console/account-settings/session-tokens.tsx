import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import RadioGroup from '@cloudscape-design/components/radio-group'
import { useState } from 'react'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { useFlash } from '../parts/flash.js'
import { Loaded } from '../parts/loaded.js'
import { useAccountSummary } from '../queries/account.js'
import { useAction } from '../queries/use-action.js'
import { texts } from './texts.js'

type Version = 'v1Token' | 'v2Token'

/** Where session tokens of the global endpoint are valid. Source: IAM User Guide, "Manage AWS STS in an AWS Region". */
export function SessionTokens() {
  const summary = useAccountSummary()
  const [editing, setEditing] = useState(false)
  return (
    <Container
      header={
        <Header variant="h2" actions={<Button onClick={() => setEditing(true)}>{texts.change}</Button>}>
          {texts.sts}
        </Header>
      }
    >
      <Loaded query={summary}>
        {({ GlobalEndpointTokenVersion: version }) => {
          const present = version === 2 ? 'v2Token' : 'v1Token'
          return (
            <>
              <KeyValuePairs
                columns={2}
                items={[
                  { label: texts.globalEndpoint, value: texts.validIn[present] },
                  { label: texts.regionalEndpoints, value: texts.validIn.v2Token },
                ]}
              />
              {editing ? <ChangeVersion present={present} onClose={() => setEditing(false)} /> : null}
            </>
          )
        }}
      </Loaded>
    </Container>
  )
}

function ChangeVersion({ present, onClose }: { present: Version; onClose(): void }) {
  const [version, setVersion] = useState<Version>(present)
  const action = useAction()
  const flash = useFlash()
  const submit = async () => {
    const outcome = await action.run((iam) => iam.setSecurityTokenServicePreferences({ GlobalEndpointTokenVersion: version }))
    if (!outcome.ok) return
    flash.success(texts.tokensSaved)
    onClose()
  }
  return (
    <FormDialog
      header={texts.changeHeader}
      submitText={texts.save}
      running={action.running}
      error={action.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <FormField label={texts.globalEndpoint}>
        <RadioGroup
          value={version}
          items={[
            { value: 'v1Token', label: texts.validIn.v1Token, description: texts.v1Text },
            { value: 'v2Token', label: texts.validIn.v2Token, description: texts.v2Text },
          ]}
          onChange={({ detail }) => setVersion(detail.value as Version)}
        />
      </FormField>
    </FormDialog>
  )
}
