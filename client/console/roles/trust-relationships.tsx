import type { Role } from '@aws-sdk/client-iam'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import { useState } from 'react'
import { LessonHotspot } from '../../lab/lesson-hotspot.js'
import { DocumentText } from '../parts/document-text.js'
import { TaskDialog } from '../parts/task-dialog.js'
import { PolicyEditor } from '../policy-editor/policy-editor.js'
import { pretty, problemOf } from '../policy-editor/problems.js'
import { trustPolicyOf } from '../queries/roles.js'
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
  return (
    <TaskDialog
      size="large"
      header={texts.editTrust}
      submitText={texts.update}
      disabled={problemOf(text, 'trust') !== undefined}
      success={texts.saved}
      run={(iam) => iam.updateAssumeRolePolicy({ RoleName: roleName, PolicyDocument: text })}
      onClose={onClose}
    >
      <PolicyEditor kind="trust" text={text} onChange={setText} />
    </TaskDialog>
  )
}
