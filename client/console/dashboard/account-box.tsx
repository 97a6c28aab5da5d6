import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { LessonHotspot } from '../../lab/lesson-hotspot.js'
import { signInTo } from '../../shared/addresses.js'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { useAllSessions, useSession } from '../../shared/session.js'
import { Copyable } from '../parts/copyable.js'
import { useFlash } from '../parts/flash.js'
import { useAction } from '../queries/use-action.js'
import type { Loading } from '../queries/use-wire-query.js'
import { Part } from './part.js'
import { texts } from './texts.js'

/** Account id, alias and the address at which IAM users sign in. */
export function AccountBox({ alias }: { alias: Loading<string | null> }) {
  const { accountId } = useSession()
  const [dialog, setDialog] = useState<'edit' | 'delete'>()
  return (
    <Container header={<Header variant="h2">{texts.account}</Header>}>
      <SpaceBetween size="m">
        <div>
          <Box variant="awsui-key-label">{texts.accountId}</Box>
          <Copyable what={texts.accountId} text={accountId} />
        </div>
        <Part query={alias}>
          {(name) => (
            <SpaceBetween size="m">
              <div>
                <Box variant="awsui-key-label">{texts.alias}</Box>
                <SpaceBetween direction="horizontal" size="xs" alignItems="center">
                  <span>{name ?? accountId}</span>
                  <LessonHotspot id="alias-create">
                    <Button variant="inline-link" onClick={() => setDialog('edit')}>
                      {name === null ? texts.create : texts.edit}
                    </Button>
                  </LessonHotspot>
                  {name === null ? null : (
                    <Button variant="inline-link" onClick={() => setDialog('delete')}>
                      {texts.delete}
                    </Button>
                  )}
                </SpaceBetween>
              </div>
              <div>
                <Box variant="awsui-key-label">{texts.signInUrl}</Box>
                <Copyable what={texts.signInUrl} text={location.origin + signInTo(name ?? accountId)} />
              </div>
              {dialog === 'edit' ? <EditAlias present={name ?? ''} onClose={() => setDialog(undefined)} /> : null}
              {dialog === 'delete' && name !== null ? <DeleteAlias alias={name} onClose={() => setDialog(undefined)} /> : null}
            </SpaceBetween>
          )}
        </Part>
      </SpaceBetween>
    </Container>
  )
}

function EditAlias({ present, onClose }: { present: string; onClose(): void }) {
  const [alias, setAlias] = useState(present)
  const action = useAction()
  // A session tells the account by its alias too.
  const { reload } = useAllSessions()
  const flash = useFlash()
  const submit = async () => {
    const outcome = await action.run((iam) => iam.createAccountAlias({ AccountAlias: alias }))
    if (!outcome.ok) return
    reload().catch(() => undefined)
    flash.success(texts.aliasCreated(alias))
    onClose()
  }
  return (
    <FormDialog
      header={texts.aliasHeader}
      submitText={texts.save}
      running={action.running}
      disabled={alias.length < 3}
      error={action.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <FormField
        label={texts.preferred}
        description={texts.preview(location.origin + signInTo(alias))}
        constraintText={texts.keeps}
      >
        <Input value={alias} onChange={({ detail }) => setAlias(detail.value)} />
      </FormField>
    </FormDialog>
  )
}

function DeleteAlias({ alias, onClose }: { alias: string; onClose(): void }) {
  const action = useAction()
  const { reload } = useAllSessions()
  const flash = useFlash()
  const submit = async () => {
    const outcome = await action.run((iam) => iam.deleteAccountAlias({ AccountAlias: alias }))
    if (!outcome.ok) return
    reload().catch(() => undefined)
    flash.success(texts.aliasDeleted)
    onClose()
  }
  return (
    <FormDialog
      header={`${texts.delete}: ${alias}`}
      submitText={texts.delete}
      running={action.running}
      error={action.error}
      onSubmit={submit}
      onClose={onClose}
    >
      {texts.deleteText}
    </FormDialog>
  )
}
