import Alert from '@cloudscape-design/components/alert'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useEffect, useState } from 'react'
import type { PolicyKind } from '../../../server/authorization/validate.js'
import { useWantsWidth } from '../../shared/wanted-width.js'
import { EditorHeader } from './editor-header.js'
import { chooseEditorView, useEditorView } from './editor-view.js'
import type { PolicyPicker } from './import-dialog.js'
import { JsonEditor, type Place } from './json-editor.js'
import { findProblem } from './problems.js'
import { parsedStatements, withStatements } from './statements.js'
import { texts } from './texts.js'
import { Verdict } from './verdict.js'
import { VisualEditor } from './visual-editor.js'

interface Props {
  kind: PolicyKind
  text: string
  /** How often one wanted to go on: the problem is shown then, and has the cursor. */
  asked?: number
  /** What policies are chosen with, to import them. */
  picker?: PolicyPicker
  onChange(text: string): void
}

/**
 * A policy as form, as JSON, or both side by side, with IAM's verdict as one types. A change in one shows in the other.
 * Trust policies and resource policies have no form, as in AWS's console.
 */
export function PolicyEditor({ kind, text, asked = 0, picker, onChange }: Props) {
  const chosen = useEditorView()
  const [touched, setTouched] = useState(false)
  const [place, setPlace] = useState<Place>()
  const hasForm = kind === 'identity' || kind === 'managed'
  const view = hasForm ? chosen : 'json'
  useWantsWidth(view === 'both')
  const problem = findProblem(text, kind)
  const untouched = problem !== undefined && !touched && asked === 0
  const change = (next: string) => {
    setTouched(true)
    onChange(next)
  }
  useEffect(() => {
    if (asked > 0 && problem) setPlace({ line: problem.line, column: problem.column })
  }, [asked])
  const verdict = (
    <Verdict
      kind={kind}
      text={text}
      problem={problem}
      untouched={untouched}
      onGo={(where) => {
        if (view === 'visual') chooseEditorView('json')
        setPlace(where)
      }}
    />
  )
  const json = (
    <SpaceBetween size="xs">
      <JsonEditor text={text} invalid={problem !== undefined && !untouched} place={place} onChange={change} />
      {verdict}
    </SpaceBetween>
  )
  const visual = <Visual text={text} onChange={change} />
  return (
    <SpaceBetween size="m">
      {hasForm ? <EditorHeader view={view} text={text} picker={picker} onChange={change} /> : null}
      {view === 'both' ? (
        <div className="policy-both">
          {json}
          {visual}
        </div>
      ) : view === 'json' ? (
        json
      ) : (
        <SpaceBetween size="xs">
          {visual}
          {verdict}
        </SpaceBetween>
      )}
    </SpaceBetween>
  )
}

function Visual({ text, onChange }: { text: string; onChange(text: string): void }) {
  const statements = parsedStatements(text)
  if (!statements) return <Alert type="info">{texts.notVisual}</Alert>
  return <VisualEditor statements={statements} onChange={(next) => onChange(withStatements(text, next))} />
}
