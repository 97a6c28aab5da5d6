import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import Header from '@cloudscape-design/components/header'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useSession } from '../../shared/session.js'
import { chooseEditorView, type EditorView } from './editor-view.js'
import { EXAMPLES } from './examples.js'
import { ImportDialog, type PolicyPicker } from './import-dialog.js'
import { canImport, withImported } from './imported.js'
import { texts } from './texts.js'

interface Props {
  view: EditorView
  text: string
  /** Absent: nothing can be imported here. */
  picker: PolicyPicker | undefined
  onChange(text: string): void
}

/** AWS's *Visual*, *JSON* and *Actions*; both views side by side are ours. */
export function EditorHeader({ view, text, picker, onChange }: Props) {
  const { accountId } = useSession()
  const [importing, setImporting] = useState(false)
  const unready = canImport(text) ? {} : { disabled: true, disabledReason: texts.notJson }
  return (
    <>
      <Header
        variant="h2"
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <SegmentedControl
              label={texts.editor}
              selectedId={view}
              options={[
                { id: 'visual', text: texts.visual },
                { id: 'json', text: texts.json },
                { id: 'both', text: texts.both },
              ]}
              onChange={({ detail }) => chooseEditorView(detail.selectedId as EditorView)}
            />
            <ButtonDropdown
              items={[
                ...(picker ? [{ id: 'import', text: texts.import, ...unready }] : []),
                { id: 'examples', text: texts.examples, items: EXAMPLES.map(({ id, text }) => ({ id, text, ...unready })) },
              ]}
              onItemClick={({ detail }) => {
                const example = EXAMPLES.find(({ id }) => id === detail.id)
                if (example) onChange(withImported(text, [example.document(accountId)]))
                else setImporting(true)
              }}
            >
              {texts.actionsMenu}
            </ButtonDropdown>
          </SpaceBetween>
        }
      >
        {texts.editor}
      </Header>
      {importing && picker ? (
        <ImportDialog
          Picker={picker}
          onImport={(documents) => onChange(withImported(text, documents))}
          onClose={() => setImporting(false)}
        />
      ) : null}
    </>
  )
}
