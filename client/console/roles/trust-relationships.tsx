import type { Role } from '@aws-sdk/client-iam'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import { useState } from 'react'
import { LessonHotspot } from '../../lab/lesson-hotspot.js'
import { FormDialog } from '../../shared/dialogs/form-dialog.js'
import { DocumentText } from '../parts/document-text.js'
import { useFlash } from '../parts/flash.js'
import { PolicyEditor } from '../policy-editor/policy-editor.js'
import { pretty, problemOf } from '../policy-editor/problems.js'
import { trustPolicyOf } from '../queries/roles.js'
import { useAction } from '../queries/use-action.js'
import { texts } from './texts.js'

/** Who may assume the role, as JSON. */
export function TrustRelationships({ role }: { role: Role }) {
  const [editing, setEditing] = useState(false)
  const text = pretty(trustPolicyOf(role))
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <LessonHotspot id="trust-edit">
              <Button onClick={() => setEditing(true)}>{texts.editTrust}</Button>
            </LessonHotspot>
          }
        >
          {texts.trustPolicy}
        </Header>
      }
    >
      <DocumentText text={text} />
      {editing ? <EditTrust roleName={role.RoleName ?? ''} before={text} onClose={() => setEditing(false)} /> : null}
    </Container>
  )
}

function EditTrust({ roleName, before, onClose }: { roleName: string; before: string; onClose(): void }) {
  const [text, setText] = useState(before)
  const action = useAction()
  const flash = useFlash()
  const submit = async () => {
    const outcome = await action.run((iam) => iam.updateAssumeRolePolicy({ RoleName: roleName, PolicyDocument: text }))
    if (!outcome.ok) return
    flash.success(texts.saved)
    onClose()
  }
  return (
    <FormDialog
      size="large"
      header={texts.editTrust}
      submitText={texts.update}
      running={action.running}
      disabled={problemOf(text, 'trust') !== undefined}
      error={action.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <PolicyEditor kind="trust" text={text} onChange={setText} />
    </FormDialog>
  )
}
