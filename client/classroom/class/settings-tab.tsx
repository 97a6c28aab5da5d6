import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { TypedConfirmation } from '../../console/parts/typed-confirmation.js'
import { api } from '../../shared/api.js'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { useAct } from '../queries.js'
import { texts as common } from '../texts.js'
import type { ClassTab } from './class-tab.js'
import { SettingsForm } from './settings-form.js'
import { texts } from './settings-texts.js'

/** How the class is, its code, and its end. */
export function SettingsTab(tab: ClassTab) {
  const { listing } = tab
  return (
    <SpaceBetween size="l">
      <SettingsForm {...tab} />
      <NewCode {...tab} />
      <Archive {...tab} />
      <Delete key={listing.id} {...tab} />
    </SpaceBetween>
  )
}

type Of = Pick<ClassTab, 'listing'>

function NewCode({ listing: { id, code } }: Of) {
  const change = useAct(() => api('POST /classroom/classes/:class/code', { path: { class: id } }), {
    done: (changed) => texts.newCodeMade(changed.code),
    failed: texts.codeFailed,
  })
  return (
    <Container header={<Header variant="h2">{texts.codeTitle}</Header>}>
      <SpaceBetween size="s">
        <Box>
          <span className="code">{code}</span>
        </Box>
        <Box>{texts.codeText}</Box>
        <Button loading={change.running} onClick={() => change.run()}>
          {texts.newCode}
        </Button>
      </SpaceBetween>
    </Container>
  )
}

function Archive({ listing: { id, archivedAt } }: Of) {
  const archived = archivedAt !== undefined
  const change = useAct(
    () => api('POST /classroom/classes/:class/archive', { path: { class: id }, body: { archived: !archived } }),
    { done: () => (archived ? texts.unarchived : texts.archived), failed: texts.archiveFailed },
  )
  return (
    <Container header={<Header variant="h2">{texts.archiveTitle}</Header>}>
      <SpaceBetween size="s">
        <Box>{texts.archiveText}</Box>
        <Button loading={change.running} onClick={() => change.run()}>
          {archived ? texts.unarchive : texts.archive}
        </Button>
      </SpaceBetween>
    </Container>
  )
}

function Delete({ listing: { id, title } }: Of) {
  const [asking, setAsking] = useState(false)
  const [typed, setTyped] = useState('')
  const navigate = useNavigate()
  const remove = useAct(
    async () => {
      await api('POST /classroom/classes/:class/delete', { path: { class: id }, body: { title: typed } })
      navigate('/')
    },
    { done: () => texts.deleted(title) },
  )
  return (
    <Container header={<Header variant="h2">{texts.deleteTitle}</Header>}>
      <SpaceBetween size="s">
        <Box>{texts.deleteText}</Box>
        <Button onClick={() => setAsking(true)}>{texts.delete}</Button>
        {asking ? (
          <FormDialog
            header={texts.delete}
            submitText={texts.delete}
            disabled={typed !== title}
            running={remove.running}
            error={remove.error}
            onSubmit={() => remove.run()}
            onClose={() => setAsking(false)}
          >
            <Box>{texts.deleteText}</Box>
            <TypedConfirmation expected={title} label={common.toConfirm(title)} value={typed} onChange={setTyped} />
          </FormDialog>
        ) : null}
      </SpaceBetween>
    </Container>
  )
}
